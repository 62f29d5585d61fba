"""The front page of the academy, and finding a course."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from academy.models import Course, Material, Track
from tests.factories import FindingFactory, IdeaFactory, LanguageFactory

from .factories import (
    AreaFactory,
    CourseFactory,
    RegionFactory,
    SchoolFactory,
    SessionFactory,
    SkillFactory,
    TrackCourseFactory,
    published_cohort,
)

pytestmark = pytest.mark.django_db
HIDDEN = {"hidden_at": timezone.now(), "hidden_reason": "It names a private person."}


def found(client, query):
    """The titles that a search of courses finds, in the order of the page."""
    page = client.get(f"{reverse('academy:courses')}?{query}")
    return [
        title
        for title in Course.objects.values_list("title", flat=True).order_by("title")
        if f">{title}<" in text(page)
    ]


def text(page):
    return page.content.decode()


def in_order(page, *words):
    """Whether the words stand on the page one after another."""
    places = [text(page).index(word) for word in words]
    return places == sorted(places)


# Schools and tracks


@pytest.mark.parametrize("rows", [1, 3])
def test_the_front_page_costs_the_same_for_any_number(client, rows, django_assert_num_queries):
    for step in TrackCourseFactory.create_batch(rows):
        SessionFactory(course=step.course)
        published_cohort(track=step.track)

    with django_assert_num_queries(4):
        page = client.get(reverse("academy:academy"))

    assertContains(page, "1 course of this school", count=rows)
    assertContains(page, "Track of 1 course", count=rows)
    assertContains(page, "takes applications until", count=rows)


def test_the_front_page_shows_nothing_that_is_not_published(client):
    step = TrackCourseFactory(track__title="Hidden path", course__title="Hidden course")
    SessionFactory(course=step.course)
    Track.objects.update(published_at=None)
    Course.objects.update(published_at=timezone.now() + timedelta(days=1))

    page = client.get(reverse("academy:academy"))

    assertNotContains(page, "Hidden")
    assertContains(page, "This school has no course yet.")


def test_an_empty_academy_invites(client):
    assertContains(client.get(reverse("academy:academy")), "Schools will stand here")
    assertContains(client.get(reverse("academy:courses")), "The first course will stand here")


# Finding a course


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_courses(client, rows, django_assert_num_queries):
    for course in CourseFactory.create_batch(rows):
        course.skills.add(SkillFactory())
        SessionFactory(course=course)

    with django_assert_num_queries(8):
        page = client.get(reverse("academy:courses"))

    assertContains(page, "starts on", count=rows)
    assertContains(page, f"{rows} course{'s' if rows > 1 else ''}")


def test_courses_are_found_by_words_school_skill_area_language_region_and_source(client):
    wanted = CourseFactory(title="Guide a talk page", summary="Calm it down.", finding=FindingFactory())
    wanted.skills.add(SkillFactory(slug="patience"))
    wanted.regions.add(RegionFactory(slug="mena"))
    SessionFactory(course=wanted, language=LanguageFactory(code="es"))
    other = CourseFactory(title="Draw maps")
    other.regions.add(RegionFactory(slug="eseap"), RegionFactory(slug="south-asia"))
    area = wanted.school.area.slug

    for query in (
        "q=talk+calm",
        f"school={wanted.school.slug}",
        "skill=patience",
        f"area={area}",
        "language=es",
        "region=mena",
        "grown=finding",
        "grown=either",
        "starts=30",
    ):
        assert found(client, query) == ["Guide a talk page"], query
    assert found(client, "grown=idea") == []


def test_a_course_for_everybody_is_for_each_region_once(client):
    CourseFactory(title="For all")
    RegionFactory(slug="mena")

    assert found(client, "region=mena") == ["For all"]


def test_an_area_finds_what_grew_from_an_idea_that_names_it_and_from_no_hidden_one(client):
    area = AreaFactory(slug="glam")
    idea, hidden = IdeaFactory(), IdeaFactory(**HIDDEN)
    for row in (idea, hidden):
        row.areas.add(area, AreaFactory())
    CourseFactory(title="From an idea", idea=idea)
    CourseFactory(title="From a hidden one", idea=hidden)
    CourseFactory(title="Of the school", school=SchoolFactory(area=area), idea=idea)

    assert found(client, "area=glam") == ["From an idea", "Of the school"]


def test_a_language_is_that_of_the_texts_the_sessions_or_the_materials(client):
    arabic = LanguageFactory(code="ar")
    CourseFactory(title="Written", language=arabic)
    SessionFactory(course__title="Spoken", language=arabic)
    SessionFactory(course__title="Not held", language=arabic, cancelled_at=timezone.now(), cancelled_reason="Ill.")
    Material.objects.create(
        course=CourseFactory(title="Read"), title="Slides", kind="slides", url="https://m.example", language=arabic
    )
    CourseFactory(title="In another one")

    assert found(client, "language=ar") == ["Read", "Spoken", "Written"]


def test_the_words_of_a_search_may_hold_signs_of_patterns(client):
    CourseFactory(title="100% open")

    assert found(client, "q=100%25") == ["100% open"]
    assert found(client, "q=1_0") == []


def test_courses_stand_by_title_or_by_their_next_start(client):
    for title, days in (("Anna", 9), ("Berta", 3), ("Clara", None)):
        course = CourseFactory(title=title)
        if days:
            SessionFactory(course=course, starts_at=timezone.now() + timedelta(days=days))
            SessionFactory(course=course, starts_at=timezone.now() - timedelta(days=1))
    SessionFactory(course=course, cancelled_at=timezone.now(), cancelled_reason="Ill.")

    assert in_order(client.get(reverse("academy:courses")), ">Anna<", ">Berta<", ">Clara<")
    page = client.get(f"{reverse('academy:courses')}?sort=start")
    assert in_order(page, ">Berta<", ">Anna<", ">Clara<")
    assertContains(page, "no date yet", count=1)


def test_the_list_pages_by_twenty_and_keeps_what_was_asked(client):
    CourseFactory.create_batch(21)

    page = client.get(f"{reverse('academy:courses')}?q=course&page=2")

    assertContains(page, "Afterwards one can do it.", count=1)
    assertContains(page, "?q=course&amp;page=1")


def test_nonsense_in_the_address_still_answers(client):
    CourseFactory()
    query = "school=no&skill=no&area=no&language=zz&region=no&starts=-1&grown=no&sort=no&page=-7"

    assert client.get(f"{reverse('academy:courses')}?{query}").status_code == 200


def test_nothing_found_says_so(client):
    CourseFactory()

    assertContains(client.get(f"{reverse('academy:courses')}?q=zebra"), "No course fits all of that")


def test_a_course_that_is_not_published_is_in_no_list_and_has_no_page(client):
    course = CourseFactory(title="Secret course", published_at=None)
    skill = SkillFactory(slug="patience")
    course.skills.add(skill)
    LanguageFactory(code="sw")
    SessionFactory(course=course, language__code="sw")

    for query in ("", "q=secret", "skill=patience", "language=sw", "sort=start", "starts=30"):
        assertNotContains(client.get(f"{reverse('academy:courses')}?{query}"), "Secret course")
    assertNotContains(client.get(reverse("academy:courses")), 'value="sw"')
    assert client.get(course.get_absolute_url()).status_code == 404


def test_the_last_day_to_apply_is_the_day_before_a_close_at_midnight(client):
    step = TrackCourseFactory()
    midnight = datetime(2099, 5, 10, tzinfo=UTC)
    published_cohort(track=step.track, closes_at=midnight)

    for address in [reverse("academy:academy"), step.track.get_absolute_url()]:
        assertContains(client.get(address), "takes applications until 9 May 2099")


def test_a_row_of_the_courses_names_the_language(client):
    CourseFactory(language=LanguageFactory(code="sw", autonym="Kiswahili"))

    assertContains(client.get(reverse("academy:courses")), "<bdi>Kiswahili</bdi>", html=True)
