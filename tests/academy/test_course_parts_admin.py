"""The organizers' desk for the parts of a course: circles, seats, sessions."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from academy.models import Prerequisite
from consultations.actions.organizers import make_organizer
from notices.models import Notice
from tests.factories import PersonFactory
from tests.races import at_once

from .catalogue_desk import a_session, at, course_form, moments, rows
from .factories import (
    CourseFactory,
    EnrolmentFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


# Circles


def test_a_circle_is_refused_with_its_courses_named(desk):
    ask, listen, answer = (CourseFactory(title=title) for title in ("Ask", "Listen", "Answer"))
    Prerequisite.objects.create(course=listen, needs=answer)
    Prerequisite.objects.create(course=answer, needs=ask)

    page = desk.post(at(ask), course_form(ask, prerequisites=rows("prerequisites", [{"needs": listen.pk}])))

    assertContains(page, "“Ask” needs “Listen”, “Listen” needs “Answer”, “Answer” needs “Ask”")
    assert Prerequisite.objects.count() == 2


def test_a_prerequisite_that_is_taken_out_closes_no_circle(desk):
    ask, listen, answer = (CourseFactory(title=title) for title in ("Ask", "Listen", "Answer"))
    Prerequisite.objects.create(course=answer, needs=ask)
    link = Prerequisite.objects.create(course=ask, needs=listen)
    kept = {"id": link.pk, "course": ask.pk, "needs": listen.pk, "DELETE": "on"}

    page = desk.post(at(ask), course_form(ask, prerequisites=rows("prerequisites", kept=[kept])))
    assert page.status_code == 302
    page = desk.post(at(listen), course_form(listen, prerequisites=rows("prerequisites", [{"needs": answer.pk}])))

    assert page.status_code == 302
    assert set(Prerequisite.objects.values_list("course__title", "needs__title")) == {
        ("Answer", "Ask"),
        ("Listen", "Answer"),
    }


def test_a_course_does_not_come_before_itself(desk):
    course = CourseFactory()

    page = desk.post(at(course), course_form(course, prerequisites=rows("prerequisites", [{"needs": course.pk}])))

    assert page.status_code == 200
    assert not Prerequisite.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_organizers_who_close_a_circle_at_once_make_none(settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    first, second = CourseFactory(title="Ask"), CourseFactory(title="Listen")
    calls = []
    for number, (course, needed) in enumerate([(first, second), (second, first)]):
        browser = Client()
        browser.force_login(make_organizer(person=PersonFactory(username=f"organizer{number}")))
        form = course_form(course, prerequisites=rows("prerequisites", [{"needs": needed.pk}]))
        calls.append(lambda browser=browser, course=course, form=form: browser.post(at(course), form))

    pages = at_once(calls)

    assert sorted(page.status_code for page in pages) == [200, 302]
    refused = next(page for page in pages if page.status_code == 200)
    assertContains(refused, "These courses would wait for one another")
    assert Prerequisite.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_a_circle_that_two_connections_close_at_once():
    first, second = CourseFactory.create_batch(2)

    def link(course, needed):
        with transaction.atomic():
            return Prerequisite.objects.create(course=course, needs=needed)

    answers = at_once([lambda: link(first, second), lambda: link(second, first)])

    refused = [answer for answer in answers if isinstance(answer, IntegrityError)]
    assert [answer.__cause__.diag.constraint_name for answer in refused] == ["prerequisite_makes_no_circle"]
    assert Prerequisite.objects.count() == 1


# Seats


def test_seats_that_are_taken_stay(desk):
    course = CourseFactory(capacity=3)
    EnrolmentFactory.create_batch(2, course=course)

    page = desk.post(at(course), course_form(course, capacity=1))

    assertContains(page, "2 people have a seat: there cannot be fewer.")
    assert desk.post(at(course), course_form(course, capacity=2)).status_code == 302
    course.refresh_from_db()
    assert course.capacity == 2


def test_more_seats_go_to_those_who_wait(desk):
    course = CourseFactory(capacity=1)
    EnrolmentFactory(course=course)
    waiting = EnrolmentFactory(course=course, seated_at=None)

    assert desk.post(at(course), course_form(course, capacity=2)).status_code == 302

    waiting.refresh_from_db()
    assert waiting.seated_at
    assert Notice.objects.filter(recipient=waiting.person, kind="seat_given").exists()


# Sessions


def test_a_session_that_is_moved_counts_up_and_is_told_to_the_seated(desk):
    session = a_session()
    seated = EnrolmentFactory(course=session.course)
    EnrolmentFactory(course=session.course, seated_at=None)
    later = {"starts_at": session.starts_at + timedelta(days=1), "ends_at": session.ends_at + timedelta(days=1)}

    form = course_form(session.course, sessions=rows("sessions", kept=[moments(session, **later)]))
    assert desk.post(at(session.course), form).status_code == 302

    session.refresh_from_db()
    assert (session.starts_at, session.schedule_revision) == (later["starts_at"], 2)
    told = Notice.objects.filter(kind="session_moved")
    assert [notice.recipient for notice in told] == [seated.person]
    assert session.history.first().history_user.username == "organizer"


def test_a_new_title_of_a_session_tells_nobody(desk):
    session = a_session()
    EnrolmentFactory(course=session.course)

    form = course_form(session.course, sessions=rows("sessions", kept=[moments(session, title="Other")]))
    assert desk.post(at(session.course), form).status_code == 302

    session.refresh_from_db()
    assert (session.title, session.schedule_revision) == ("Other", 1)
    assert not Notice.objects.filter(kind="session_moved").exists()


def test_a_session_ends_after_it_starts(desk):
    session = a_session()

    form = moments(session, ends_at=session.starts_at - timedelta(hours=1))
    page = desk.post(at(session.course), course_form(session.course, sessions=rows("sessions", kept=[form])))

    assertContains(page, "A session ends after it starts.")


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_session_in_a_year_that_no_clock_tells_is_refused(desk, year):
    session = a_session()
    typed = moments(session, starts_at_0=f"{year}-12-31", ends_at_0=f"{year}-12-31", ends_at_1="23:59:59")

    inline = desk.post(at(session.course), course_form(session.course, sessions=rows("sessions", kept=[typed])))
    own = desk.post(at(session), typed)

    for page in (inline, own):
        assertContains(page, "Enter a valid date.")


def test_a_session_is_changed_on_its_own_page_too(desk):
    session = a_session()
    seated = EnrolmentFactory(course=session.course)

    assert desk.post(at(session), moments(session, place="Room 2")).status_code == 302

    session.refresh_from_db()
    assert (session.place, session.schedule_revision) == ("Room 2", 2)
    assert Notice.objects.get(kind="session_moved").recipient == seated.person


def test_a_session_is_cancelled_for_a_reason_once(desk):
    session = a_session()
    seated = EnrolmentFactory(course=session.course)
    address = reverse("admin:academy_session_cancel", args=[session.pk])

    assertContains(desk.get(address), "Cancel this session?")
    assert desk.post(address, {"reason": ""}).status_code == 422
    assertRedirects(desk.post(address, {"reason": "The teacher is ill."}), at(session))
    assertContains(desk.post(address, {"reason": "Again."}), "cancelled already", status_code=422)

    session.refresh_from_db()
    assert (session.cancelled_reason, session.schedule_revision) == ("The teacher is ill.", 2)
    assert Notice.objects.get(kind="session_cancelled").recipient == seated.person


def test_a_cancelled_session_stays_as_it_was(desk):
    session = a_session(cancelled_at=timezone.now(), cancelled_reason="Ill.")

    form = course_form(session.course, sessions=rows("sessions", kept=[moments(session, title="Other")]))
    assertContains(desk.post(at(session.course), form), "This session is cancelled.")
    assert desk.post(at(session), {"title": "Other"}).status_code == 302

    session.refresh_from_db()
    assert session.title != "Other"


def test_a_session_that_is_over_is_not_cancelled(desk):
    session = SessionFactory(starts_at=timezone.now() - timedelta(days=2))
    address = reverse("admin:academy_session_cancel", args=[session.pk])

    assert desk.get(address).status_code in (403, 302)
    assertContains(desk.post(address, {"reason": "Late."}), "This session is over.", status_code=422)
