"""When a mentor may be sought, and what the request needs."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def check_can_seek(*, cohort, is_member, has_open):
    """Raise ValidationError unless a person may seek a mentor here.

    `cohort`: None where it is an activity area; `is_member`: the person has a seat in the cohort; `has_open`: another
    request of the person stands in this place.
    """
    if cohort is not None and not is_member:
        raise ValidationError(
            _("You have no seat in this cohort. Choose a cohort of yours, or an activity area."), code="no_member"
        )
    if has_open:
        raise ValidationError(
            _("You have an open request here already. You can change it, or choose another place."), code="open_once"
        )


def check_wants(skills):
    """Raise ValidationError unless one to three different skills are wanted."""
    if not skills:
        raise ValidationError(_("Choose at least one skill that you want to learn."), code="no_skill")
    if len(set(skills)) < len(skills):
        raise ValidationError(_("Choose each skill once."), code="twice")


def check_is_open(*, is_open):
    """Raise ValidationError unless the request can still be changed or withdrawn."""
    if not is_open:
        raise ValidationError(
            _("This request is not open any more: it has a mentor, or it came to its end."), code="not_open"
        )
