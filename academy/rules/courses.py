"""When courses and tracks are published and taken back, how few seats a course may have, when sessions change."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


def check_can_publish(offering):
    """A draft; code `published`."""
    if offering.published_at:
        raise ValidationError(_("Readers see it already."), code="published")


def check_can_take_back(offering, *, reason, people=0, cohorts=0):
    """Readers see it, nobody counts on it, and the trace says why it goes.

    Codes `draft`, `people` who are enrolled in a course, `cohorts` of a track that are published, `reason`.
    """
    if not offering.published_at:
        raise ValidationError(_("Readers do not see it."), code="draft")
    if people:
        raise ValidationError(
            ngettext_lazy(
                "%(number)s person takes part: it stays. You can close enrolment, and cancel its sessions.",
                "%(number)s people take part: it stays. You can close enrolment, and cancel its sessions.",
                "number",
            ),
            code="people",
            params={"number": people},
        )
    if cohorts:
        raise ValidationError(_("A cohort of this track is published: it stays."), code="cohorts")
    if not reason.strip():
        raise ValidationError(_("Please give a reason."), code="reason")


def check_can_seat(capacity, *, seated):
    """At least as many seats as are taken; code `seated`. No capacity: as many as come."""
    if capacity is not None and capacity < seated:
        raise ValidationError(
            ngettext_lazy(
                "%(number)s person has a seat: there cannot be fewer.",
                "%(number)s people have a seat: there cannot be fewer.",
                "number",
            ),
            code="seated",
            params={"number": seated},
        )


def check_electives(needed, *, electives):
    """Not more elective courses are needed than the track has; code `electives`."""
    if needed > electives:
        raise ValidationError(
            ngettext_lazy(
                "The track has %(number)s elective course: nobody can complete more.",
                "The track has %(number)s elective courses: nobody can complete more.",
                "number",
            ),
            code="electives",
            params={"number": electives},
        )


def check_can_change_session(session):
    """It is not cancelled; code `cancelled`."""
    if session.cancelled_at:
        raise ValidationError(_("This session is cancelled. Please plan a new one in its place."), code="cancelled")


def check_can_cancel(session, reason, now):
    """It stands, it is not over, and those who come are told why; codes `cancelled`, `over`, `reason`."""
    if session.cancelled_at:
        raise ValidationError(_("This session is cancelled already."), code="cancelled")
    if session.ends_at <= now:
        raise ValidationError(_("This session is over."), code="over")
    if not reason.strip():
        raise ValidationError(_("Say why the session is cancelled: those who come are told."), code="reason")
