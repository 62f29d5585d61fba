"""Enrolling in a course, leaving it, and giving free seats to those who wait. The course's row orders all three."""

from django.db import transaction
from django.utils import timezone

from ..models import Course, Enrolment
from ..querysets import seats
from ..rules import enrolments as rules
from .telling import tell_of_seats


@transaction.atomic
def enrol(*, person, course, cohort=None, now=None):
    """Take a seat in a course, or the next place on its waiting list; a second time answers the first enrolment.

    Of the course it needs the slug. With `cohort`, whose offer the person accepted, neither the close of enrolment
    nor the order of courses stands in the way: the cohort walks the track together. Raises ValidationError.
    """
    now = now or timezone.now()
    held = seats.hold(course.slug, now)
    if held is None or not held.is_published:
        raise rules.not_published()
    seat = seats.ask(course_id=held.course_id, capacity=held.capacity, person_id=person.pk, now=now)
    if seat.enrolment_id:
        return _with_cohort(Enrolment.objects.get(pk=seat.enrolment_id), cohort)
    if cohort is None:
        rules.check_can_enrol(seat, is_closed=held.is_closed)
    return Enrolment.objects.create(
        person=person,
        course_id=held.course_id,
        cohort=cohort,
        created_at=now,
        seated_at=now if seat.is_free(held.capacity) else None,
    )


def _with_cohort(enrolment, cohort):
    """The enrolment that stands, which counts for the cohort from now on."""
    if cohort is not None and enrolment.cohort_id is None:
        enrolment.cohort = cohort
        enrolment.save(update_fields=["cohort"])
    return enrolment


@transaction.atomic
def enrol_cohort(*, person, cohort, now=None):
    """Enrol somebody who accepted an offer in the required courses of the cohort's track; answers the enrolments."""
    now = now or timezone.now()
    steps = cohort.track.steps.filter(kind="required", course__published_at__lte=now)
    required = Course.objects.filter(pk__in=steps.values("course")).order_by("pk")  # always held in one order
    return [enrol(person=person, course=course, cohort=cohort, now=now) for course in required]


@transaction.atomic
def leave_cohort(*, person, offer, now):
    """Leave the courses in which the acceptance of this offer enrolled, where they are not completed."""
    by_offer = {"person": person, "cohort": offer.cohort_id, "created_at": offer.answered_at}
    rows = Enrolment.objects.standing().filter(completed_at__isnull=True, **by_offer).select_related("course")
    for enrolment in rows.order_by("course"):  # always held in one order
        leave(person=person, course=enrolment.course, now=now)


@transaction.atomic
def leave(*, person, course, now=None):
    """Leave a course; who waits first gets the seat. Answers how the person stood, or None without an enrolment.

    Of the course it needs the slug. Raises ValidationError.
    """
    now = now or timezone.now()
    held = seats.hold(course.slug, now)
    if held is None:
        return None
    seat = seats.ask(course_id=held.course_id, capacity=held.capacity, person_id=person.pk, now=now)
    if seat.enrolment_id is None:
        return None
    rules.check_can_leave(seat)
    Enrolment.objects.filter(pk=seat.enrolment_id).update(left_at=now)
    if seat.seated_at:
        _give(held.course_id, held.capacity, seat.without_own(), now)
    return seat


@transaction.atomic
def give_seats(*, course, now=None):
    """Give the free seats of a course to those who wait, first come first; answers who got one.

    To be called whenever seats become free or more: it changes nothing where none is.
    """
    now = now or timezone.now()
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    seat = seats.ask(course_id=course.pk, capacity=course.capacity, person_id=None, now=now)
    return _give(course.pk, course.capacity, seat, now)


def _give(course_id, capacity, seat, now):
    """As `give_seats`, of a course whose row is held and which stands as `seat` says. One that is over gives none."""
    if seat.is_over or not seat.waiting:
        return []
    free = None if capacity is None else max(capacity - seat.seated, 0)
    given = list(Enrolment.objects.waiting().filter(course=course_id)[:free])
    Enrolment.objects.filter(pk__in=[enrolment.pk for enrolment in given]).update(seated_at=now)
    tell_of_seats(given)
    return given
