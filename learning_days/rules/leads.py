"""Who may lead a workshop."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .programme import check_can_change

MOST_LEADS = 6


def check_can_be_led(workshop, *, leads):
    """Raise ValidationError unless one more person may lead it; `leads`: how many do."""
    check_can_change(workshop)
    if leads >= MOST_LEADS:
        raise ValidationError(
            _("A workshop has at most %(number)s people who lead it."), code="many_leads", params={"number": MOST_LEADS}
        )


def check_not_elsewhere(person, clash):
    """Raise ValidationError where the person leads another workshop (`clash`) in the hours of this one."""
    if clash is not None:
        raise ValidationError(
            _("%(name)s leads “%(title)s” at this time."),
            code="lead_busy",
            params={"name": str(person), "title": clash.title},
        )


def check_can_agree(workshop, lead):
    """Raise ValidationError unless the person (`lead`: the row, or None) is asked to lead a workshop that stands."""
    if lead is None:
        raise ValidationError(_("You are not asked to lead this workshop any more."), code="not_asked")
    check_can_change(workshop)
