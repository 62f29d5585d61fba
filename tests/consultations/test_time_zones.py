"""The rules of time zones in calendars, read back by another library and held against the real clock."""

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from consultations.feeds.time_zones import rules_of

ZONES = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "Antarctica/Troll",
    "Asia/Kathmandu",
    "Asia/Jerusalem",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/Dublin",
    "Pacific/Auckland",
]


@pytest.mark.parametrize("zone", ZONES)
def test_the_rules_of_a_zone_hold_at_every_hour_over_both_changes(zone):
    file = Calendar()
    file.add("version", "2.0")
    file.add_component(rules_of(zone, 2027, 2027))
    written, true = tzical(io.StringIO(file.to_ical().decode())).get(), ZoneInfo(zone)
    moment, wrong = datetime(2026, 3, 1, tzinfo=UTC), []
    while moment < datetime(2028, 12, 1, tzinfo=UTC):
        local = moment.astimezone(true)
        if local.fold == 0 and written.utcoffset(local.replace(tzinfo=None)) != local.utcoffset():
            wrong.append(local)
        moment += timedelta(minutes=30)

    assert wrong == []
