"""The one thing to do now, at each stage of a pairing."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from mentoring.pairing_steps import step_of

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SLOT, GOAL = {"key": "soon"}, object()


def time(*, days):
    return {"is_over": days <= 0, "day": TODAY + timedelta(days=days)}


def met(*, days_ago):
    return {"meeting": SimpleNamespace(held_on=TODAY - timedelta(days=days_ago))}


def code(**fields):
    """The step of a page on which nothing happened yet, but for these fields."""
    role, ended_at = fields.pop("role", "mentee"), fields.pop("ended_at", None)
    ends_on = TODAY + timedelta(days=fields.pop("days_left", 90))
    page = {
        "pairing": SimpleNamespace(pk=1, ended_at=ended_at, ends_on=ends_on),
        "side": SimpleNamespace(role=role),
        "own_feedback": None,
        "may_change": False,
        "check_in": None,
        "meets": None,
        "meetings": [],
        "goals": [],
        "slots": [],
        "has_week": True,
    }
    step = step_of(page | fields, TODAY)
    return step and step["code"]


@pytest.mark.parametrize(
    ("expected", "fields"),
    [
        ("hours", {"has_week": False}),
        ("agree", {}),
        ("choose", {"slots": [SLOT]}),
        ("goal", {"slots": [SLOT], "meets": time(days=3)}),
        ("goal", {"meetings": [met(days_ago=1)]}),
        ("wait", {"meets": time(days=3), "goals": [GOAL]}),
        ("log", {"meets": time(days=-1), "goals": [GOAL], "slots": [SLOT]}),
        ("choose", {"meets": time(days=-1), "meetings": [met(days_ago=1)], "goals": [GOAL], "slots": [SLOT]}),
        ("end", {"days_left": 0, "goals": [GOAL], "slots": [SLOT]}),
        ("check_in", {"check_in": SimpleNamespace(pk=1, due_on=TODAY), "slots": [SLOT]}),
        ("choose", {"check_in": SimpleNamespace(pk=1, due_on=TODAY + timedelta(days=1)), "slots": [SLOT]}),
        ("change", {"may_change": True, "check_in": SimpleNamespace(pk=1, due_on=TODAY)}),
        ("feedback", {"ended_at": NOW}),
        (None, {"ended_at": NOW, "own_feedback": object()}),
        ("agree", {"role": "co_mentor", "has_week": False, "days_left": 0, "goals": [GOAL]}),
    ],
)
def test_the_next_step(expected, fields):
    assert code(**fields) == expected
