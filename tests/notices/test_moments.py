"""Quiet hours and digests in the person's own time zone."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from notices.models import NoticeRhythm
from notices.rules.moments import end_of_quiet_hours, next_digest
from notices.rules.outcomes import lease_of, pause_after

BERLIN = ZoneInfo("Europe/Berlin")
KOLKATA = ZoneInfo("Asia/Kolkata")
NIGHT = NoticeRhythm(quiet_from=time(22), quiet_until=time(7))
NOON = NoticeRhythm(quiet_from=time(12), quiet_until=time(14))


def at(text, zone=UTC):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("rhythm", "zone", "now", "end"),
    [
        (None, UTC, "2026-03-02T03:00", None),
        (NoticeRhythm(), UTC, "2026-03-02T03:00", None),
        (NIGHT, UTC, "2026-03-02T21:59", None),
        (NIGHT, UTC, "2026-03-02T22:00", "2026-03-03T07:00"),
        (NIGHT, UTC, "2026-03-02T06:59", "2026-03-02T07:00"),
        (NIGHT, UTC, "2026-03-02T07:00", None),
        (NIGHT, KOLKATA, "2026-03-02T16:30", "2026-03-03T01:30"),
        (NOON, UTC, "2026-03-02T12:00", "2026-03-02T14:00"),
        (NOON, UTC, "2026-03-02T14:00", None),
    ],
)
def test_end_of_quiet_hours(rhythm, zone, now, end):
    assert end_of_quiet_hours(rhythm, zone, at(now)) == (end and at(end))


def test_quiet_hours_end_once_in_the_night_when_the_clocks_go_back():
    rhythm = NoticeRhythm(quiet_from=time(22), quiet_until=time(2, 30))

    first, second = at("2026-10-25T00:15"), at("2026-10-25T01:15")  # 02:15 in Berlin, twice

    assert end_of_quiet_hours(rhythm, BERLIN, first) == at("2026-10-25T00:30")
    assert end_of_quiet_hours(rhythm, BERLIN, second) == at("2026-10-25T01:30")


@pytest.mark.parametrize(
    ("rhythm", "zone", "now", "moment"),
    [
        (None, UTC, "2026-03-02T07:59", "2026-03-02T08:00"),
        (None, UTC, "2026-03-02T08:00", "2026-03-03T08:00"),
        (None, KOLKATA, "2026-03-02T12:00", "2026-03-03T02:30"),
        (NoticeRhythm(digest_every="week"), UTC, "2026-03-02T08:00", "2026-03-09T08:00"),
        (NoticeRhythm(digest_every="week"), UTC, "2026-03-02T07:00", "2026-03-02T08:00"),
        (NoticeRhythm(digest_every="week", digest_at=time(1)), KOLKATA, "2026-03-01T19:00", "2026-03-01T19:30"),
    ],
)
def test_next_digest(rhythm, zone, now, moment):
    assert next_digest(rhythm, zone, at(now)) == at(moment)


def test_pauses_double_up_to_six_hours():
    minutes = [pause_after(attempts).total_seconds() / 60 for attempts in range(1, 12)]

    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]


def test_leases_grow_for_a_notice_that_ends_its_workers():
    assert [lease_of(attempt).total_seconds() for attempt in range(1, 6)] == [30, 30, 60, 120, 240]
