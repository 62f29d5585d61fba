"""When it may be noted that somebody was there, and of whom."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _

DOORS_OPEN = timedelta(hours=3)  # before the day begins: who comes early is noted when she comes


def check_can_note(day, now):
    """Raise ValidationError unless the day takes place and its doors are open, or were."""
    if day.cancelled_at:
        raise ValidationError(_("This day is cancelled: nobody was there."), code="cancelled")
    opens_at = day.starts_at - DOORS_OPEN
    if now < opens_at:
        raise ValidationError(
            _("The doors open on %(moment)s, on the venue's clock. From then on those who come are noted."),
            code="not_open",
            params={"moment": _at_the_venue(opens_at, day.edition.zone)},
        )


def check_is_registered(registration):
    """Raise ValidationError where somebody gave the day up."""
    if registration.left_at:
        raise ValidationError(_("This person is not registered for the day any more."), code="left")


def _at_the_venue(moment, zone):
    return formats.date_format(timezone.localtime(moment, ZoneInfo(zone)), "DATETIME_FORMAT")
