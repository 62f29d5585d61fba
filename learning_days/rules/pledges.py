"""Verdicts on pledges: what somebody will do in the next 30 days."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

TIME = timedelta(days=30)  # in which it is to be done
MADE_WITHIN = timedelta(days=180)  # of the end of the last day: until the last reminder went out


def due_at(pledge):
    return pledge.made_at + TIME


def can_pledge(edition, now):
    """Whether pledges are made now; `edition` knows its span."""
    return edition.begins_at is not None and edition.begins_at <= now < edition.over_at + MADE_WITHIN


def check_can_pledge(edition, now):
    """Raise ValidationError before the edition begins, and half a year after it."""
    if can_pledge(edition, now):
        return
    if edition.begins_at is not None and now >= edition.begins_at:
        raise ValidationError(_("Pledges were made until half a year after the last day."), code="closed")
    raise ValidationError(_("Pledges are made once the first day has begun."), code="too_early")


def check_stands(pledge):
    """Raise ValidationError where it was dropped."""
    if pledge.dropped_at is not None:
        raise ValidationError(_("You dropped this pledge. Take it up again to change it."), code="dropped")


def check_can_change_text(pledge, *, text, has_reports):
    """A report says what became of these words: from then on they stay."""
    if has_reports and text != pledge.text:
        raise ValidationError(
            {"text": ValidationError(_("A report goes on from these words: they stay as they are."), code="reported")}
        )
