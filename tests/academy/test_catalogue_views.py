"""Pages of the catalogue: schools, finding a course, a track's path, one course, and both ways to the consultations."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from academy.models import Course, Material, Prerequisite, Track
from consultations.models import Consultation, Idea
from tests.factories import FindingFactory, IdeaFactory, LanguageFactory, PersonFactory

from .factories import (
    AreaFactory,
    CourseFactory,
    EnrolmentFactory,
    RegionFactory,
    SchoolFactory,
    SessionFactory,
    SkillFactory,
    TrackCourseFactory,
    TrackFactory,
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


def done(person, course):
    return EnrolmentFactory(person=person, course=course, completed_at=timezone.now())


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


# A track


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


# A course


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

    assertContains(page, '<h3 lang="ar" dir="rtl">العربية</h3>', html=True)
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


# Both ways between the consultations and the academy


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
@pytest.mark.parametrize(("make", "queries"), [(IdeaFactory, 9), (FindingFactory, 6)])
def test_the_page_of_a_source_costs_the_same_for_any_number(client, make, rows, queries, django_assert_num_queries):
    thing = make()
    CourseFactory.create_batch(rows, **{thing._meta.model_name: thing})

    with django_assert_num_queries(queries):
        page = client.get(thing.get_absolute_url())

    assertContains(page, '<span class="chip">Course</span>', count=rows)


def test_nothing_stands_where_nothing_grew(client):
    assertNotContains(client.get(IdeaFactory().get_absolute_url()), "What grew from it")


def test_a_hidden_idea_and_an_unpublished_finding_are_named_nowhere(client):
    idea, finding = IdeaFactory(title="Letters"), FindingFactory(title="Mentoring", published_at=None)
    course = CourseFactory(idea=idea, finding=finding)

    assertContains(client.get(course.get_absolute_url()), "Letters")
    assertNotContains(client.get(course.get_absolute_url()), "Mentoring")
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
