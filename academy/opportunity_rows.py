"""Opportunities as rows of a list, in ready strings."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .rules.deadlines import day_of


def opportunity_rows(opportunities):
    """What `_opportunity_row.html` shows of each; they come with their language."""
    address = reverse("academy:opportunities")
    for opportunity in opportunities:
        yield {
            "url": f"{address}{opportunity.pk}/",
            "lang": opportunity.language.code,
            "title": opportunity.title,
            "kind": opportunity.get_kind_display(),
            "offered_by": opportunity.offered_by,
            "place": opportunity.place,
            "iso": opportunity.closes_at and opportunity.closes_at.isoformat(),
            "deadline": deadline_of(opportunity),
            "days": days_of(opportunity),
            "is_demonstration": opportunity.is_demonstration,
        }


def deadline_of(opportunity):
    """The deadline in words: a day Anywhere on Earth, or the last minute where the reader lives."""
    if not opportunity.closes_at:
        return ""
    if opportunity.closes_anywhere_on_earth:
        day = date_format(day_of(opportunity.closes_at, anywhere_on_earth=True))
        return _("%(day)s, Anywhere on Earth") % {"day": day}
    last = timezone.localtime(opportunity.closes_at - timedelta(minutes=1))
    # Translators: a deadline, such as "30 November 2026, 23:59 (Europe/Paris)"
    said = {"moment": date_format(last, "DATETIME_FORMAT"), "zone": timezone.get_current_timezone_name()}
    return _("%(moment)s (%(zone)s)") % said


def days_of(opportunity):
    """The first and the last day, in words."""
    if not opportunity.starts_on:
        return ""
    start = date_format(opportunity.starts_on)
    if not opportunity.ends_on or opportunity.ends_on == opportunity.starts_on:
        return start
    # Translators: the first and the last day of an event.
    return _("%(start)s – %(end)s") % {"start": start, "end": date_format(opportunity.ends_on)}
