"""When somebody may take a seat in a workshop, and leave it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def check_can_take(item, registration, *, is_placed, leads_it, now):
    """Raise ValidationError unless the workshop is still to come and this registration has a seat of its day.

    `item`: the workshop as it was released, or None; `registration`: of its day, or None; `is_placed`: the organizers
    still have it on that day.
    """
    check_takes_place(item, is_placed=is_placed, now=now)
    if leads_it:
        raise ValidationError(_("You lead this workshop: you need no seat."), code="leads")
    if registration is None or registration.left_at:
        raise not_registered()
    if registration.seated_at is None:
        raise ValidationError(
            _("You wait for a seat of the day. Once you have one, you can choose workshops."), code="day_waits"
        )


def not_registered():
    """The refusal where somebody does not come to the day."""
    return ValidationError(_("Register for the day first: seats in workshops are for its participants."), code="day")


def check_takes_place(item, *, is_placed, now):
    """Raise ValidationError unless the workshop was released and begins later."""
    if item is None:
        raise ValidationError(_("This workshop is not in the programme."), code="not_released")
    if item.is_cancelled:
        raise ValidationError(_("This workshop is cancelled."), code="cancelled")
    if item.starts_at <= now:
        raise ValidationError(_("This workshop has begun."), code="begun")
    if not is_placed:
        raise ValidationError(
            _("This workshop is being placed anew. Seats can be taken again when the new programme is released."),
            code="moving",
        )


def check_no_clash(title, *, leads=False):
    """Raise ValidationError where the person is in another workshop at this time: its title, or ""."""
    if title and leads:
        raise ValidationError(_("You lead “%(workshop)s” at this time."), code="clash_lead", params={"workshop": title})
    if title:
        raise ValidationError(
            _("You have a seat in “%(workshop)s” at this time. Leave that one first."),
            code="clash",
            params={"workshop": title},
        )


def check_can_leave(item, now):
    """Raise ValidationError once the workshop has begun: who was there stays noted. A cancelled one can be left."""
    if item is not None and not item.is_cancelled and item.starts_at <= now:
        raise ValidationError(_("This workshop has begun."), code="begun")
