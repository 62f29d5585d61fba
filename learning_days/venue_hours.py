"""Hours on the clock of the venue: as they are typed, and as they are said."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats, timezone


def hours_said(starts_at, ends_at, zone):
    """From when to when at the venue: 09:00–10:30."""
    return "–".join(formats.time_format(timezone.localtime(moment, ZoneInfo(zone))) for moment in (starts_at, ends_at))


def moments(day, starts, ends, zone):
    """(first, last) of hours that were typed for a day; an end before the beginning is after midnight."""
    venue = ZoneInfo(zone)
    last = day.date if ends > starts else day.date + timedelta(days=1)
    return datetime.combine(day.date, starts, venue), datetime.combine(last, ends, venue)


def hours_in(day, starts, ends, *, minutes, zone):
    """(first, last) in UTC of hours that were typed for a workshop; without an end it takes exactly that many minutes.

    In a day that goes on past midnight the small hours are those of the next date.
    """
    first = _within(day, starts, ZoneInfo(zone), lambda moment: moment >= day.starts_at)
    if ends is None:
        return first, first + timedelta(minutes=minutes)
    return first, _within(day, ends, ZoneInfo(zone), lambda moment: moment > first)


def _within(day, clock, venue, fits):
    """That time of the day's date, or of the next one where only that fits and the day still lasts."""
    today, next_date = (datetime.combine(day.date + timedelta(days=ahead), clock, venue) for ahead in (0, 1))
    is_next = not fits(today) and fits(next_date) and next_date <= day.ends_at
    return (next_date if is_next else today).astimezone(UTC)
