"""When each of a pair is asked how it goes: two weeks after the beginning, then every four, and before the end."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FIRST_AFTER = timedelta(weeks=2)
EVERY = timedelta(weeks=4)
BEFORE_END = timedelta(weeks=1)
APART = timedelta(weeks=2)  # nobody is asked twice within these days


def due_days(starts_on, ends_on):
    """The days on which both are asked, in order. A short pairing is asked once, before its end."""
    last = max(ends_on - BEFORE_END, starts_on)
    days, day = [], starts_on + FIRST_AFTER
    while day + APART <= last:
        days.append(day)
        day += EVERY
    return [*days, last]


def newest_due(starts_on, ends_on, today):
    """The last of these days that has come, or None: what was missed before it is not asked any more."""
    return max((day for day in due_days(starts_on, ends_on) if day <= today), default=None)


def check_can_answer(check_in):
    """An answer stands; how it goes later is asked later."""
    if check_in.answered_at:
        raise ValidationError(_("You have answered already. Thank you."), code="answered")
    if check_in.pairing.ended_at:
        raise ValidationError(_("This pairing has ended: nobody is asked any more."), code="ended")
