"""The moment at which a day is over, and the day of such a moment: in UTC, or Anywhere on Earth."""

from datetime import UTC, datetime, time, timedelta

EARTH_LAGS = timedelta(hours=12)  # the last place on Earth is twelve hours behind UTC


def end_of(day, *, anywhere_on_earth):
    """The first moment that is no longer in the day."""
    midnight = datetime.combine(day + timedelta(days=1), time(), UTC)
    return midnight + EARTH_LAGS if anywhere_on_earth else midnight


def day_of(closes_at, *, anywhere_on_earth):
    """The last day before this moment: what `end_of` was asked for."""
    last = closes_at.astimezone(UTC) - timedelta(microseconds=1)
    return (last - EARTH_LAGS if anywhere_on_earth else last).date()
