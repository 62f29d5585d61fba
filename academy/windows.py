"""When a cohort takes applications, in the days and hours that its pages say."""

from datetime import UTC, datetime, time, timedelta, timezone
from itertools import pairwise

from django.utils import timezone as clock

ANYWHERE_ON_EARTH = timezone(timedelta(hours=-12))  # where a day ends last


def end_of_day_anywhere(day):
    """The first moment at which the day is over everywhere: noon, in UTC, of the next day."""
    return datetime.combine(day + timedelta(days=1), time(12), UTC)


def last_day(cohort):
    """The last day to apply: of the place where it ends last, or of the reader."""
    zone = ANYWHERE_ON_EARTH if cohort.closes_anywhere_on_earth else clock.get_current_timezone()
    return cohort.last_moment.astimezone(zone).date()


def with_last_days(cohorts):
    """[{cohort, last_day}]: rows for a list that says until when to apply."""
    return [{"cohort": cohort, "last_day": last_day(cohort)} for cohort in cohorts]


def state_at(cohort, now):
    """`coming`, `open` or `closed`, by the clock; `cohort` is published."""
    if cohort.opens_at > now:
        return "coming"
    return "open" if cohort.closes_at > now else "closed"


def window_of(cohort):
    """The window for a template; the deadline in the reader's time and in UTC is one moment."""
    return {
        "last_day": last_day(cohort),
        "is_anywhere_on_earth": cohort.closes_anywhere_on_earth,
        "closes_at_utc": cohort.closes_at.astimezone(UTC),
        "zone": clock.get_current_timezone_name(),
        "is_in_utc": clock.localtime(cohort.closes_at).utcoffset() == timedelta(0),
    }


def moves_of(cohort):
    """How the deadline moved since the publication, oldest first: {old, new, reason, moved_at}."""
    kept = cohort.history.filter(published_at__isnull=False).order_by("history_date", "history_id")
    kept = list(kept.values("closes_at", "history_date", "history_change_reason"))
    return [
        {"old": before["closes_at"], "new": row["closes_at"], "moved_at": row["history_date"]}
        | {"reason": row["history_change_reason"] or ""}
        for before, row in pairwise(kept)
        if before["closes_at"] != row["closes_at"]
    ]
