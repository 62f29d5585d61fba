"""Verdicts on what participants say about a day, and which of its numbers everybody may read."""

from datetime import timedelta
from itertools import product

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from consultations.rules.small_cells import LEAST, cells_to_hide

OPEN_FOR = timedelta(days=30)  # after the end of the day
RATINGS = range(5)  # 0 to 4
UNRATED = None  # who wrote, and gave no number


def closes_at(day):
    """From this moment on nothing is said or changed, and the results can be read."""
    return day.ends_at + OPEN_FOR


def is_open(day, now):
    return day.cancelled_at is None and day.starts_at <= now < closes_at(day)


def check_can_give(day, now):
    """Raise ValidationError before the day begins, 30 days after its end, and where it was cancelled."""
    if day.cancelled_at is not None:
        raise ValidationError(_("This day was cancelled: there is nothing to say about it."), code="cancelled")
    if now < day.starts_at:
        raise ValidationError(_("You can say how it was once the day has begun."), code="too_early")
    if now >= closes_at(day):
        raise ValidationError(_("Answers were taken until 30 days after the day."), code="closed")


def shown_ratings(counts):
    """What everybody may read of the ratings of one day: {answers, cells, mean}, or None for fewer than 5 people.

    `counts` maps 0 to 4, and UNRATED, to people. `cells` maps the same keys to people, or to None where the number is
    hidden; as the number of answers is shown, what could be had by subtraction is hidden too. Where the rule itself
    would tell a small number, every cell is hidden. `mean` would tell a hidden cell: it is None unless all are shown.
    """
    counts = {key: counts.get(key, 0) for key in (*RATINGS, UNRATED)}
    answers = sum(counts.values())
    if answers < LEAST:
        return None
    hidden = cells_to_hide(counts, total_is_shown=True)
    if hidden and can_be_worked_out(counts, hidden):
        hidden = set(counts)
    cells = {key: None if key in hidden else people for key, people in counts.items()}
    rated = answers - counts[UNRATED]
    mean = sum(key * counts[key] for key in RATINGS) / rated if rated and not hidden else None
    return {"answers": answers, "cells": cells, "mean": mean}


def can_be_worked_out(counts, hidden):
    """Whether who reads the other numbers, and knows which cells are hidden when, could tell one of fewer than 5.

    Of 4, 4 and 5 the first two are hidden; but of 3, 5 and 5, or 2, 6 and 5, other ones would be.
    """
    keys = [key for key in counts if key in hidden]
    told = {key: set() for key in keys if counts[key] < LEAST}
    for people in _ways(sum(counts[key] for key in keys), len(keys)):
        other = {**counts, **dict(zip(keys, people, strict=True))}
        if cells_to_hide(other, total_is_shown=True) == hidden:
            for key, values in told.items():
                values.add(other[key])
            if all(len(values) > 1 for values in told.values()):
                return False
    return True


def _ways(people, cells):
    """Every way in which so many people stand in cells that are hidden together: in all but one of them, few do."""
    for few in product(range(1, LEAST), repeat=cells - 1):
        rest = people - sum(few)
        for place in range(cells) if rest > 0 else ():
            yield (*few[:place], rest, *few[place:])
