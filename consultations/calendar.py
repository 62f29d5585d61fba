"""The months of a consultation, and the phases to draw into them."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

MOST_MONTHS = 6


class Phase(NamedTuple):
    """A stretch of days, both ends included; `kind` is `open`, `extended` or `again`."""

    first: date
    last: date
    kind: str
    label: str


def phases_of(consultation, extensions):
    """The phases in order: the first opening, then each extension, or each opening after a gap."""
    closes_at = extensions[0].old_closes_at if extensions else consultation.closes_at
    phases = [Phase(_day(consultation.opens_at), _last_day(closes_at), "open", _("open"))]
    for extension in extensions:
        last = _last_day(extension.new_closes_at)
        if extension.reopens_at > extension.old_closes_at:
            phases.append(Phase(_day(extension.reopens_at), last, "again", _("open again")))
        else:
            phases.append(Phase(phases[-1].last + timedelta(days=1), last, "extended", _("extended")))
    return phases


class Opening(NamedTuple):
    """A stretch without a gap: its days, both ends included, its close, and the closes that extensions replaced."""

    number: int
    first_day: date
    last_day: date
    closes_at: datetime
    replaced: list


def openings_of(consultation, extensions):
    """The openings in order; an extension lengthens the one before, unless it was closed between."""
    first_close = extensions[0].old_closes_at if extensions else consultation.closes_at
    stretches = [(consultation.opens_at, [first_close])]
    for extension in extensions:
        if extension.reopens_at > extension.old_closes_at:
            stretches.append((extension.reopens_at, [extension.new_closes_at]))
        else:
            stretches[-1][1].append(extension.new_closes_at)
    return [
        Opening(number, _day(opens_at), _last_day(closes[-1]), closes[-1], closes[:-1])
        for number, (opens_at, closes) in enumerate(stretches, start=1)
    ]


def months_of(phases, now):
    """The first days of the months to draw, at most MOST_MONTHS.

    All months of the first openings; of an opening after a gap the month of today alone.
    """
    today = _day(now)
    months = set()
    for phase in phases:
        if phase.kind != "again":
            months.update(_months_between(phase.first, phase.last))
        elif phase.first <= today <= phase.last:
            months.add(today.replace(day=1))
    return sorted(months)[:MOST_MONTHS]


def _months_between(first, last):
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def _day(moment):
    """The day of a moment in the reader's time zone."""
    return timezone.localtime(moment).date()


def _last_day(closes_at):
    """The last day on which one can take part: a close at midnight ends the day before."""
    return _day(closes_at - timedelta(microseconds=1))
