"""Hours as they are typed at the desk, on the venue's clock."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from learning_days.venue_hours import hours_in, moments


def day(first, last, *, zone="Europe/Berlin"):
    """A day of 6 February 2027, or of the date of `first`, between two moments on the venue's clock."""
    bounds = (datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)) for text in (first, last))
    starts_at, ends_at = bounds
    return SimpleNamespace(date=starts_at.date(), starts_at=starts_at, ends_at=ends_at)


def typed(held, starts, ends="", *, minutes=60, zone="Europe/Berlin"):
    """The hours as said on the venue's clock."""
    clocks = time.fromisoformat(starts), time.fromisoformat(ends) if ends else None
    found = hours_in(held, *clocks, minutes=minutes, zone=zone)
    return [moment.astimezone(ZoneInfo(zone)).strftime("%d %H:%M") for moment in found]


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("19:00", "20:00", ["06 19:00", "06 20:00"]),
        ("23:30", "00:30", ["06 23:30", "07 00:30"]),
        ("00:15", "00:45", ["07 00:15", "07 00:45"]),
        ("17:00", "19:00", ["06 17:00", "06 19:00"]),  # before the day begins: the rule says so
        ("20:00", "19:00", ["06 20:00", "06 19:00"]),  # ends before it begins: the rule says so
        ("19:00", "", ["06 19:00", "06 20:00"]),
    ],
)
def test_a_day_that_lasts_past_midnight_goes_on_with_the_small_hours(starts, ends, expected):
    assert typed(day("2027-02-06 18:00", "2027-02-07 01:00"), starts, ends) == expected


def test_without_an_end_it_takes_as_many_minutes_when_the_clocks_change():
    night = day("2027-03-28 00:00", "2027-03-28 12:00")

    assert typed(night, "01:30", minutes=60) == ["28 01:30", "28 03:30"]


def test_a_day_is_typed_on_the_venues_clock():
    row = SimpleNamespace(date=date(2027, 2, 6))

    first, last = moments(row, time(9), time(17), "Asia/Kathmandu")

    assert first == datetime(2027, 2, 6, 3, 15, tzinfo=UTC)
    assert last == datetime(2027, 2, 6, 11, 15, tzinfo=UTC)
