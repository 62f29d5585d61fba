"""Hours on the clock of the venue: as they are typed, and as they are said."""

from datetime import datetime, timedelta
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
