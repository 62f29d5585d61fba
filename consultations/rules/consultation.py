"""When the close of a consultation may be moved, and when its ballots are all there."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# A vote of the last moment may still be on its way into the database.
ALL_COUNTED_AFTER = timedelta(minutes=1)


def check_can_extend(consultation, new_closes_at, now):
    """A new close lies ahead, and after the one that holds."""
    if new_closes_at <= now:
        raise ValidationError(_("The new close has passed already. Please choose a later moment."), code="past")
    if new_closes_at <= consultation.closes_at:
        raise ValidationError(
            _("The consultation is open until %(closes_at)s already. Please choose a later moment."),
            code="not_later",
            params={"closes_at": f"{consultation.closes_at:%Y-%m-%d %H:%M %Z}"},
        )


def check_can_recount(consultation, now):
    """The consultation is closed, and its last votes are written; code `open`."""
    if now < consultation.closes_at + ALL_COUNTED_AFTER:
        raise ValidationError(_("The ballots are given out a minute after the close."), code="open")


def thresholds_are_fixed():
    """The refusal of new thresholds from the opening on; the trigger `consultation_thresholds_frozen` has the same."""
    return ValidationError(
        _("The limits of the verdicts are fixed since the opening: what a vote counts for is known before the first."),
        code="thresholds_fixed",
    )
