"""The page of a course: sessions, links, materials, teachers, what comes before it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from academy.models import Material, Prerequisite
from tests.factories import FindingFactory, LanguageFactory, PersonFactory

from .factories import (
    CourseFactory,
    EnrolmentFactory,
    SessionFactory,
    SkillFactory,
    TrackCourseFactory,
)

pytestmark = pytest.mark.django_db
HIDDEN = {"hidden_at": timezone.now(), "hidden_reason": "It names a private person."}


def text(page):
    return page.content.decode()


def done(person, course):
    return EnrolmentFactory(person=person, course=course, completed_at=timezone.now())


@pytest.mark.parametrize("rows", [1, 3])
def test_a_course_costs_the_same_for_any_number_of_its_parts(client, rows):
    course, counts = CourseFactory(finding=FindingFactory()), []
    person = PersonFactory()
    client.force_login(person)
    for amount in (1, rows):
        for _ in range(amount):
            session = SessionFactory(course=course)
            Material.objects.create(
                course=course,
                session=session,
                title="M",
                url=f"https://m.example/{session.pk}",
                language=course.language,
            )
            course.skills.add(SkillFactory())
            course.teachers.add(PersonFactory())
            TrackCourseFactory(course=course)
            Prerequisite.objects.create(course=course, needs=CourseFactory())
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(course.get_absolute_url())
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_course_says_its_sessions_in_the_hours_of_the_reader_and_of_the_place(client):
    start = timezone.now().replace(year=2031, month=1, day=5, hour=12, minute=0)
    session = SessionFactory(
        starts_at=start, ends_at=start + timedelta(hours=2), time_zone="Asia/Kolkata", place="Pune"
    )
    client.force_login(PersonFactory(time_zone="America/Bogota"))

    page = client.get(session.course.get_absolute_url())

    assertContains(page, "5 January 2031, 07:00 – 09:00")
    assertContains(page, "In <bdi>Asia/Kolkata</bdi>: 5 January 2031, 17:30 – 19:30")
    assertContains(page, "Pune")


def test_one_hour_for_both_is_said_once(client):
    session = SessionFactory(time_zone="UTC")

    assertNotContains(client.get(session.course.get_absolute_url()), "In <bdi>UTC</bdi>")


def test_the_link_is_shown_to_who_has_a_seat_or_teaches(client):
    link = "https://meet.example/secret"
    session = SessionFactory(link=link)
    seated, waiting, left, teacher, stranger = PersonFactory.create_batch(5)
    EnrolmentFactory(person=seated, course=session.course)
    EnrolmentFactory(person=waiting, course=session.course, seated_at=None)
    EnrolmentFactory(person=left, course=session.course, left_at=timezone.now())
    session.course.teachers.add(teacher)

    shown = {}
    for name, person in {
        "seated": seated,
        "waiting": waiting,
        "left": left,
        "teacher": teacher,
        "no": stranger,
    }.items():
        client.force_login(person)
        shown[name] = link in text(client.get(session.course.get_absolute_url()))
    client.logout()
    shown["reader"] = link in text(client.get(session.course.get_absolute_url()))

    assert {name for name, is_shown in shown.items() if is_shown} == {"seated", "teacher"}


def test_a_cancelled_session_says_why_and_gives_no_link(client):
    session = SessionFactory(link="https://meet.example/x", cancelled_at=timezone.now(), cancelled_reason="She is ill.")
    client.force_login(EnrolmentFactory(course=session.course).person)

    page = client.get(session.course.get_absolute_url())

    assertContains(page, "Cancelled")
    assertContains(page, "She is ill.")
    assertNotContains(page, "https://meet.example/x")


def test_materials_stand_by_language_with_their_direction(client):
    course = CourseFactory()
    arabic = LanguageFactory(code="ar", autonym="العربية", direction="rtl")
    for language, title in ((arabic, "شرائح"), (course.language, "Slides")):
        Material.objects.create(course=course, title=title, url="https://m.example/1", kind="slides", language=language)

    page = client.get(course.get_absolute_url())

    assertContains(page, '<h3 lang="ar"><bdi>العربية</bdi></h3>', html=True)
    assertContains(page, 'hreflang="ar"')


def test_teachers_who_left_are_not_named(client):
    course = CourseFactory()
    course.teachers.add(PersonFactory(display_name="Ada"), PersonFactory(display_name="Gone", is_active=False))

    page = client.get(course.get_absolute_url())

    assertContains(page, "Ada")
    assertNotContains(page, "Gone")


def test_a_course_says_what_comes_before_it_and_what_of_it_is_done(client):
    course, earlier, person = CourseFactory(), CourseFactory(title="Ground"), PersonFactory()
    Prerequisite.objects.create(course=course, needs=earlier)
    Prerequisite.objects.create(course=course, needs=CourseFactory(title="Secret", published_at=None))

    page = client.get(course.get_absolute_url())
    assertContains(page, "What comes before this course:")
    assertNotContains(page, "Secret")
    assertNotContains(page, "Not completed yet")
    client.force_login(person)
    assertContains(client.get(course.get_absolute_url()), "Not completed yet")
    done(person, earlier)
    assertNotContains(client.get(course.get_absolute_url()), "Not completed yet")
