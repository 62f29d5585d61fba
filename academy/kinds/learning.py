"""What people hear of the courses they are in, and of their certificates."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

from ..models import Certificate, Enrolment

WITHDRAWN = Notice.Reason.WITHDRAWN


def withdrawn_if_left(notice, enrolment):
    """Who left the course meanwhile has no seat there."""
    return "" if has_seat(notice, enrolment) else WITHDRAWN


def has_seat(notice, enrolment):
    return bool(enrolment.seated_at and not enrolment.left_at)


def withdrawn_unless_seated(notice, session):
    """A session concerns those who have a seat in its course."""
    seated = Enrolment.objects.seated().filter(course=session.course_id, person=notice.recipient_id)
    return "" if seated.exists() else WITHDRAWN


def withdrawn_unless_it_takes_place(notice, session):
    return withdrawn_unless_seated(notice, session) if takes_place(notice, session) else WITHDRAWN


def takes_place(notice, session):
    return session.cancelled_at is None and session.schedule_revision == notice.revision


def is_cancelled(notice, session):
    return session.cancelled_at is not None


def withdrawn_unless_cancelled(notice, session):
    return withdrawn_unless_seated(notice, session) if is_cancelled(notice, session) else WITHDRAWN


def withdrawn_if_revoked(notice, offering):
    valid = Certificate.objects.valid().filter(pk=notice.payload["certificate"])
    return "" if valid.exists() else WITHDRAWN


def course_of(notice, subject):
    return subject.course.get_absolute_url()


def certificate_page(notice, offering):
    return reverse("academy:certificate", args=[notice.payload["certificate"]])


def always(notice, subject):
    return True


KINDS = [
    Kind(
        name="seat_given",
        label=_("I get a seat in a course for which I wait"),
        template="academy/mail/seat_given",
        url=course_of,
        check=withdrawn_if_left,
        may_read=has_seat,
        related=("course",),
    ),
    Kind(
        name="session_reminder",
        label=_("A session of my course is near"),
        template="academy/mail/session_reminder",
        url=course_of,
        check=withdrawn_unless_it_takes_place,
        may_read=takes_place,
        related=("course",),
    ),
    Kind(
        name="session_moved",
        label=_("A session of my course is moved"),
        template="academy/mail/session_moved",
        url=course_of,
        check=withdrawn_unless_it_takes_place,
        may_read=takes_place,
        related=("course",),
    ),
    Kind(
        name="session_cancelled",
        label=_("A session of my course is cancelled"),
        template="academy/mail/session_cancelled",
        url=course_of,
        check=withdrawn_unless_cancelled,
        may_read=is_cancelled,
        related=("course",),
    ),
    Kind(
        name="certificate_issued",
        label=_("I get a certificate"),
        template="academy/mail/certificate_issued",
        url=certificate_page,
        check=withdrawn_if_revoked,
        may_read=always,
    ),
    Kind(
        name="certificate_revoked",
        label=_("A certificate of mine is revoked"),
        template="academy/mail/certificate_revoked",
        url=certificate_page,
        can_choose=False,
    ),
]
