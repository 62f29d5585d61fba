"""When one may enrol in a course, and leave it."""

from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def not_published():
    """The refusal where there is no such course for readers."""
    return ValidationError(_("This course is not open to readers."), code="not_published")


def check_can_enrol(seat, *, is_closed):
    """Raise ValidationError unless the course takes people in, and the person completed what comes before it."""
    if seat.is_over:
        raise ValidationError(_("This course is over."), code="over")
    if is_closed:
        raise ValidationError(_("Enrolment is closed."), code="closed")
    if seat.missing:
        raise ValidationError(
            ngettext(
                "Complete this course first: %(courses)s.",
                "Complete these courses first: %(courses)s.",
                len(seat.missing),
            ),
            code="prerequisites",
            params={"courses": get_text_list([f"“{title}”" for title in seat.missing], _("and"))},
        )


def check_can_leave(enrolment):
    """Raise ValidationError where the course is completed: that stays."""
    if enrolment.completed_at:
        raise ValidationError(_("You completed this course: it stays among yours."), code="completed")
