"""Moments in a person's own time zone: quiet hours, the next digest, a local hour of a day."""

from datetime import UTC, datetime, timedelta

from ..models import NoticeRhythm


def end_of_quiet_hours(rhythm, zone, now):
    """When the quiet hours end in which `now` lies, or None outside them."""
    if rhythm is None or rhythm.quiet_from is None:
        return None
    local = now.astimezone(zone)
    since, until, clock = rhythm.quiet_from, rhythm.quiet_until, local.time()
    over_midnight = until < since
    is_quiet = (clock >= since or clock < until) if over_midnight else since <= clock < until
    if not is_quiet:
        return None
    day = local.date() + timedelta(days=over_midnight and clock >= since)
    end = at_local(day, until, zone)
    return end if end > now else at_local(day, until.replace(fold=1), zone)  # the hour that comes twice in autumn


def next_digest(rhythm, zone, now):
    """The first moment after `now` at which the person wants a digest."""
    rhythm = rhythm or NoticeRhythm()
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(9))
    weekly = rhythm.digest_every == NoticeRhythm.Every.WEEK
    moments = (at_local(day, rhythm.digest_at, zone) for day in days if not weekly or day.weekday() == 0)
    return next(moment for moment in moments if moment > now)


def at_local(day, clock, zone):
    """That local time of that day, in UTC. A time that the clocks pass over is as long after the hour before it."""
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
