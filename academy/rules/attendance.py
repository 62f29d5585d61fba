"""When attendance may be recorded, and when a track is completed."""

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


def is_track_completed(steps, done, electives_needed):
    """Whether a track is completed by courses that are `done` (a set of keys).

    `steps`: the track's rows; all required ones and as many electives as needed. A track without steps never is.
    """
    required = {step.course_id for step in steps if step.kind == "required"}
    electives = {step.course_id for step in steps if step.kind == "elective"}
    return bool(required | electives) and required <= done and len(electives & done) >= electives_needed
