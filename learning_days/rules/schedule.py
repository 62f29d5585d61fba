"""When a day may be moved or cancelled, and where its workshops go along."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def check_can_move(day, *, date, starts_at, ends_at, now):
    """Raise ValidationError unless a day that has not begun gets hours that are still to come."""
    check_stands(day)
    if day.starts_at <= now:
        raise ValidationError(_("The day has begun. What has begun is not moved."), code="begun")
    if ends_at <= starts_at:
        raise ValidationError(_("A day ends after it begins."), code="ends_before")
    if starts_at <= now:
        raise ValidationError(_("The new time is over already. Choose one that is to come."), code="past")
    if starts_at.astimezone(ZoneInfo(day.edition.zone)).date() != date:
        raise ValidationError(_("The day begins on its own date, by the venue's clock."), code="date")


def check_date_is_free(others, date):
    """Raise ValidationError where another day of the edition has the date. `others`: the dates of the other days."""
    if date in others:
        raise ValidationError(_("This edition has a day on this date already."), code="day_once")


def check_can_cancel(day, *, reason, now):
    """Raise ValidationError unless the day stands, is not over, and those who registered are told why."""
    check_stands(day)
    if day.ends_at <= now:
        raise ValidationError(_("The day is over. What took place is not cancelled."), code="over")
    if not reason.strip():
        raise ValidationError(_("Say why the day is cancelled: those who registered read it."), code="reason")


def check_stands(day):
    if day.cancelled_at is not None:
        raise ValidationError(_("The day is cancelled already."), code="cancelled")


def moved_along(workshops, day, *, starts_at, ends_at):
    """[(workshop, its new beginning, its new end)], in an order in which none meets another on its way.

    A workshop is as long after the day's begin as it was, by the venue's clock. Raise ValidationError with a sentence
    for each that would lie outside the new hours. `day`: with its old hours.
    """
    zone = ZoneInfo(day.edition.zone)
    shift = wall(starts_at, zone) - wall(day.starts_at, zone)
    moved = [
        (row, *(at_wall(wall(moment, zone) + shift, zone) for moment in (row.starts_at, row.ends_at)))
        for row in workshops
    ]
    outside = [row for row in moved if row[1] < starts_at or row[2] > ends_at]
    if outside:
        raise ValidationError([_outside(*row, zone) for row in outside])
    return sorted(moved, key=lambda row: (row[1], row[0].pk), reverse=starts_at > day.starts_at)


def wall(moment, zone):
    """What the clock on the wall says."""
    return moment.astimezone(zone).replace(tzinfo=None)


def at_wall(naive, zone):
    """The moment at which it says so; what it passes over is as long after the hour before it."""
    moment = naive.replace(tzinfo=zone)
    return datetime.fromtimestamp(moment.timestamp(), zone)


def _outside(workshop, starts_at, ends_at, zone):
    hours = "–".join(time_format(localtime(moment, zone)) for moment in (starts_at, ends_at))
    values = {"title": workshop.title, "hours": hours, "date": date_format(localtime(starts_at, zone))}
    return ValidationError(
        _("“%(title)s” would be on %(date)s, %(hours)s: outside the day. Give the day more time, or place it anew."),
        code="outside",
        params=values,
    )
