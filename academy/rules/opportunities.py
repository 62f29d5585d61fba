"""When an opportunity may be proposed, published and declined."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_WAITING = 10  # proposals of one person that wait at the same time


def check_can_propose(waiting):
    """Raise ValidationError when as many proposals of this person wait already."""
    if waiting >= MOST_WAITING:
        raise ValidationError(
            _("%(number)s of your proposals wait for the organizers. Please let them answer those first."),
            code="too_many_waiting",
            params={"number": waiting},
        )


def check_not_over(opportunity, now):
    """Raise ValidationError when its deadline or its last day is over."""
    is_closed = opportunity.closes_at and opportunity.closes_at <= now
    if is_closed or (opportunity.ends_on and opportunity.ends_on < now.date()):
        raise ValidationError(_("It is over already. Change its dates first, or decline it."), code="over")


def check_can_decline(opportunity):
    """Raise ValidationError when it is declined already."""
    if opportunity.declined_at:
        raise ValidationError(_("It is declined already."), code="declined")


def check_unchanged(opportunity, revision):
    """Raise ValidationError when somebody changed it after that revision."""
    if opportunity.revision != revision:
        raise ValidationError(_("Somebody changed it since. It stays as it is now."), code="changed")
