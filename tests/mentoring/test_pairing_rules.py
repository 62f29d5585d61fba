"""Verdicts on pairings: check-in days, silence, ends, experience, becoming a mentor."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from mentoring.models import Pairing
from mentoring.rules import becoming, check_ins, experience, pairings

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
START = date(2026, 11, 2)


def code_of(verdict, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        verdict(*args, **kwargs)
    return refusal.value.error_dict["held_on"][0].code if hasattr(refusal.value, "error_dict") else refusal.value.code


def test_both_are_asked_after_two_weeks_then_every_four_and_before_the_end():
    days = check_ins.due_days(START, date(2027, 1, 31))

    assert days == [date(2026, 11, 16), date(2026, 12, 14), date(2027, 1, 24)]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 900))
def test_check_ins_are_in_order_within_the_pairing_and_never_close(starts_on, length):
    ends_on = starts_on + timedelta(days=length)
    days = check_ins.due_days(starts_on, ends_on)

    assert days == sorted(set(days))
    assert all(starts_on <= day <= ends_on for day in days)
    assert all(later - earlier >= check_ins.APART for earlier, later in pairwise(days))
    assert len(days) >= 1


def test_what_was_missed_is_not_asked_any_more():
    assert check_ins.newest_due(START, date(2027, 4, 30), date(2026, 11, 15)) is None
    assert check_ins.newest_due(START, date(2027, 4, 30), date(2026, 12, 20)) == date(2026, 12, 14)


def pairing(**fields):
    mentor = SimpleNamespace(person=SimpleNamespace(is_active=fields.pop("is_active", True)))
    known = {"nudged_at": None, "ended_at": None, "co_mentor_id": None}
    return SimpleNamespace(mentor=mentor, Ending=Pairing.Ending, **known | fields)


def test_a_mentor_is_long_silent_seven_days_after_being_asked():
    week = timedelta(days=7)

    assert not pairings.is_long_silent(pairing(), NOW)
    assert not pairings.is_long_silent(pairing(nudged_at=NOW - week + timedelta(seconds=1)), NOW)
    assert pairings.is_long_silent(pairing(nudged_at=NOW - week), NOW)
    assert pairings.is_long_silent(pairing(is_active=False), NOW)


def test_only_the_mentee_looks_for_another_mentor():
    pairings.check_can_end(pairing(), ending="changed", is_mentee=True)

    assert code_of(pairings.check_can_end, pairing(), ending="changed", is_mentee=False) == "no_ending"
    assert code_of(pairings.check_can_end, pairing(), ending="", is_mentee=True) == "no_ending"


@pytest.mark.parametrize(
    ("ending", "is_mentee", "stays_open"),
    [
        ("finished", True, False),
        ("finished", False, False),
        ("stopped", True, False),
        ("stopped", False, True),
        ("changed", True, True),
    ],
)
def test_the_request_stays_open_when_the_mentee_is_left_or_changes(ending, is_mentee, stays_open):
    assert pairings.stays_open(ending, is_mentee=is_mentee) is stays_open


def log(held_on, **fields):
    return code_of(
        pairings.check_can_log,
        pairing(**fields),
        held_on=held_on,
        first_day=START,
        last_day=fields.get("ended_at", NOW).date(),
        now=NOW,
    )


def test_meetings_lie_within_the_pairing_and_are_over():
    last_week = NOW - timedelta(days=7)

    assert log(NOW.date() + timedelta(days=1)) == "to_come"
    assert log(START - timedelta(days=1)) == "too_early"
    assert log(NOW.date(), ended_at=last_week) == "too_late"
    assert log(START, ended_at=NOW - timedelta(days=15)) == "ended"
    pairings.check_can_log(
        pairing(ended_at=last_week), held_on=last_week.date(), first_day=START, last_day=last_week.date(), now=NOW
    )


def test_a_pairing_has_one_co_mentor_who_has_a_place():
    assert code_of(pairings.check_can_invite, pairing(ended_at=NOW), is_asked=False, free=1) == "ended"
    assert code_of(pairings.check_can_invite, pairing(co_mentor_id=1), is_asked=False, free=1) == "has_one"
    assert code_of(pairings.check_can_invite, pairing(), is_asked=True, free=1) == "asked"
    assert code_of(pairings.check_can_invite, pairing(), is_asked=False, free=0) == "full"
    pairings.check_can_invite(pairing(), is_asked=False, free=1)


@pytest.mark.parametrize(
    ("finished", "minutes", "expected"),
    [(2, 0, True), (1, 20 * 60 - 1, False), (0, 20 * 60, True), (0, 0, False)],
)
def test_experience_is_two_pairings_or_twenty_hours(finished, minutes, expected):
    assert experience.is_experienced(finished=finished, minutes=minutes) is expected


def test_the_words_of_the_rules_name_their_numbers():
    assert "2 pairings or logged 20 hours" in experience.in_words()
    assert "10 hours" in becoming.in_words()


def test_what_was_learnt_may_be_offered_once():
    learnt = becoming.may_offer(courses=[(7, 1), (8, 1), (7, 2)], minutes={3: 600, 4: 599, 2: 900}, offered={2})

    assert learnt == [becoming.Learnt(1, 7), becoming.Learnt(3, None)]
