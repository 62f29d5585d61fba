"""What happens to pairings: meetings, check-ins, silence, ends."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring import models
from mentoring.actions import meetings, pairings
from mentoring.models import Exclusion
from notices.models import Notice

from .factories import (
    MeetingFactory,
    MentorFactory,
    OfferedSkillFactory,
    PairingFactory,
)
from .lasting import DAY, end, free, is_open, state, told, twelve_weeks_old

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing(now):
    return twelve_weeks_old(now)


def test_a_finished_pairing_frees_the_place_closes_the_request_and_thanks_both(pairing, now):
    assert free(pairing.mentor) == 0
    end(pairing, pairing.mentee, "finished", now)

    assert (state(pairing).ending, state(pairing).ended_by) == ("finished", pairing.mentee)
    assert free(pairing.mentor) == 1
    assert not is_open(pairing)
    assert told("pairing_ended") == sorted([pairing.mentee_id, pairing.mentor.person_id])


def test_a_mentor_who_stops_leaves_the_request_open(pairing, now):
    end(pairing, pairing.mentor.person, "stopped", now)

    assert is_open(pairing)
    assert told("pairing_ended") == [pairing.mentee_id]


def test_a_mentee_changes_by_ending_though_nobody_is_silent(pairing, now):
    end(pairing, pairing.mentee, "changed", now)

    assert is_open(pairing)


def test_the_first_end_holds(pairing, now):
    end(pairing, pairing.mentee, "changed", now)
    end(pairing, pairing.mentor.person, "finished", now + DAY)

    assert (state(pairing).ending, state(pairing).ended_at) == ("changed", now)
    assert is_open(pairing)


def test_never_again_is_kept_and_nobody_is_told(pairing, now):
    end(pairing, pairing.mentee, "changed", now)
    count = Notice.objects.count()
    for _twice in range(2):
        pairings.say_how_it_was(pairing=pairing, person=pairing.mentee, said={}, never_again=True, now=now)

    kept = Exclusion.objects.get()
    assert (kept.person, kept.other, kept.because) == (pairing.mentee, pairing.mentor.person, "never")
    assert Notice.objects.count() == count


def test_feedback_is_kept_once_and_can_be_changed(pairing, now):
    said = {"helped": 3, "text": "It **did**.", "lang": "en", "is_shared": True}
    pairings.say_how_it_was(pairing=pairing, person=pairing.mentee, said=said, never_again=False, now=now)
    pairings.say_how_it_was(
        pairing=pairing, person=pairing.mentee, said=said | {"helped": 4}, never_again=False, now=now
    )

    assert pairing.feedback.get().helped == 4
    assert "<strong>did</strong>" in pairing.feedback.get().text_html


def log(pairing, person, now, *, ago=0, minutes=60, notes=""):
    day = now.date() - ago * DAY
    return meetings.log_meeting(pairing=pairing, person=person, held_on=day, minutes=minutes, notes=notes, now=now)


def test_a_second_meeting_on_a_day_leads_to_the_first_and_the_same_form_twice_is_one(pairing, now):
    first = log(pairing, pairing.mentee, now, notes="We began.")

    assert log(pairing, pairing.mentee, now, notes="We began.") == first
    with pytest.raises(ValidationError) as refusal:
        log(pairing, pairing.mentor.person, now, notes="Something else.")
    assert refusal.value.error_dict["held_on"][0].code == "logged"
    assert pairing.meetings.get().notes == "We began."


@pytest.mark.parametrize("minutes", [0, 4, 481])
def test_a_meeting_lasts_between_five_minutes_and_eight_hours(pairing, now, minutes):
    with pytest.raises(ValidationError):
        log(pairing, pairing.mentee, now, minutes=minutes)


def test_a_meeting_cannot_be_moved_to_a_day_that_has_one(pairing, now):
    log(pairing, pairing.mentee, now)
    other = log(pairing, pairing.mentee, now, ago=1)
    with pytest.raises(ValidationError):
        meetings.change_meeting(
            meeting=other, person=pairing.mentee, held_on=now.date(), minutes=60, notes="", lang="", now=now
        )


def test_the_last_meeting_can_be_logged_after_the_end(pairing, now):
    end(pairing, pairing.mentor.person, "finished", now)

    assert log(pairing, pairing.mentee, now).pk
    with pytest.raises(ValidationError):
        log(pairing, pairing.mentee, now + 15 * DAY, ago=15)


def test_an_agreed_time_is_told_to_the_others_once(pairing, now):
    for _twice in range(2):
        meetings.agree_on_time(pairing=pairing, person=pairing.mentee, meets_at=now + DAY, now=now)

    assert told("pairing_time") == [pairing.mentor.person_id]
    meetings.agree_on_time(
        pairing=pairing, person=pairing.mentee, meets_at=now + DAY, where="At the library", now=now + timedelta(hours=1)
    )
    assert told("pairing_time") == [pairing.mentor.person_id] * 2


def test_hours_of_a_mentor_make_experience(now):
    mentor, beginner = MentorFactory(capacity=3), MentorFactory()
    for _two in range(2):
        PairingFactory(mentor=mentor, ended_at=now, ending="finished")
    PairingFactory(mentor=beginner, ended_at=now, ending="stopped")
    helper = MentorFactory(capacity=2)
    pairing = PairingFactory(co_mentor=helper)
    for day in range(3):
        MeetingFactory(pairing=pairing, held_on=now.date() - day * DAY, minutes=7 * 60)
    OfferedSkillFactory(mentor=beginner)

    assert set(models.Mentor.objects.experienced()) == {mentor, helper, pairing.mentor}
