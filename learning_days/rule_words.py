"""Reminder rules in words, for organizers."""

from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from .models import ReminderRule

Unit = ReminderRule.Unit


def when_said(rule):
    """ "3 days before the day begins, at 09:00 on the venue's clock"."""
    said = rule.said() % {"number": rule.amount}
    if rule.unit == Unit.HOURS or rule.at is None:
        return said
    return _("%(when)s, at %(clock)s on the venue's clock") % {"when": said, "clock": time_format(rule.at)}


def moment_said(moment, zone):
    """A moment on the venue's clock: "21 January 2027, 09:00"."""
    local = localtime(moment, ZoneInfo(zone))
    return _("%(date)s, %(time)s") % {"date": date_format(local.date()), "time": time_format(local)}


def state_of(rule):
    """The one word for where a rule stands."""
    if rule.stopped_at is not None:
        return "stopped"
    return "armed" if rule.armed_at is not None else "draft"
