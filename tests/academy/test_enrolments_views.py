"""Enrolling from the page of a course, with htmx and without, and what the page says then."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from academy.models import Enrolment, Prerequisite
from tests.factories import PersonFactory

from .factories import CourseFactory, EnrolmentFactory, SessionFactory

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def amina():
    return PersonFactory(username="amina")


@pytest.fixture
def signed_in(client, amina):
    client.force_login(amina)
    return client


def enrol(client, course, **headers):
    return client.post(reverse("academy:enrol", args=[course.slug]), **headers)


def text(response):
    return " ".join(response.content.decode().split())


def page(client, course):
    return text(client.get(course.get_absolute_url()))


def test_enrolling_leads_back_to_the_page_which_says_so(signed_in):
    course = CourseFactory(capacity=2)
    response = enrol(signed_in, course)

    assert response.url == course.get_absolute_url() + "#enrol"
    assert "You have a seat." in page(signed_in, course)


def test_htmx_gets_the_part_that_changed(signed_in):
    response = enrol(signed_in, CourseFactory(), **HTMX)

    assert text(response).startswith('<div class="panel stack stack--tight" id="enrol" role="status">')
    assert "You have a seat." in text(response)


def test_who_waits_reads_the_place_in_the_line(signed_in):
    course = CourseFactory(capacity=1)
    EnrolmentFactory(course=course)
    EnrolmentFactory(course=course, seated_at=None)

    assert "You are number 2 on the waiting list." in text(enrol(signed_in, course, **HTMX))


def test_a_refusal_is_said_on_the_page(signed_in):
    course = CourseFactory()
    Prerequisite.objects.create(course=course, needs=CourseFactory(title="Listening"))

    assert "Complete this course first: “Listening”." in text(enrol(signed_in, course, **HTMX))
    assert enrol(signed_in, course).status_code == 302
    assert "Complete this course first: “Listening”." in page(signed_in, course)
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"capacity": None}, "There is a seat for everybody who comes."),
        ({"capacity": 1}, "1 seat is left."),
        ({"capacity": 3}, "3 seats are left."),
        ({"enrolment_closes_at": timezone.now() - timedelta(days=1)}, "Enrolment is closed."),
    ],
)
def test_readers_see_what_is_left(client, fields, sentence):
    assert sentence in page(client, CourseFactory(**fields))


def test_readers_see_how_many_wait(client):
    course = CourseFactory(capacity=1)
    EnrolmentFactory(course=course)
    EnrolmentFactory.create_batch(2, course=course, seated_at=None)
    shown = page(client, course)

    assert "All seats are taken." in shown
    assert "2 people wait for one." in shown
    assert "Sign in to enrol" in shown


def test_who_completed_a_course_that_prepares_mentors_is_shown_the_next_step(signed_in, amina):
    course = CourseFactory(prepares_mentors=True)
    EnrolmentFactory(course=course, person=amina, completed_at=timezone.now())
    shown = page(signed_in, course)

    assert "You completed this course." in shown
    assert "You can pass on what you learnt." in shown
    assert reverse("mentoring:become_mentor") in shown


def test_leaving_is_asked_first(signed_in, amina):
    course = CourseFactory(title="Listening")
    EnrolmentFactory(course=course, person=amina)
    address = reverse("academy:leave", args=[course.slug])

    assert "Leave “Listening”?" in text(signed_in.get(address))
    assert Enrolment.objects.standing().exists()
    signed_in.post(address)
    assert not Enrolment.objects.standing().exists()
    assert "You left the course." in page(signed_in, course)


def test_who_only_waits_is_asked_about_the_place(signed_in, amina):
    course = CourseFactory(capacity=1)
    EnrolmentFactory(course=course, person=amina, seated_at=None)

    assert "Your place on the waiting list is lost." in text(
        signed_in.get(reverse("academy:leave", args=[course.slug]))
    )


def test_a_completed_course_is_not_left(signed_in, amina):
    enrolment = EnrolmentFactory(person=amina, completed_at=timezone.now())
    address = reverse("academy:leave", args=[enrolment.course.slug])

    assert signed_in.get(address).status_code == 302
    signed_in.post(address)
    assert "it stays among yours" in page(signed_in, enrolment.course)


def test_enrolling_asks_few_questions(signed_in, django_assert_num_queries):
    course = CourseFactory(capacity=2)

    with django_assert_num_queries(6):  # the person; the transaction; hold, ask, write
        enrol(signed_in, course)


def test_leaving_a_course_in_which_nobody_stands_changes_nothing(signed_in, amina):
    course = CourseFactory()
    EnrolmentFactory(course=course)

    assert signed_in.post(reverse("academy:leave", args=[course.slug])).url == course.get_absolute_url()
    assert "You left" not in page(signed_in, course)
    assert Enrolment.objects.standing().count() == 1


def test_a_course_that_readers_see_no_more_can_be_left(signed_in, amina):
    course = CourseFactory(published_at=None)
    EnrolmentFactory(course=course, person=amina)
    address = reverse("academy:leave", args=[course.slug])

    assert signed_in.post(address).status_code == 302
    assert not Enrolment.objects.standing().exists()
    assert signed_in.post(address).status_code == 404


# The own page


def test_the_own_page_shows_courses_with_progress_the_next_session_and_certificates(signed_in, amina):
    course = CourseFactory(title="Listening")
    SessionFactory(course=course, title="Second evening", link="https://meet.example/room")
    EnrolmentFactory(course=course, person=amina)
    EnrolmentFactory(course__title="Asking", person=amina, seated_at=None)
    shown = text(signed_in.get(reverse("people:me")))

    assert "0 of 1 session attended" in shown
    assert "Second evening" in shown
    assert "https://meet.example/room" in shown
    assert "number 1 on the waiting list" in shown


def test_the_own_page_without_courses_leads_to_them(signed_in):
    assert "Find a course" in text(signed_in.get(reverse("people:me")))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_own_page_costs_the_same_for_any_number_of_courses(signed_in, amina, rows, django_assert_num_queries):
    for _ in range(rows):
        EnrolmentFactory(person=amina, course=SessionFactory().course)
    signed_in.get(reverse("people:me"))

    with django_assert_num_queries(23):
        signed_in.get(reverse("people:me"))
