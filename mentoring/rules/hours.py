"""A usual week as people write it, in lines such as "Monday and Tuesday, 19:00 to 21:00", and the blocks it means."""

from itertools import pairwise
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .parties import Block

DAY = 24 * 60
STEP = 30
LONGEST_NIGHT = 12 * 60  # what goes past midnight is not longer: more is a slip of the hand
WEEK = range(7)


class Line(NamedTuple):
    """The same hours on some weekdays; `ends` before `begins`: on the next day."""

    days: tuple
    begins: int
    ends: int


def check_line(line):
    """Raise ValidationError unless the hours have a length that was meant."""
    if line.begins == line.ends % DAY and line.ends != DAY:
        raise ValidationError(_("These hours end when they begin."), code="empty")
    if line.ends < line.begins and line.ends + DAY - line.begins > LONGEST_NIGHT:
        raise ValidationError(
            _("These hours end before they begin. Past midnight they may last 12 hours."), code="backwards"
        )


def blocks_of(lines):
    """The blocks of the week that the lines mean, in order; what goes past midnight is two."""
    return sorted(block for line in lines for day in line.days for block in _on(day, line.begins, line.ends))


def _on(day, begins, ends):
    if ends > begins:
        return [Block(day, begins, ends)]
    return [Block(day, begins, DAY), Block((day + 1) % 7, 0, ends)]


def overlap(blocks):
    """The first two of the blocks, given in order, that overlap; None where none do."""
    pairs = pairwise(blocks)
    return next(((one, other) for one, other in pairs if one.weekday == other.weekday and one.end > other.start), None)


def check_apart(blocks, said):
    """Raise ValidationError where two of the blocks overlap. `said`: a block in words."""
    found = overlap(blocks)
    if found:
        one, other = map(said, found)
        raise ValidationError(
            _("%(one)s and %(other)s overlap. Please make one of the two."),
            code="overlap",
            params={"one": one, "other": other},
        )


def lines_of(blocks):
    """The fewest lines for the blocks of a week: days with the same hours together, nights in one piece."""
    hours = {}
    for day, begins, ends in _whole_nights(sorted(blocks)):
        hours.setdefault((begins, ends), []).append(day)
    lines = [Line(tuple(sorted(days)), begins, ends) for (begins, ends), days in hours.items()]
    return sorted(lines, key=lambda line: (line.days, line.begins))


def _whole_nights(blocks):
    """The blocks, those that meet at midnight as one where that could have been written as one line."""
    mornings = {block.weekday: block for block in blocks if block.start == 0 and block.end < DAY}
    joined = set()
    for block in blocks:
        morning = mornings.get((block.weekday + 1) % 7)
        if block.end == DAY and block.start and morning and DAY - block.start + morning.end <= LONGEST_NIGHT:
            joined |= {block, morning}
            yield block.weekday, block.start, morning.end
    yield from (block for block in blocks if block not in joined)


def minutes_of(blocks):
    """Minutes in a week."""
    return sum(block.end - block.start for block in blocks)
