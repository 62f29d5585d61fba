"""The page of a track: its path, for readers and for who walks it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from academy.models import Prerequisite
from tests.factories import FindingFactory, PersonFactory

from .factories import (
    CourseFactory,
    EnrolmentFactory,
    TrackCourseFactory,
    TrackFactory,
    published_cohort,
)

pytestmark = pytest.mark.django_db
HIDDEN = {"hidden_at": timezone.now(), "hidden_reason": "It names a private person."}


def text(page):
    return page.content.decode()


def in_order(page, *words):
    """Whether the words stand on the page one after another."""
    places = [text(page).index(word) for word in words]
    return places == sorted(places)


def done(person, course):
    return EnrolmentFactory(person=person, course=course, completed_at=timezone.now())


@pytest.mark.parametrize("rows", [1, 3])
def test_a_track_costs_the_same_for_any_number_of_steps(client, rows, django_assert_num_queries):
    track = TrackFactory()
    for number, step in enumerate(TrackCourseFactory.create_batch(rows, track=track)):
        Prerequisite.objects.create(course=step.course, needs=CourseFactory())
        opens_at = timezone.now() + timedelta(days=30 * number)
        published_cohort(track=track, opens_at=opens_at, closes_at=opens_at + timedelta(days=7))

    with django_assert_num_queries(4):
        page = client.get(track.get_absolute_url())

    assertContains(page, "path__step--locked", count=rows)


def test_a_reader_sees_where_a_track_begins(client):
    track = TrackFactory()
    first, second = (TrackCourseFactory(track=track, course__title=title) for title in ("One", "Two"))
    Prerequisite.objects.create(course=second.course, needs=first.course)

    page = client.get(first.track.get_absolute_url())

    assert in_order(page, ">One<", "Begin here", "See the first course", ">Two<", "Later", "after")


def test_a_person_sees_what_is_done_open_and_next(client):
    person, track = PersonFactory(), TrackFactory(electives_needed=1)
    first, second, third = (TrackCourseFactory(track=track, position=place).course for place in (1, 2, 3))
    TrackCourseFactory(track=track, kind="elective", position=4)
    Prerequisite.objects.create(course=third, needs=second)
    done(person, first)
    EnrolmentFactory(person=person, course=second)
    client.force_login(person)

    page = client.get(track.get_absolute_url())

    words = ["path__step--done", "path__step--next", "path__step--locked", "path__step--open path__step--elective"]
    assert in_order(page, *words)
    assertContains(page, "You completed 1 course of it. You need 1 elective course more.")
    assertContains(page, "Go on with this course")
    assertContains(page, "you are enrolled", count=1)


def test_a_track_that_is_completed_says_so(client):
    person, step = PersonFactory(), TrackCourseFactory()
    done(person, step.course)
    client.force_login(person)

    assertContains(client.get(step.track.get_absolute_url()), "You completed this track.")


def test_steps_and_needs_that_readers_may_not_see_are_not_on_the_path(client):
    step = TrackCourseFactory()
    TrackCourseFactory(track=step.track, course__title="Secret step", course__published_at=None)
    Prerequisite.objects.create(course=step.course, needs=CourseFactory(title="Secret need", published_at=None))

    page = client.get(step.track.get_absolute_url())

    assertNotContains(page, "Secret")
    assertContains(page, "path__step--next", count=1)


def test_a_track_says_what_comes_before_it_and_where_it_grew_from(client):
    finding = FindingFactory(title="Mentoring is everywhere")
    step = TrackCourseFactory(track__finding=finding)
    Prerequisite.objects.create(course=step.course, needs=CourseFactory(title="Ground"))

    page = client.get(step.track.get_absolute_url())

    assertContains(page, "Before this track comes:")
    assertContains(page, finding.get_absolute_url())


def test_a_track_that_is_not_published_has_no_page(client):
    assert client.get(TrackFactory(published_at=None).get_absolute_url()).status_code == 404
