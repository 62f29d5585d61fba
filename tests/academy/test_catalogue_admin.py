"""The organizers' desk for the catalogue: writing, publishing, who may."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from academy.models import Course, School, Track, TrackCourse
from tests.desk import FRAME
from tests.factories import IdeaFactory, LanguageFactory, PersonFactory

from .catalogue_desk import a_session, at, course_form, moments, rows, texts
from .factories import (
    AreaFactory,
    CourseFactory,
    EnrolmentFactory,
    SchoolFactory,
    SessionFactory,
    TrackCourseFactory,
    TrackFactory,
    published_cohort,
)

pytestmark = pytest.mark.django_db


# Writing


def test_a_school_is_made(desk):
    area, language = AreaFactory(), LanguageFactory()
    typed = {"title": "School of Maps", "slug": "maps", "area": area.pk, "summary": "Draw.", "language": language.pk}

    response = desk.post(reverse("admin:academy_school_add"), {**typed, "position": 1})

    assertRedirects(response, reverse("admin:academy_school_changelist"))
    assert School.history.get().history_user.username == "organizer"


def test_a_course_is_made_with_what_comes_before_it_its_sessions_and_materials(desk):
    school, earlier = SchoolFactory(), CourseFactory()
    session = moments(a_session(course=earlier), title="First", id="", course="")
    material = {"title": "Slides", "kind": "slides", "url": "https://m.example/1", "language": school.language_id}
    typed = {
        **texts(Course(school=school, language=school.language, title="Maps", slug="maps", summary="Draw.")),
        **rows("prerequisites", [{"needs": earlier.pk}]),
        **rows("sessions", [session]),
        **rows("materials", [{**material, "position": 1}]),
    }

    assert desk.post(reverse("admin:academy_course_add"), typed).status_code == 302

    course = Course.objects.get(slug="maps")
    assert course.published_at is None
    assert [row.needs for row in course.prerequisites.all()] == [earlier]
    assert course.sessions.get().title == "First"
    assert course.materials.get().title == "Slides"


def test_a_track_is_made_with_its_steps_and_enough_electives(desk):
    school, course = SchoolFactory(), CourseFactory()
    track = Track(school=school, language=school.language, title="Path", slug="path", summary="Walk.")
    typed = {**texts(track, position=1), **rows("steps", [{"course": course.pk, "kind": "elective", "position": 1}])}

    page = desk.post(reverse("admin:academy_track_add"), {**typed, "electives_needed": 2})
    assertContains(page, "The track has 1 elective course: nobody can complete more.")
    assert desk.post(reverse("admin:academy_track_add"), {**typed, "electives_needed": 1}).status_code == 302

    assert TrackCourse.objects.get().course == course


def test_a_draft_of_an_idea_is_no_source(desk):
    course, draft = CourseFactory(), IdeaFactory(shared_at=None)

    page = desk.post(at(course), course_form(course, idea=draft.pk))

    assertContains(page, "Select a valid choice")


# Publishing


@pytest.mark.parametrize("make", [CourseFactory, TrackFactory])
def test_a_draft_is_published_and_taken_back_with_a_trace(desk, client, make):
    offering = make(published_at=None)
    kind = offering._meta.model_name

    assertRedirects(desk.post(reverse(f"admin:academy_{kind}_publish", args=[offering.pk])), at(offering))
    offering.refresh_from_db()
    assert offering.published_at
    address = reverse(f"admin:academy_{kind}_take_back", args=[offering.pk])
    assertContains(desk.post(address, {"reason": " "}), "This field is required", status_code=422)
    assertRedirects(desk.post(address, {"reason": "Too early."}), at(offering))

    offering.refresh_from_db()
    assert offering.published_at is None
    assert offering.history.first().history_change_reason == "Too early."
    assert offering.history.first().history_user.username == "organizer"


def test_what_is_published_or_a_draft_already_is_said(desk):
    course = CourseFactory()

    page = desk.post(reverse("admin:academy_course_publish", args=[course.pk]))
    assertContains(page, "Readers see it already.", status_code=422)
    Course.objects.update(published_at=None)
    page = desk.post(reverse("admin:academy_course_take_back", args=[course.pk]), {"reason": "Again."})
    assertContains(page, "Readers do not see it.", status_code=422)


def test_a_course_with_people_and_a_track_with_a_cohort_stay(desk):
    course, track = CourseFactory(), TrackFactory()
    EnrolmentFactory(course=course)
    published_cohort(track=track)

    page = desk.post(reverse("admin:academy_course_take_back", args=[course.pk]), {"reason": "Gone."})

    assertContains(page, "1 person takes part: it stays.", status_code=422)
    page = desk.post(reverse("admin:academy_track_take_back", args=[track.pk]), {"reason": "Gone."})
    assertContains(page, "A cohort of this track is published: it stays.", status_code=422)


def test_the_address_of_what_readers_see_stays(desk):
    course, draft = CourseFactory(), CourseFactory(published_at=None)

    for row in (course, draft):
        assert desk.post(at(row), course_form(row, slug=f"new-{row.pk}")).status_code == 302
        row.refresh_from_db()

    assert course.slug != f"new-{course.pk}"
    assert draft.slug == f"new-{draft.pk}"


def test_a_course_stands_on_a_track_once(desk):
    step = TrackCourseFactory()
    twice = [{"course": step.course_id, "kind": "required", "position": number} for number in (1, 2)]
    kept = [{"id": step.pk, "track": step.track_id, **twice[0]}]

    form = {**texts(step.track, position=1, electives_needed=0), **rows("steps", twice[1:], kept)}

    assertContains(desk.post(at(step.track), form), "correct the duplicate")
    assert TrackCourse.objects.count() == 1


# Who may


def test_the_pages_open_for_organizers_alone(client, desk):
    step = TrackCourseFactory()
    session = SessionFactory(course=step.course)
    pages = [at(row, page) for row in (step.track, step.course, step.track.school) for page in ("change", "history")]
    pages += [at(session), at(session, "history"), reverse("admin:academy_course_changelist")]
    pages += [reverse(f"admin:academy_{kind}_changelist") for kind in ("school", "track", "session")]

    assert {page: desk.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    client.force_login(PersonFactory())
    assert {client.get(page).status_code for page in pages} == {302}


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_courses_costs_the_same_for_any_number(desk, number, django_assert_num_queries):
    CourseFactory.create_batch(number)
    desk.get(reverse("admin:academy_course_changelist"))
    with django_assert_num_queries(FRAME + 6):
        page = desk.get(reverse("admin:academy_course_changelist"))

    assert len(page.context["cl"].result_list) == number
