"""A co-mentor joins with everybody's word, leaves, and teaches alone after a finished pairing."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from mentoring.actions import co_mentors, pairings
from mentoring.models import CoMentorInvitation, Exclusion, OfferedSkill, Pairing
from notices.models import Notice
from tests.academy.factories import SkillFactory
from tests.factories import PersonFactory
from tests.races import at_once

from .factories import OfferedSkillFactory, PairingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill():
    return SkillFactory(title="Asking well")


@pytest.fixture
def pairing(skill):
    return PairingFactory(mentor=OfferedSkillFactory(skill=skill).mentor)


@pytest.fixture
def beginner(skill):
    return OfferedSkillFactory(mentor__person__username="bola", skill=skill, is_as_co_mentor=True).mentor


def invite(pairing, beginner):
    return co_mentors.invite(pairing=pairing, mentor=beginner, now=timezone.now())


def agree(asked, person):
    return co_mentors.agree(invitation=asked, person=person, now=timezone.now())


def joined(pairing, beginner):
    asked = invite(pairing, beginner)
    agree(asked, pairing.mentee)
    agree(asked, beginner.person)
    return Pairing.objects.get(pk=pairing.pk)


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_both_agree_and_the_co_mentor_joins(pairing, beginner):
    asked = invite(pairing, beginner)
    assert told("co_mentor_asked") == {pairing.mentee_id, beginner.person_id}
    agree(asked, pairing.mentee)
    assert Pairing.objects.get(pk=pairing.pk).co_mentor is None
    agree(asked, beginner.person)
    agree(asked, beginner.person)

    assert Pairing.objects.get(pk=pairing.pk).co_mentor == beginner
    assert told("co_mentor_answered") == {pairing.mentee_id, pairing.mentor.person_id}
    assert beginner not in co_mentors.candidates(pairing)


def test_one_no_is_enough(pairing, beginner):
    asked = invite(pairing, beginner)
    agree(asked, beginner.person)
    co_mentors.decline(invitation=asked, person=pairing.mentee, now=timezone.now())
    with pytest.raises(ValidationError):
        agree(asked, pairing.mentee)

    assert CoMentorInvitation.objects.get().answer == "declined"
    assert Pairing.objects.get(pk=pairing.pk).co_mentor is None


def test_the_mentor_takes_the_question_back(pairing, beginner):
    asked = invite(pairing, beginner)
    co_mentors.decline(invitation=asked, person=pairing.mentor.person, now=timezone.now())

    assert CoMentorInvitation.objects.get().answer == "withdrawn"


def test_asking_twice_is_one_question(pairing, beginner):
    assert invite(pairing, beginner) == invite(pairing, beginner)


def test_whom_somebody_avoids_is_no_candidate(pairing, beginner):
    assert list(co_mentors.candidates(pairing)) == [beginner]
    Exclusion.objects.create(person=beginner.person, other=pairing.mentee)

    assert list(co_mentors.candidates(pairing)) == []
    with pytest.raises(ValidationError):
        invite(pairing, beginner)


def test_who_avoids_the_mentee_since_the_question_does_not_join(pairing, beginner):
    asked = invite(pairing, beginner)
    agree(asked, pairing.mentee)
    Exclusion.objects.create(person=pairing.mentee, other=beginner.person)
    with pytest.raises(ValidationError) as refusal:
        agree(asked, beginner.person)

    assert refusal.value.messages == ["This question is no longer open."]


def test_without_a_free_place_nobody_joins(pairing, beginner):
    asked = invite(pairing, beginner)
    PairingFactory(mentor=beginner)
    agree(asked, pairing.mentee)
    with pytest.raises(ValidationError) as refusal:
        agree(asked, beginner.person)

    assert refusal.value.messages == ["The co-mentor has no free place any more."]


def test_a_co_mentor_leaves_and_the_two_go_on(client, pairing, beginner):
    pairing = joined(pairing, beginner)
    client.force_login(beginner.person)
    client.post(reverse("mentoring:end_pairing", args=[pairing.pk]))
    pairing.refresh_from_db()

    assert (pairing.co_mentor, pairing.ended_at) == (None, None)
    assert told("co_mentor_left") == {pairing.mentee_id, pairing.mentor.person_id}


def test_after_a_finished_pairing_the_skills_stand_on_their_own(pairing, beginner):
    pairing = joined(pairing, beginner)
    pairings.end(pairing=pairing, person=pairing.mentee, ending="finished", now=timezone.now())

    assert not OfferedSkill.objects.filter(is_as_co_mentor=True).exists()
    assert told("skills_stand") == {beginner.person_id}


def test_after_one_that_was_stopped_they_do_not(pairing, beginner):
    pairing = joined(pairing, beginner)
    pairings.end(pairing=pairing, person=pairing.mentee, ending="stopped", now=timezone.now())

    assert OfferedSkill.objects.get(mentor=beginner).is_as_co_mentor
    assert told("skills_stand") == set()


def test_an_end_takes_the_open_question_back(pairing, beginner):
    invite(pairing, beginner)
    pairings.end(pairing=pairing, person=pairing.mentee, ending="finished", now=timezone.now())

    assert CoMentorInvitation.objects.get().answer == "withdrawn"


@pytest.mark.parametrize("who", ["mentee", "beginner", "mentor"])
def test_each_of_the_three_reads_the_question_and_nobody_else(client, pairing, beginner, who):
    asked = invite(pairing, beginner)
    people = {"mentee": pairing.mentee, "beginner": beginner.person, "mentor": pairing.mentor.person}
    client.force_login(people[who])
    assert client.get(reverse("mentoring:co_mentor", args=[asked.pk])).status_code == 200
    client.force_login(PersonFactory())

    assert client.get(reverse("mentoring:co_mentor", args=[asked.pk])).status_code == 404


def test_two_yes_by_http_join(client, pairing, beginner):
    client.force_login(pairing.mentor.person)
    client.post(reverse("mentoring:invite_co_mentor", args=[pairing.pk]), {"mentor": beginner.pk})
    asked = CoMentorInvitation.objects.get()
    for person in (pairing.mentee, beginner.person):
        client.force_login(person)
        client.post(reverse("mentoring:co_mentor", args=[asked.pk]), {"answer": "agree"})
    response = client.get(pairing.get_absolute_url())

    assert "A pair that I co-mentor" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_pairs_ask_for_the_last_place_and_one_gets_it():
    skill = SkillFactory()
    beginner = OfferedSkillFactory(skill=skill, is_as_co_mentor=True).mentor
    pairs = [PairingFactory(mentor=OfferedSkillFactory(skill=skill).mentor) for _two in range(2)]
    asked = [invite(pairing, beginner) for pairing in pairs]
    for question in asked:
        agree(question, question.pairing.mentee)

    found = at_once([lambda question=question: agree(question, beginner.person) for question in asked])

    assert sorted(type(one).__name__ for one in found) == ["CoMentorInvitation", "ValidationError"]
    assert Pairing.objects.filter(co_mentor=beginner).count() == 1


@pytest.mark.django_db(transaction=True)
def test_both_say_yes_at_once_and_the_co_mentor_joins():
    skill = SkillFactory()
    beginner = OfferedSkillFactory(skill=skill, is_as_co_mentor=True).mentor
    pairing = PairingFactory(mentor=OfferedSkillFactory(skill=skill).mentor)
    asked = invite(pairing, beginner)

    at_once([lambda: agree(asked, pairing.mentee), lambda: agree(asked, beginner.person)])

    assert Pairing.objects.get().co_mentor == beginner


@pytest.mark.parametrize("rows", [1, 3])
def test_the_candidates_cost_the_same_for_any_number(client, pairing, skill, rows, django_assert_num_queries):
    for _ in range(rows):
        OfferedSkillFactory(skill=skill, is_as_co_mentor=True)
    client.force_login(pairing.mentor.person)

    with django_assert_num_queries(4):
        response = client.get(reverse("mentoring:invite_co_mentor", args=[pairing.pk]))

    assert response.content.decode().count('name="mentor"') == rows
