"""Enrolling, leaving, and who gets the seat that becomes free."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from academy.actions.enrolments import enrol, enrol_cohort, give_seats, leave
from academy.models import Enrolment, Prerequisite
from notices.actions.carrying import carry_due
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import CohortFactory, CourseFactory, EnrolmentFactory, SessionFactory, TrackCourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina():
    return PersonFactory(username="amina")


@pytest.fixture
def bola():
    return PersonFactory(username="bola")


@pytest.fixture
def full():
    """A course with one seat, which is taken."""
    course = CourseFactory(capacity=1)
    EnrolmentFactory(course=course, person__username="carla")
    return course


def refusal(call, **given):
    with pytest.raises(ValidationError) as refused:
        call(**given)
    return refused.value


def heard():
    return sorted(Notice.objects.values_list("recipient__username", "kind"))


def test_enrolling_in_a_course_with_room_takes_a_seat(amina):
    course = CourseFactory(capacity=1)

    assert enrol(person=amina, course=course).seated_at


def test_a_course_without_a_capacity_seats_everybody(amina, bola):
    course = CourseFactory(capacity=None)

    assert all(enrol(person=person, course=course).seated_at for person in (amina, bola))


def test_who_comes_to_a_full_course_waits(full, amina):
    assert enrol(person=amina, course=full).seated_at is None


def test_enrolling_twice_is_once(amina):
    course = CourseFactory(capacity=1)

    assert enrol(person=amina, course=course) == enrol(person=amina, course=course)
    assert Enrolment.objects.count() == 1


def test_nobody_passes_those_who_wait(full, amina, bola):
    """The capacity was raised behind our back: whoever comes next waits all the same."""
    enrol(person=amina, course=full)
    full.capacity = 2
    full.save()

    assert enrol(person=bola, course=full).seated_at is None


def test_a_course_that_is_not_published_is_refused(amina):
    course = CourseFactory(published_at=timezone.now() + timedelta(hours=1))

    assert refusal(enrol, person=amina, course=course).code == "not_published"


def test_a_closed_enrolment_is_refused(amina):
    course = CourseFactory(enrolment_closes_at=timezone.now() - timedelta(minutes=1))

    assert refusal(enrol, person=amina, course=course).code == "closed"


def test_a_course_whose_sessions_are_over_is_refused(amina):
    course = CourseFactory()
    past, now = timezone.now() - timedelta(days=3), timezone.now()
    SessionFactory(course=course, starts_at=past)
    SessionFactory(course=course, cancelled_at=now, cancelled_reason="No room.")

    assert refusal(enrol, person=amina, course=course).code == "over"


def test_what_comes_before_is_named(amina):
    course = CourseFactory()
    for title in ("Listening", "Asking", "Planning"):
        Prerequisite.objects.create(course=course, needs=CourseFactory(title=title))
    done = Prerequisite.objects.get(course=course, needs__title="Planning").needs
    EnrolmentFactory(person=amina, course=done, completed_at=timezone.now())

    assert refusal(enrol, person=amina, course=course).messages == [
        "Complete these courses first: “Asking” and “Listening”."
    ]


def test_who_completed_what_comes_before_may_enrol(amina):
    course, before = CourseFactory(), CourseFactory()
    Prerequisite.objects.create(course=course, needs=before)
    EnrolmentFactory(person=amina, course=before, completed_at=timezone.now())

    assert enrol(person=amina, course=course).pk


def test_who_leaves_gives_the_seat_to_who_waits_first(full, amina, bola):
    enrol(person=amina, course=full)
    enrol(person=bola, course=full)
    leave(person=Enrolment.objects.seated().get().person, course=full)

    assert Enrolment.objects.seated().get().person == amina
    assert heard() == [("amina", "seat_given")]


def test_who_leaves_the_line_lets_the_others_move_up(full, amina, bola):
    enrol(person=amina, course=full)
    waits = enrol(person=bola, course=full)
    leave(person=amina, course=full)

    assert Enrolment.objects.in_line().get(pk=waits.pk).place == 1
    assert heard() == []


def test_who_comes_back_stands_at_the_end(full, amina, bola):
    for person in (amina, bola):
        enrol(person=person, course=full)
    leave(person=amina, course=full)
    again = enrol(person=amina, course=full)

    assert Enrolment.objects.in_line().get(pk=again.pk).place == 2


def test_leaving_twice_is_once(amina):
    course = CourseFactory()
    enrol(person=amina, course=course)

    assert leave(person=amina, course=course)
    assert leave(person=amina, course=course) is None


def test_a_completed_course_is_not_left(amina):
    enrolment = EnrolmentFactory(person=amina, completed_at=timezone.now())

    assert refusal(leave, person=amina, course=enrolment.course).code == "completed"


def test_more_seats_go_to_those_who_wait_in_order(full, amina, bola):
    third = PersonFactory(username="dora")
    for person in (amina, bola, third):
        enrol(person=person, course=full)
    full.capacity = 3
    full.save()

    assert [row.person for row in give_seats(course=full)] == [amina, bola]
    assert give_seats(course=full) == []
    assert Enrolment.objects.waiting().get().person == third
    assert heard() == [("amina", "seat_given"), ("bola", "seat_given")]


def test_a_course_without_a_limit_from_now_on_seats_all_who_wait(full, amina, bola):
    for person in (amina, bola):
        enrol(person=person, course=full)
    full.capacity = None
    full.save()

    assert len(give_seats(course=full)) == 2


def test_a_course_that_is_over_gives_no_seats(full, amina):
    enrol(person=amina, course=full)
    SessionFactory(course=full, starts_at=timezone.now() - timedelta(days=3))
    leave(person=Enrolment.objects.seated().get().person, course=full)

    assert Enrolment.objects.waiting().get().person == amina


def test_who_left_before_the_notice_went_is_not_told_of_a_seat(full, amina):
    enrol(person=amina, course=full)
    leave(person=Enrolment.objects.seated().get().person, course=full)
    leave(person=amina, course=full)
    carry_due()

    assert Notice.objects.get().reason == Notice.Reason.WITHDRAWN


def test_an_accepted_offer_enrols_in_the_required_courses_of_the_track(amina):
    cohort = CohortFactory()
    first = TrackCourseFactory(track=cohort.track).course
    second = TrackCourseFactory(track=cohort.track, course__enrolment_closes_at=timezone.now()).course
    TrackCourseFactory(track=cohort.track, kind="elective")
    Prerequisite.objects.create(course=second, needs=first)
    own = enrol(person=amina, course=first)

    enrolments = enrol_cohort(person=amina, cohort=cohort)

    assert [(row.course, row.cohort) for row in enrolments] == [(first, cohort), (second, cohort)]
    assert enrolments[0] == own
    assert len(enrol_cohort(person=amina, cohort=cohort)) == Enrolment.objects.count() == 2
