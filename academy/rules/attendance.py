"""When attendance may be recorded, and when it may be taken back."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def check_can_record(session, now):
    """Raise ValidationError unless the session takes place and has begun."""
    if session.cancelled_at:
        raise ValidationError(_("This session is cancelled: nobody was there."), code="cancelled")
    if session.starts_at > now:
        raise ValidationError(_("This session has not begun yet."), code="not_begun")


def check_can_take_back(completed):
    """Raise ValidationError, with the names, where somebody has a certificate for the attendance."""
    if completed:
        raise ValidationError(
            _("%(names)s completed the course. To correct that, revoke the certificate with a reason."),
            code="completed",
            params={"names": ", ".join(enrolment.person.display_name for enrolment in completed)},
        )
