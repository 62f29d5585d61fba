"""The sessions of a course as calendar programs read them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from academy.actions.sessions import cancel_session, change_session
from tests.factories import PersonFactory

from .factories import CourseFactory, EnrolmentFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(
        course=CourseFactory(slug="listening"),
        title="First evening",
        starts_at=datetime(2027, 7, 1, 16, tzinfo=UTC),
        time_zone="Europe/Berlin",
        place="Library, room 2",
        link="https://meet.example/secret-room",
    )


def calendar(client, course):
    response = client.get(reverse("academy:course_calendar", args=[course.slug]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return response, Calendar.from_ical(response.content)


def events(client, course):
    return calendar(client, course)[1].walk("VEVENT")


def test_a_session_stands_in_the_time_zone_of_its_place(client, session):
    _, file = calendar(client, session.course)
    (event,) = file.walk("VEVENT")

    assert event.start.isoformat() == "2027-07-01T18:00:00+02:00"
    assert [str(zone["TZID"]) for zone in file.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert str(event["location"]) == "Library, room 2"
    assert event["sequence"] == 1


def test_the_link_is_for_those_with_a_seat(client, session):
    waits, seated = PersonFactory(), PersonFactory()
    EnrolmentFactory(course=session.course, person=waits, seated_at=None)
    EnrolmentFactory(course=session.course, person=seated)
    found = {}
    for name, person in (("reader", None), ("waits", waits), ("seated", seated)):
        client.logout()
        if person:
            client.force_login(person)
        response, _ = calendar(client, session.course)
        found[name] = b"secret-room" in response.content.replace(b"\r\n ", b"")

    assert found == {"reader": False, "waits": False, "seated": True}


def test_a_moved_session_keeps_its_name_and_raises_its_number(client, session):
    (before,) = events(client, session.course)
    session.starts_at += timedelta(days=1)
    session.ends_at += timedelta(days=1)
    change_session(session=session, fields=["starts_at", "ends_at"], actor=None)
    (after,) = events(client, session.course)

    assert (after["uid"], after["sequence"]) == (before["uid"], 2)
    assert after.start - before.start == timedelta(days=1)


def test_a_cancelled_session_stays_as_cancelled_with_its_reason(client, session):
    cancel_session(session=session, reason="The host is ill.", actor=None)
    (event,) = events(client, session.course)

    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 2)
    assert "The host is ill." in str(event["description"])


def test_a_course_without_sessions_has_an_empty_calendar(client):
    assert events(client, CourseFactory()) == []


def test_an_unpublished_course_has_no_calendar(client):
    course = CourseFactory(published_at=timezone.now() + timedelta(days=1))

    assert client.get(reverse("academy:course_calendar", args=[course.slug])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_calendar_costs_the_same_for_any_number_of_sessions(client, session, rows, django_assert_num_queries):
    SessionFactory.create_batch(rows - 1, course=session.course)

    with django_assert_num_queries(2):
        client.get(reverse("academy:course_calendar", args=["listening"]))


def test_the_public_file_is_for_every_cache_and_the_one_with_links_for_one_browser(client, session):
    response, _ = calendar(client, session.course)
    assert response["Cache-Control"] == "no-cache"

    client.force_login(EnrolmentFactory(course=session.course).person)
    response, _ = calendar(client, session.course)
    assert "private" in response["Cache-Control"].split(", ")
