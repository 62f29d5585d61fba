"""Both ways between the consultations and the academy."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from consultations.models import Consultation, Idea
from tests.factories import FindingFactory, IdeaFactory

from .factories import (
    CourseFactory,
    TrackFactory,
)

pytestmark = pytest.mark.django_db
HIDDEN = {"hidden_at": timezone.now(), "hidden_reason": "It names a private person."}


def text(page):
    return page.content.decode()


def in_order(page, *words):
    """Whether the words stand on the page one after another."""
    places = [text(page).index(word) for word in words]
    return places == sorted(places)


@pytest.mark.parametrize("make", [IdeaFactory, FindingFactory])
def test_what_grew_from_an_idea_or_finding_stands_on_its_page_and_the_way_back(client, make):
    thing = make()
    kind = thing._meta.model_name
    track, course = TrackFactory(title="A path", **{kind: thing}), CourseFactory(title="A course", **{kind: thing})
    CourseFactory(title="Secret", published_at=None, **{kind: thing})

    page = client.get(thing.get_absolute_url())

    assert in_order(page, "What grew from it in the academy", ">A path<", ">A course<")
    assertNotContains(page, "Secret")
    for offering in (track, course):
        assertContains(client.get(offering.get_absolute_url()), f'href="{thing.get_absolute_url()}"')


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("make", "queries"), [(IdeaFactory, 11), (FindingFactory, 9)])
def test_the_page_of_a_source_costs_the_same_for_any_number(client, make, rows, queries, django_assert_num_queries):
    thing = make()
    CourseFactory.create_batch(rows, **{thing._meta.model_name: thing})

    with django_assert_num_queries(queries):
        page = client.get(thing.get_absolute_url())

    assertContains(page, '<span class="chip">Course</span>', count=rows)


def test_nothing_stands_where_nothing_grew(client):
    assertNotContains(client.get(IdeaFactory().get_absolute_url()), "What grew from it")


def test_a_hidden_idea_and_an_unpublished_finding_are_named_nowhere(client):
    idea, finding = IdeaFactory(title="Letters"), FindingFactory(title="Guiding others", published_at=None)
    course = CourseFactory(idea=idea, finding=finding)

    assertContains(client.get(course.get_absolute_url()), "Letters")
    assertNotContains(client.get(course.get_absolute_url()), "Guiding others")
    Idea.objects.update(**HIDDEN)
    assertNotContains(client.get(course.get_absolute_url()), "Letters")
    assertNotContains(client.get(idea.get_absolute_url()), "What grew from it")


def test_a_source_in_a_consultation_that_is_not_published_is_not_named(client):
    course = CourseFactory(idea=IdeaFactory(title="Letters"))
    Consultation.objects.update(published_at=None)

    assertNotContains(client.get(course.get_absolute_url()), "Letters")


def test_the_home_page_counts_what_grew_from_the_consultation(client):
    idea = IdeaFactory()
    CourseFactory.create_batch(2, idea=idea)
    CourseFactory(published_at=None, idea=idea)
    CourseFactory()
    TrackFactory(finding=FindingFactory(consultation=idea.consultation))

    page = client.get(reverse("home"))

    assertContains(page, f'<a href="{reverse("academy:courses")}?grown=either">2 courses</a>')
    assertContains(page, f'<a href="{reverse("academy:academy")}">1 track</a>')
