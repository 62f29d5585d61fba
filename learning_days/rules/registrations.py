"""When somebody may register for a day, leave it, and answer the offer of a seat; how long an offer lasts."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from mentoring.rules.experience import in_words

LEAST_TO_ANSWER = timedelta(hours=1)


def check_can_register(day, *, is_experienced, now):
    """Raise ValidationError unless registration is open and the day is for this person. `day` has its edition."""
    check_takes_place(day, now)
    check_window(day.edition, now)
    if day.audience == day.Audience.EXPERIENCED and not is_experienced:
        raise ValidationError(for_experienced(), code="experienced")


def check_takes_place(day, now):
    """Raise ValidationError where the day is cancelled or over."""
    if day.cancelled_at:
        raise ValidationError(_("This day is cancelled."), code="cancelled")
    if day.ends_at <= now:
        raise ValidationError(_("This day is over."), code="over")


def check_window(edition, now):
    """Raise ValidationError unless people register now."""
    if edition.registration_opens_at is None:
        raise ValidationError(_("There is no registration for this edition."), code="none")
    if now < edition.registration_opens_at:
        moment = formats.date_format(timezone.localtime(edition.registration_opens_at), "DATETIME_FORMAT")
        raise ValidationError(
            _("Registration opens on %(moment)s, your time."), code="not_open", params={"moment": moment}
        )
    if edition.registration_closes_at <= now:
        raise ValidationError(_("Registration is closed."), code="closed")


def for_experienced():
    """For whom a day of experienced mentors is, as a reader reads it."""
    return _("For experienced mentors whose offer to mentor stands. %(rule)s") % {"rule": in_words()}


def check_can_leave(registration, *, has_attended, now):
    """Raise ValidationError where the day is over, or the person was noted as there: that stays."""
    if has_attended:
        raise ValidationError(_("Who was noted as there stays registered."), code="attended")
    if registration.day.ends_at <= now:
        raise ValidationError(_("This day is over."), code="over")


def check_can_answer(registration, now):
    """Raise ValidationError unless a seat is held for this registration now."""
    check_takes_place(registration.day, now)
    if registration.offered_at is None:
        raise ValidationError(_("No seat is held for you now."), code="no_offer")
    if registration.left_at or registration.offer_expires_at <= now:
        raise ValidationError(
            _("The time to answer is over: the seat goes to the next who waits."), code="offer_lapsed"
        )


def check_can_seat(free):
    """Raise ValidationError where no seat is free. `free`: None where seats are not counted."""
    if free is not None and free < 1:
        raise ValidationError(
            _("All seats of this day are taken or held. Give the day more seats first."), code="no_seat"
        )


def check_can_tell_needs(days, now):
    """Raise ValidationError unless one of the days is still to take place."""
    if not any(day.cancelled_at is None and day.ends_at > now for day in days):
        raise ValidationError(_("Your days are over: nobody reads this any more."), code="over")


def offer_ends(day, now):
    """When an offer made now expires; None where there is no time left to answer. `day` comes with its edition.

    After the hours of the edition; near the day after half of the time left, so that another one can be asked.
    """
    left = day.starts_at - now
    if left <= LEAST_TO_ANSWER:
        return None
    return now + min(timedelta(hours=day.edition.offer_hours), max(left / 2, LEAST_TO_ANSWER))
