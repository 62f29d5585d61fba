"""When a workshop may be proposed, changed, accepted, declined, led, and taken from the programme."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_WAITING = 5  # proposals of one person for one edition that wait at the same time


def check_can_propose(*, is_mentor, is_over, waiting):
    """Raise ValidationError unless a person may propose a workshop: a mentor, for an edition to come."""
    check_not_over(is_over=is_over)
    if not is_mentor:
        raise ValidationError(
            _("Mentors propose and lead the workshops. Offer to mentor first, then propose yours."), code="no_mentor"
        )
    if waiting >= MOST_WAITING:
        raise ValidationError(
            _("%(number)s of your proposals wait for the organizers. Please let them answer those first."),
            code="too_many_waiting",
            params={"number": waiting},
        )


def check_not_over(*, is_over):
    """Raise ValidationError when the last day of the edition has ended."""
    if is_over:
        raise ValidationError(_("This edition is over: its programme stays as it was."), code="over")


def check_can_change(workshop, *, minutes=None):
    """Raise ValidationError unless its text may be changed; a placed one keeps its length."""
    if workshop.state not in ("proposed", "accepted"):
        raise ValidationError(
            _("This workshop was declined or cancelled. Propose it anew, with what you changed."), code="settled"
        )
    if workshop.day_id and minutes is not None and minutes != workshop.minutes:
        raise ValidationError(
            _("The workshop has its place and its hours. Ask the organizers if it needs more or less time."),
            code="placed",
        )


def check_can_accept(workshop):
    """Raise ValidationError unless it waits, or was declined before."""
    if workshop.state not in ("proposed", "declined"):
        raise ValidationError(_said(workshop), code=workshop.state)


def check_can_decline(workshop):
    """Raise ValidationError unless it waits, or was accepted and has no place yet."""
    if workshop.state == "accepted" and workshop.day_id:
        raise ValidationError(_("It stands in the programme. Cancel it instead."), code="placed")
    if workshop.state not in ("proposed", "accepted"):
        raise ValidationError(_said(workshop), code=workshop.state)


def check_can_cancel(workshop):
    """Raise ValidationError unless it was accepted."""
    if workshop.state == "proposed":
        raise ValidationError(_("It waits for an answer. Decline it instead."), code="proposed")
    if workshop.state != "accepted":
        raise ValidationError(_said(workshop), code=workshop.state)


def check_can_place(workshop):
    """Raise ValidationError unless it was accepted."""
    if workshop.state == "proposed":
        raise ValidationError(_("It waits for an answer. Accept it before you place it."), code="proposed")
    if workshop.state != "accepted":
        raise ValidationError(_said(workshop), code=workshop.state)


def check_can_unplace(workshop):
    """Raise ValidationError unless it has a place."""
    if workshop.state != "accepted" or not workshop.day_id:
        raise ValidationError(_("It has no place in the programme."), code="unplaced")


def _said(workshop):
    """How it stands."""
    return {
        "proposed": _("It waits for an answer."),
        "accepted": _("It is accepted already."),
        "declined": _("It is declined already."),
        "cancelled": _("It is cancelled already."),
    }[workshop.state]
