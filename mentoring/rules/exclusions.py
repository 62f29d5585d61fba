"""Whom a person may put on the private list of those to avoid."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST = 200  # on one list


def check_can_avoid(person, other, *, listed):
    """Raise ValidationError for oneself, and for a list that is full. `listed`: how many stand in it."""
    if person.pk == other.pk:
        raise ValidationError(_("This is your own user name."), code="oneself")
    if listed >= MOST:
        raise ValidationError(
            _("Your list holds %(number)s people. Take somebody out of it first."), code="full", params={"number": MOST}
        )
