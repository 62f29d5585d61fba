"""Verdicts on proposals that need no rows."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from mentoring.rules import proposals as rules

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOW.date()


def proposal(**fields):
    return SimpleNamespace(**{"answer": "", "expires_at": NOW + timedelta(days=1), "round": None, **fields})


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({}, ""),
        ({"expires_at": NOW}, "expired"),
        ({"expires_at": NOW, "answer": "declined"}, "declined"),
        ({"answer": "accepted"}, "accepted"),
    ],
)
def test_the_clock_ends_what_nobody_answered(fields, answer):
    assert rules.answer_at(proposal(**fields), NOW) == answer


@pytest.mark.parametrize("answer", ["accepted", "declined", "expired", "withdrawn"])
def test_what_was_answered_is_refused_with_what_holds(answer):
    with pytest.raises(ValidationError) as refusal:
        rules.check_unanswered(proposal(answer=answer), NOW)

    assert refusal.value.code == answer
    assert refusal.value.messages == [rules.ANSWERED[answer]]


def test_a_pair_lasts_as_its_round_does():
    matching = SimpleNamespace(starts_on=date(2026, 12, 1), ends_on=date(2027, 5, 31))

    assert rules.dates_of(proposal(round=matching), TODAY) == (date(2026, 12, 1), date(2027, 5, 31))


@pytest.mark.parametrize("matching", [None, SimpleNamespace(starts_on=date(2026, 1, 1), ends_on=TODAY)])
def test_a_pair_without_a_round_that_lasts_is_meant_for_half_a_year(matching):
    assert rules.dates_of(proposal(round=matching), TODAY) == (TODAY, TODAY + timedelta(days=180))


@pytest.mark.parametrize("days", [0, 366])
def test_a_pause_lasts_until_a_day_that_comes(days):
    day = TODAY + timedelta(days=days)

    assert rules.check_can_decline(side="mentor", reason="No.", pause_until=day, today=TODAY) is None


@pytest.mark.parametrize("days", [-1, 367])
def test_a_pause_that_is_over_or_lasts_for_years_is_refused(days):
    with pytest.raises(ValidationError) as refusal:
        rules.check_can_decline(side="mentor", reason="No.", pause_until=TODAY + timedelta(days=days), today=TODAY)

    assert refusal.value.error_dict["pause_until"][0].code == "pause"


def test_a_mentee_does_not_pause_a_mentor():
    with pytest.raises(ValidationError) as refusal:
        rules.check_can_decline(side="mentee", reason="", pause_until=TODAY, today=TODAY)

    assert refusal.value.code == "no_mentor"


def asked(free):
    mentor = SimpleNamespace(stopped_at=None, away_until=None, person=SimpleNamespace(is_active=True))
    holds = {"is_oneself": False, "is_open": True, "is_waiting": False, "is_paired": False, "is_co_mentor": False}
    return rules.check_can_ask(mentor, **holds, free=free, today=TODAY)


def test_a_mentor_with_a_place_may_be_asked():
    assert asked(1) is None


@pytest.mark.parametrize("free", [0, -1])
def test_without_a_place_nobody_is_asked(free):
    with pytest.raises(ValidationError) as refusal:
        asked(free)

    assert refusal.value.code == "full"
