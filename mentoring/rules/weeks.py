"""Weekly hours on people's clocks, and when two people's hours meet, right over every change of the clocks.

A week is a whole number of 672 bits, one for each quarter of an hour; bit 0 is Monday 00:00. Offsets of zones are
counted in quarters too: all in use today are multiples of 15 minutes, Nepal's and the Chathams' :45 among them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .parties import Block

QUARTER = 15  # minutes
DAY = 24 * 60 // QUARTER
WEEK = 7 * DAY
FULL = (1 << WEEK) - 1
HOUR = timedelta(hours=1)
STEP = timedelta(minutes=QUARTER)
LOOK_AHEAD = timedelta(weeks=8)  # how far ahead meeting times are looked for


class UnknownZone(ValueError):  # noqa: N818 - a refusal, named after what it says
    """A zone that the time-zone database does not know, or no longer; `name` is the zone."""

    def __init__(self, name):
        super().__init__(f"no such time zone: {name!r}")
        self.name = name


@dataclass(frozen=True)
class Regimes:
    """The states of the clocks within a round. `since`: the first day of each; `offsets`: {zone: quarters of an hour
    ahead of UTC in each}.
    """

    since: tuple
    offsets: Mapping

    def __len__(self):
        return len(self.since)


def zone_of(name):
    """The zone of that IANA name, or UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError) as refusal:
        raise UnknownZone(name) from refusal


def regimes(zones, starts_on, ends_on):
    """The distinct states of the clocks of all these zones from `starts_on` to `ends_on`, both within; UnknownZone.

    The clocks are read at noon UTC of each day: neighbours that change them in the same night are then one change, and
    the few hours between are no state in which anybody would meet every week.
    """
    return states_of(frozenset(zones), starts_on, ends_on)


@lru_cache(maxsize=4096)
def states_of(zones, starts_on, ends_on):
    names = sorted(zones)
    by_day = zip(*(daily_offsets(name, starts_on, ends_on) for name in names), strict=True) if names else [()]
    first = {}
    for day, offsets in enumerate(by_day):
        first.setdefault(offsets, starts_on + timedelta(days=day))
    return Regimes(tuple(first.values()), dict(zip(names, zip(*first, strict=True), strict=True)))


@lru_cache(maxsize=1024)
def daily_offsets(name, starts_on, ends_on):
    """Quarters of an hour that the zone is ahead of UTC, for each day of the round."""
    zone = zone_of(name)
    noon = datetime.combine(starts_on, time(12), UTC)
    days = (ends_on - starts_on).days + 1
    moments = (noon + timedelta(days=day) for day in range(days))
    return tuple(moment.astimezone(zone).utcoffset() // STEP for moment in moments)


@lru_cache(maxsize=65536)
def local_week(hours):
    """The blocks as a week's bits on the wall clock; ValueError for a block that is none."""
    week = 0
    for weekday, start, end in hours:
        if not (0 <= weekday <= 6 and 0 <= start < end <= DAY * QUARTER) or start % QUARTER or end % QUARTER:
            raise ValueError(f"no block of a week: {(weekday, start, end)}")
        quarters = (end - start) // QUARTER
        week |= ((1 << quarters) - 1) << (weekday * DAY + start // QUARTER)
    return week


def earlier(week, quarters):
    """The week moved back by so many quarters of an hour, forward where negative; it wraps around."""
    quarters %= WEEK
    return (week >> quarters) | (week << (WEEK - quarters) & FULL)


def utc_weeks(party, states):
    """The party's week in UTC, in each of the regimes."""
    week, offsets = local_week(tuple(party.hours)), states.offsets[party.zone]
    moved = {offset: earlier(week, offset) for offset in {*offsets}}
    return [moved[offset] for offset in offsets]


def shared_weeks(one, other, states):
    """The quarters of an hour of the UTC week that both have, in each of the regimes."""
    return [a & b for a, b in zip(utc_weeks(one, states), utc_weeks(other, states), strict=True)]


def shared_minutes(one, other, states):
    """Minutes a week that both have, a multiple of 15: the least over the regimes, so that it holds all the round."""
    return least_minutes(shared_weeks(one, other, states))


def least_minutes(weeks):
    """Minutes of the poorest of these weeks."""
    return QUARTER * min(week.bit_count() for week in weeks)


def shared_blocks(one, other, states, zone):
    """The blocks on the wall clock of `zone` (that of one of the two) at which both are free in EVERY regime.

    Where the clocks of the two move apart, a block may move on one's wall clock; only what never moves is named. The
    blocks then come to less than `shared_minutes`, even to nothing, and never to more.
    """
    return lasting_blocks(shared_weeks(one, other, states), states.offsets[zone])


def lasting_blocks(weeks, offsets):
    """The blocks that are in each of these UTC weeks, one for each regime, on the wall clock with these offsets."""
    always = FULL
    for week, offset in {*zip(weeks, offsets, strict=True)}:
        always &= earlier(week, -offset)
    return blocks(always)


def blocks(week):
    """The bits of a week as blocks, in order; one that passes midnight is two."""
    found = []
    for weekday in range(7):
        day = week >> weekday * DAY & ((1 << DAY) - 1)
        at = 0
        while day >> at:
            at += ((day >> at) & -(day >> at)).bit_length() - 1  # to the next bit that is set
            length = (~(day >> at) & ((day >> at) + 1)).bit_length() - 1  # of the run of set bits
            found.append(Block(weekday, at * QUARTER, (at + length) * QUARTER))
            at += length
    return found


def first_slots(one, other, since, count=3, after=None):
    """The starts (aware, UTC) of the first `count` hours that both have, one from each stretch that they share.

    `since`: the date to begin with on the clock of `one`; `after`: a moment (aware) that is over. Each quarter of an
    hour is read on both wall clocks as it will be, so that hours that a change of the clocks skips or repeats are
    right. Looks eight weeks ahead; fewer where there are fewer.
    """
    zones = [zone_of(party.zone) for party in (one, other)]
    weeks = [local_week(tuple(party.hours)) for party in (one, other)]
    moment = datetime.combine(since, time(), zones[0]).astimezone(UTC)
    moment = moment if after is None else max(moment, next_hour(after, zones[0]))
    end, began, slots = moment + LOOK_AHEAD, None, []
    while moment < end and len(slots) < count:
        free = all(week >> quarter_at(moment, zone) & 1 for week, zone in zip(weeks, zones, strict=True))
        began = (began or moment) if free else None
        moment += STEP
        if began and moment - began == HOUR:
            slots.append(began)
    return slots


def next_hour(moment, zone):
    """When the next full hour begins on the clock of a zone, in UTC."""
    local = moment.astimezone(zone)
    over = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return moment.astimezone(UTC) - over + HOUR


def quarter_at(moment, zone):
    """Which quarter of an hour of the local week it is."""
    local = moment.astimezone(zone)
    return local.weekday() * DAY + (local.hour * 60 + local.minute) // QUARTER
