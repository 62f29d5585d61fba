"""The organizers' desk for the catalogue: publishing, circles, seats, sessions."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from academy.models import Course, Prerequisite, School, Track, TrackCourse
from consultations.actions.organizers import make_organizer
from notices.models import Notice
from tests.factories import IdeaFactory, LanguageFactory, PersonFactory
from tests.races import at_once

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
EMPTY = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}


@pytest.fixture
def organizer(settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    return make_organizer(person=PersonFactory(username="organizer"))


@pytest.fixture
def desk(client, organizer):
    """A browser in which an organizer is signed in."""
    client.force_login(organizer)
    return client


def at(row, page="change"):
    return reverse(f"admin:academy_{row._meta.model_name}_{page}", args=[row.pk])


def rows(prefix, sent=(), kept=()):
    """The inline forms of kept rows and of new ones, each a dict."""
    forms = [*kept, *sent]
    found = {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": len(kept)}
    for number, form in enumerate(forms):
        found |= {f"{prefix}-{number}-{name}": value for name, value in form.items()}
    return found


def texts(offering, **changes):
    """The form of a course or a track as it stands, with the changes."""
    fields = {name: getattr(offering, name) for name in ("title", "slug", "summary", "body", "source_url")}
    return {**fields, "school": offering.school_id, "language": offering.language_id, **changes}


def course_form(course, *, prerequisites=None, sessions=None, **changes):
    return {
        **texts(course, **{"capacity": course.capacity or "", "sessions_needed": "", **changes}),
        **(prerequisites or rows("prerequisites")),
        **(sessions or rows("sessions")),
        **rows("materials"),
    }


def moments(session, **changes):
    """The form of a session as it stands, with the changes; hours are sent in UTC."""
    found = {"id": session.pk, "course": session.course_id, "title": session.title, "place": session.place}
    found |= {"link": session.link, "time_zone": str(session.time_zone), "language": session.language_id}
    for name in ("starts_at", "ends_at"):
        moment = changes.pop(name, getattr(session, name))
        found |= {f"{name}_0": f"{moment:%Y-%m-%d}", f"{name}_1": f"{moment:%H:%M:%S}"}
    return {**found, **changes}


def a_session(**fields):
    """A session on the full hour, as a form sends it."""
    start = (timezone.now() + timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
    return SessionFactory(starts_at=start, **fields)


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
    with django_assert_num_queries(12):
        page = desk.get(reverse("admin:academy_course_changelist"))

    assert len(page.context["cl"].result_list) == number
