"""Who was at a session, and what follows: a completed course, a completed track, their certificates.

The course's row orders all that concerns it; the person's row orders two courses that are completed at once.
"""

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery

from people.models import Person

from ..models import Certificate, Course, Enrolment, SessionAttendance
from ..rules import attendance as rules
from .certificates import issue, tracks_with


@transaction.atomic
def record_attendance(*, session, enrolments, actor, now):
    """Note that people were at a session; a second time changes nothing. Answers the enrolments it completed.

    Whoever has no seat in the session's course, or left, is passed over. Raises ValidationError.
    """
    course = Course.objects.select_for_update(no_key=True).get(pk=session.course_id)
    session.refresh_from_db(fields=["cancelled_at", "starts_at"])
    rules.check_can_record(session, now)
    keys = [enrolment.pk for enrolment in enrolments]
    seated = Enrolment.objects.seated().filter(course=course, pk__in=keys).order_by("pk")
    SessionAttendance.objects.bulk_create(
        [SessionAttendance(session=session, enrolment=row, recorded_at=now, recorded_by=actor) for row in seated],
        ignore_conflicts=True,
    )
    return _complete(course, now)


@transaction.atomic
def take_attendance_back(*, session, enrolments, actor, now):
    """Correct what was noted by mistake, as long as the course is not completed. Raises ValidationError."""
    Course.objects.select_for_update(no_key=True).get(pk=session.course_id)
    noted = SessionAttendance.objects.filter(session=session, enrolment__in=[enrolment.pk for enrolment in enrolments])
    with_person = Enrolment.objects.select_related("person").order_by("person__display_name", "pk")
    completed = with_person.filter(pk__in=noted.values("enrolment"), completed_at__isnull=False)
    rules.check_can_take_back(list(completed))
    return noted.delete()[0]


@transaction.atomic
def complete_reached(*, course, now):
    """Complete the course for those who attended enough, now that a session was cancelled or fewer are needed."""
    return _complete(Course.objects.select_for_update(no_key=True).get(pk=course.pk), now)


def _complete(course, now):
    """As `complete_reached`, of a course whose row is held."""
    reached = list(_reached(course))
    Enrolment.objects.filter(pk__in=[enrolment.pk for enrolment in reached]).update(completed_at=now)
    people = Person.objects.filter(pk__in=[enrolment.person_id for enrolment in reached])
    for person in people.order_by("pk").select_for_update(no_key=True):
        issue(person=person, course=course, now=now)
        for track, is_completed in tracks_with(course, person, now):
            if is_completed:
                issue(person=person, track=track, now=now)
    return reached


def _reached(course):
    """Enrolments with enough sessions. After a certificate was revoked, only an attendance noted later counts anew."""
    revoked = Certificate.objects.revoked().filter(course=course, person=OuterRef("person")).order_by("-revoked_at")
    later = SessionAttendance.objects.filter(enrolment=OuterRef("pk"), recorded_at__gt=OuterRef("revoked_at"))
    learning = Enrolment.objects.learning().filter(course=course).with_progress()
    learning = learning.annotate(revoked_at=Subquery(revoked.values("revoked_at")[:1]))
    anew = Q(revoked_at__isnull=True) | Exists(later)
    return learning.filter(anew, needed__gt=0, attended__gte=F("needed")).order_by("pk")
