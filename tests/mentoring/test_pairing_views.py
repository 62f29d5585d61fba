"""The page of a pair, and what is done on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.models import CheckIn, Goal, PairingFeedback, Proposal
from tests.academy.factories import CohortFactory, SkillFactory
from tests.factories import LanguageFactory, PersonFactory

from .factories import MeetingFactory, MentorFactory, MentoringRequestFactory, free_at
from .pair_pages import address, page, pair_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing(amina, bola):
    return pair_of(amina, bola)


@pytest.mark.parametrize("role", ["mentee", "mentor", "co-mentor"])
def test_the_pair_reads_its_page(client, pairing, role):
    pairing.co_mentor = MentorFactory()
    pairing.save()
    people = {"mentee": pairing.mentee, "mentor": pairing.mentor.person, "co-mentor": pairing.co_mentor.person}
    client.force_login(people[role])

    assert str(pairing.mentor) in page(client, pairing)


def test_others_do_not_learn_that_it_is_there(client, pairing):
    client.force_login(PersonFactory(is_staff=True, is_superuser=True))
    names = ["pairing", "pairing_slots", "log_meeting", "end_pairing", "change_mentor", "raise_concern"]

    assert {client.get(address(name, pairing)).status_code for name in names} == {404}


def test_an_ended_pairing_stays_readable(signed_in, pairing):
    MeetingFactory(pairing=pairing, notes="We talked about burnout.")
    pairing.ended_at, pairing.ending = timezone.now(), "finished"
    pairing.save()
    shown = page(signed_in, pairing)

    assert "We talked about burnout." in shown
    assert "Your pairing has ended. Say how it was, if you like." in shown
    assert "Set this goal" not in shown


def test_a_pairing_of_a_cohort_leads_back_to_its_track(signed_in, amina, bola):
    cohort = CohortFactory(title="Spring", track__title="Leading together")
    request = MentoringRequestFactory(person=amina, area=None, cohort=cohort)
    shown = page(signed_in, pair_of(amina, bola, request=request))

    assert cohort.get_absolute_url() in shown
    assert cohort.track.get_absolute_url() in shown


def test_times_stand_on_both_clocks_and_one_is_chosen(signed_in, client, pairing, amina, bola):
    blocks = [(day, 12 * 60, 14 * 60) for day in range(7)]
    free_at(amina, zone="Europe/Madrid", blocks=blocks)
    free_at(bola.person, zone="Africa/Nairobi", blocks=[(day, 13 * 60, 16 * 60) for day in range(7)])
    shown = page(signed_in, pairing)
    slots = signed_in.get(pairing.get_absolute_url()).context["slots"]

    assert "Choose when you meet:" in shown
    assert "(<bdi>Europe/Madrid</bdi>)" in shown
    assert "The time of <bdi>Bola</bdi>" in shown
    assert len(slots) == 3
    response = signed_in.post(address("choose_time", pairing), {"time": slots[1]["key"]}, follow=True)
    pairing.refresh_from_db()
    assert pairing.meets_at.isoformat() == slots[1]["key"]
    assert "The time is set, and the other one is told." in text(response)
    assert "Set one goal" in text(response)


def test_a_time_that_the_page_does_not_offer_is_refused(signed_in, pairing):
    for typed in ("", "tomorrow", "2026-12-01T10:00", "2026-12-01T10:00+00:00"):
        assert signed_in.post(address("choose_time", pairing), {"time": typed}).status_code == 422
    pairing.refresh_from_db()

    assert pairing.meets_at is None


def test_another_time_stands_on_the_writers_clock_with_where(signed_in, client, pairing, amina, bola):
    free_at(amina, zone="Asia/Kathmandu")
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    form = {"other": f"{day}T19:30", "where": "https://meet.example/room"}
    signed_in.post(address("choose_time", pairing), form)
    pairing.refresh_from_db()
    shown = page(signed_in, pairing)

    assert pairing.meets_at.isoformat() == f"{day}T13:45:00+00:00"
    assert 'href="https://meet.example/room"' in shown
    assert "19:30" in shown


@pytest.mark.parametrize("other", ["2020-01-01T10:00", "2099-01-01T10:00", "tomorrow"])
def test_another_time_lies_within_half_a_year(signed_in, pairing, other):
    response = signed_in.post(address("choose_time", pairing), {"other": other, "where": "On the wiki"})

    assert response.status_code == 422
    assert "On the wiki" in text(response)


def test_a_zone_that_no_longer_exists_shows_no_times_and_no_fault(signed_in, pairing, amina, bola):
    free_at(amina, zone="Mars/Olympus")
    free_at(bola.person)
    pairing.meets_at = timezone.now() + timedelta(days=1)
    pairing.save()

    assert "Put it into my calendar" in page(signed_in, pairing)


def test_a_goal_is_set_once_and_reached(signed_in, pairing, amina):
    form = {"text": "Lead one meeting", "lang": LanguageFactory().pk}
    signed_in.post(address("add_goal", pairing), form)
    signed_in.post(address("add_goal", pairing), form)
    goal = Goal.objects.get()

    assert "Lead one meeting" in page(signed_in, pairing)
    signed_in.post(address("reach_goal", goal))
    goal.refresh_from_db()
    assert goal.reached_at
    signed_in.post(address("reach_goal", goal), {"again": "1"})
    goal.refresh_from_db()
    assert goal.reached_at is None


def test_an_empty_goal_comes_back(signed_in, pairing):
    response = signed_in.post(address("add_goal", pairing), {"text": ""})

    assert response.status_code == 422
    assert not Goal.objects.exists()


def test_each_reads_why_they_were_proposed_to_each_other(client, signed_in, pairing, bola):
    skill = SkillFactory(title="Asking well")
    reasons = [
        {"code": "skills", "points": 40, "skills": [skill.pk]},
        {"code": "languages", "points": 25, "languages": ["en"]},
    ]
    Proposal.objects.update(codes=reasons)
    LanguageFactory(code="en")

    assert "You want to learn Asking well, which Bola teaches." in page(signed_in, pairing)
    client.force_login(bola.person)
    assert "Amina wants to learn Asking well, which you teach." in page(client, pairing)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_rows(
    signed_in, pairing, amina, bola, rows, django_assert_num_queries
):
    free_at(amina)
    free_at(bola.person)
    for number in range(rows):
        MeetingFactory(
            pairing=pairing, held_on=timezone.localdate() - timedelta(days=number), logged_by=PersonFactory()
        )
        Goal.objects.create(pairing=pairing, text=f"Goal {number}", lang="en", added_by=PersonFactory())
        CheckIn.objects.create(pairing=pairing, person=amina, due_on=timezone.localdate() - timedelta(days=number))
        said = {"person": PersonFactory(), "helped": 4, "is_shared": True}
        PairingFeedback.objects.create(pairing=pairing, **said)
    with django_assert_num_queries(13):
        shown = page(signed_in, pairing)

    assert shown.count("logged by") == rows
