"""When the programme of an edition may be released."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def check_can_release(before, rows):
    """Something is placed, and something changed since the newest release (`before`: it, or None)."""
    if before is None and not rows:
        raise ValidationError(_("Place a workshop first: there is nothing to release."), code="nothing_placed")
    if before is not None and rows == before.content["workshops"]:
        raise ValidationError(
            _("Nothing has changed since version %(number)s."), params={"number": before.number}, code="unchanged"
        )
