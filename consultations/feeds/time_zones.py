"""The rules of a time zone as calendars want them (VTIMEZONE, RFC 5545), each change at its very second.

The library's own put the change to summer an hour late, and know no zone that leaves its usual time for a month only.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

AROUND = timedelta(days=366)  # how far the rules are written out before the first event and after the last
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def add_time_zones(file):
    """Add to a calendar the rules of each zone that its events name."""
    moments = [entry[name].dt for entry in file.events for name in ("dtstart", "dtend") if name in entry]
    days = [moment.date() if isinstance(moment, datetime) else moment for moment in moments]
    for key in sorted(file.get_missing_tzids()):
        file.subcomponents.insert(0, rules_of(key, min(days).year, max(days).year))


@lru_cache(maxsize=64)
def rules_of(key, first_year, last_year):
    """A VTIMEZONE that holds from a year before the first to a year after the last."""
    zone = ZoneInfo(key)
    first = datetime(first_year, 1, 1, tzinfo=UTC) - AROUND
    last = datetime(last_year, 12, 31, tzinfo=UTC) + AROUND
    rules = Timezone()
    rules.add("tzid", key)
    offset = first.astimezone(zone).utcoffset()
    begins = first.astimezone(zone).replace(tzinfo=None)
    rules.add_component(_observance(TimezoneStandard, (offset, offset, first.astimezone(zone).tzname()), [begins]))
    found = sorted(_changes(zone, first, last), key=lambda change: change[0])
    for kind, same in groupby(found, key=lambda change: change[0]):
        begins = [moment for _kind, moment in same]
        rules.add_component(_observance(TimezoneDaylight if kind[1] > kind[0] else TimezoneStandard, kind, begins))
    return rules


def _observance(component, kind, begins):
    """One kind of change, (from, to, name), with the moments at which it happens, on the clock as it was before."""
    before, after, name = kind
    part = component()
    part.add("dtstart", begins[0])
    if begins[1:]:
        part.add("rdate", begins[1:])
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    part.add("tzname", name)
    return part


def _changes(zone, first, last):
    """Each change between two moments: ((from, to, name), the moment on the clock as it was before)."""
    here, moment = _state(zone, first), first
    while moment < last:
        there = _state(zone, moment + DAY)
        if there != here:
            change = _second_of(zone, moment, moment + DAY)
            yield (here[0], there[0], there[1]), (change + here[0]).replace(tzinfo=None)
        here, moment = there, moment + DAY


def _state(zone, moment):
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _second_of(zone, before, after):
    """The first second of the new time, between a moment before and one after it."""
    old = _state(zone, before)
    while after - before > SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        before, after = (middle, after) if _state(zone, middle) == old else (before, middle)
    return after
