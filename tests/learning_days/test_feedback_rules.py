"""Which numbers of a day's ratings everybody may read."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st

from learning_days.models import Day
from learning_days.rules.feedback import OPEN_FOR, RATINGS, UNRATED, check_can_give, is_open, shown_ratings

KEYS = [*RATINGS, UNRATED]
COUNTS = st.lists(st.integers(0, 14), min_size=6, max_size=6).map(lambda people: dict(zip(KEYS, people, strict=True)))


FEW = st.lists(st.integers(0, 6), min_size=4, max_size=4).map(lambda people: dict(zip(KEYS, people, strict=False)))


def worlds(people, cells):
    """Every way in which so many people can stand in so many cells."""
    if cells == 1:
        yield (people,)
        return
    for first in range(people + 1):
        yield from ((first, *rest) for rest in worlds(people - first, cells - 1))


@given(COUNTS)
def test_no_number_of_fewer_than_5_people_is_shown_or_can_be_had_by_subtraction(counts):
    shown = shown_ratings(counts)
    if shown is None:
        assert sum(counts.values()) < 5
        return
    hidden = [key for key in KEYS if shown["cells"][key] is None]

    assert shown["answers"] == sum(counts.values())
    assert all(shown["cells"][key] in (0, None) for key in KEYS if counts[key] < 5)
    assert len(hidden) != 1
    assert not hidden or shown["answers"] - sum(shown["cells"][key] or 0 for key in KEYS) >= 5


@settings(max_examples=60, deadline=None)
@given(FEW)
@example({0: 0, 1: 4, 2: 4, 3: 5})
@example({0: 4, 1: 4, 2: 4, 3: 4})
def test_whoever_knows_the_rule_and_reads_the_page_cannot_work_out_a_small_number(counts):
    """For each hidden number of fewer than 5 people another one would look just the same; the mean tells it neither."""
    shown = shown_ratings(counts)
    hidden = [key for key in counts if shown and shown["cells"][key] is None]
    small = {key: set() for key in hidden if 0 < counts[key] < 5}
    for world in worlds(sum(counts[key] for key in hidden), len(hidden)) if small else ():
        other = {**counts, **dict(zip(hidden, world, strict=True))}
        if shown_ratings(other) == shown:
            for key, values in small.items():
                values.add(other[key])
        if all(len(values) > 1 for values in small.values()):
            return

    assert not small


def test_where_the_rule_would_tell_a_number_none_is_shown():
    shown = shown_ratings({1: 4, 2: 4, 3: 5})

    assert shown == {"answers": 13, "cells": dict.fromkeys(KEYS), "mean": None}


def test_a_large_day_is_answered_at_once():
    assert shown_ratings({4: 900, 3: 700, 2: 1, 1: 1, 0: 1})["cells"][4] == 900


@pytest.mark.parametrize(
    ("counts", "cells", "mean"),
    [
        ({4: 9, 3: 5, 0: 6}, {4: 9, 3: 5, 2: 0, 1: 0, 0: 6, None: 0}, (36 + 15) / 20),
        ({4: 9, 3: 1}, {4: None, 3: None, 2: 0, 1: 0, 0: 0, None: 0}, None),
        ({4: 12, 3: 7, 2: 2}, {4: 12, 3: None, 2: None, 1: 0, 0: 0, None: 0}, None),
        ({4: 12, None: 3}, {4: None, 3: 0, 2: 0, 1: 0, 0: 0, None: None}, None),
        ({4: 6, None: 5}, {4: 6, 3: 0, 2: 0, 1: 0, 0: 0, None: 5}, 4),
    ],
)
def test_a_small_number_takes_the_next_smallest_and_the_mean_with_it(counts, cells, mean):
    shown = shown_ratings(counts)

    assert (shown["cells"], shown["mean"]) == (cells, mean)


@pytest.mark.parametrize("counts", [{}, {4: 4}, {4: 2, 0: 2}])
def test_of_fewer_than_5_answers_nothing_is_shown(counts):
    assert shown_ratings(counts) is None


def code_of(day, now):
    try:
        check_can_give(day, now)
    except ValidationError as refusal:
        return refusal.code
    return "open"


def test_answers_are_taken_from_the_first_second_of_the_day_until_30_days_after_its_last():
    begins = timezone.now()
    day, second = Day(starts_at=begins, ends_at=begins + timedelta(hours=8)), timedelta(seconds=1)
    ends = day.ends_at + OPEN_FOR

    moments = (begins - second, begins, ends - second, ends)
    assert [code_of(day, moment) for moment in moments] == ["too_early", "open", "open", "closed"]
    assert [is_open(day, moment) for moment in moments] == [False, True, True, False]
    assert code_of(Day(cancelled_at=begins), begins) == "cancelled"
