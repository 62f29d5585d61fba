"""Who avoids somebody is left alone by what was open already: questions to co-mentors, and proposals."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.actions import co_mentors, exclusions, mentors, pairings
from mentoring.models import CoMentorInvitation, Exclusion, Pairing
from people.models import Person
from tests.academy.factories import SkillFactory
from tests.races import at_once

from .factories import MentorFactory, OfferedSkillFactory, PairingFactory, ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill():
    return SkillFactory()


@pytest.fixture
def pairing(skill):
    return PairingFactory(mentor=OfferedSkillFactory(skill=skill).mentor)


@pytest.fixture
def asked(pairing, skill):
    """The mentee has agreed."""
    beginner = OfferedSkillFactory(skill=skill, is_as_co_mentor=True).mentor
    asked = co_mentors.invite(pairing=pairing, mentor=beginner, now=timezone.now())
    return co_mentors.agree(invitation=asked, person=pairing.mentee, now=timezone.now())


def avoid(person, other):
    exclusions.avoid(person=person, other=other, now=timezone.now())


def people(asked):
    return {"mentee": asked.pairing.mentee, "mentor": asked.pairing.mentor.person, "beginner": asked.mentor.person}


@pytest.mark.parametrize(
    ("who", "whom"), [("mentee", "beginner"), ("beginner", "mentee"), ("mentor", "beginner"), ("beginner", "mentor")]
)
def test_the_question_is_closed_for_all_without_a_reason(asked, who, whom):
    avoid(people(asked)[who], people(asked)[whom])

    assert CoMentorInvitation.objects.get().answer == "withdrawn"
    with pytest.raises(ValidationError):
        co_mentors.agree(invitation=asked, person=asked.mentor.person, now=timezone.now())
    assert Pairing.objects.get().co_mentor is None


def test_questions_to_others_stay_open(asked):
    avoid(asked.pairing.mentee, asked.pairing.mentor.person)

    assert CoMentorInvitation.objects.get().answer == ""


def test_who_stops_to_offer_is_no_longer_asked(asked):
    mentors.stop(mentor=asked.mentor, now=timezone.now())

    assert CoMentorInvitation.objects.get().answer == "withdrawn"


def apart(asked):
    Exclusion.objects.create(person=asked.pairing.mentor.person, other=asked.mentor.person)


def closed_account(asked):
    Person.objects.filter(pk=asked.mentor.person_id).update(is_active=False)


@pytest.mark.parametrize("change", [apart, closed_account])
def test_nobody_joins_when_the_world_changed(asked, change):
    change(asked)

    with pytest.raises(ValidationError) as refusal:
        co_mentors.agree(invitation=asked, person=asked.mentor.person, now=timezone.now())

    assert refusal.value.messages == ["This question is no longer open."]
    assert Pairing.objects.get().co_mentor is None


def test_never_again_ends_what_is_open_between_the_two():
    pairing, now = PairingFactory(), timezone.now()
    other_way = ProposalFactory(request__person=pairing.mentor.person, mentor=MentorFactory(person=pairing.mentee))
    pairings.end(pairing=pairing, person=pairing.mentee, ending="finished", now=now)

    pairings.say_how_it_was(pairing=pairing, person=pairing.mentee, said={}, never_again=True, now=now)

    other_way.refresh_from_db()
    assert other_way.answer == "withdrawn"
    assert Exclusion.objects.get().because == "never"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["avoid", "stop"])
def test_the_last_yes_and_a_no_at_once_leave_one_of_the_two(asked, act):
    """Whoever comes first: nobody joins after a no, and nobody waits for ever."""
    beginner = asked.mentor.person
    no = {
        "avoid": lambda: avoid(asked.pairing.mentor.person, beginner),
        "stop": lambda: mentors.stop(mentor=asked.mentor, now=timezone.now()),
    }[act]

    found = at_once([no, lambda: co_mentors.agree(invitation=asked, person=beginner, now=timezone.now())])

    assert not isinstance(found[0], Exception)
    has_joined = Pairing.objects.get().co_mentor is not None
    assert CoMentorInvitation.objects.get().answer == ("joined" if has_joined else "withdrawn")
    assert isinstance(found[1], ValidationError) is not has_joined


@pytest.mark.django_db(transaction=True)
def test_both_say_never_again_at_once():
    pairing, now = PairingFactory(), timezone.now()
    pairings.end(pairing=pairing, person=pairing.mentee, ending="finished", now=now)
    said = {"helped": 1, "text": "", "lang": "en", "is_shared": False}

    def never(person):
        return pairings.say_how_it_was(pairing=pairing, person=person, said=said, never_again=True, now=now)

    found = at_once([lambda: never(pairing.mentee), lambda: never(pairing.mentor.person)])

    assert not [one for one in found if isinstance(one, Exception)]
    assert Exclusion.objects.filter(because="never").count() == pairing.feedback.count() == 2
