"""Who was at a session, when a course and a track are completed, and how a mistake is corrected."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from academy.actions.attendance import complete_reached, record_attendance, take_attendance_back
from academy.actions.certificates import revoke
from academy.models import Certificate, Enrolment, SessionAttendance
from notices.actions.carrying import carry_due
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import CourseFactory, EnrolmentFactory, SessionFactory, TrackCourseFactory, TrackFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def organizer():
    return PersonFactory(username="organizer")


@pytest.fixture
def amina():
    return PersonFactory(username="amina", display_name="Amina")


def past(course, days=3, **fields):
    return SessionFactory(course=course, starts_at=timezone.now() - timedelta(days=days), **fields)


def cancelled(course):
    return past(course, cancelled_at=timezone.now(), cancelled_reason="The host is ill.")


def note(session, *enrolments, now=None):
    return record_attendance(session=session, enrolments=enrolments, actor=None, now=now or timezone.now())


def refusal(call, **given):
    with pytest.raises(ValidationError) as refused:
        call(actor=None, now=timezone.now(), **given)
    return refused.value


def progress(enrolment):
    row = Enrolment.objects.with_progress().get(pk=enrolment.pk)
    return row.attended, row.needed


def test_attendance_says_who_noted_it(organizer):
    session = past(CourseFactory())
    enrolment = EnrolmentFactory(course=session.course)
    record_attendance(session=session, enrolments=[enrolment], actor=organizer, now=NOW)

    row = SessionAttendance.objects.get()
    assert (row.enrolment, row.recorded_by, row.recorded_at) == (enrolment, organizer, NOW)


def test_attendance_noted_twice_is_once():
    course = CourseFactory()
    session, _ = past(course), past(course)
    enrolment = EnrolmentFactory(course=course)
    note(session, enrolment)
    note(session, enrolment)

    assert progress(enrolment) == (1, 2)


def test_who_waits_left_or_is_in_another_course_is_passed_over():
    session = past(CourseFactory())
    waits = EnrolmentFactory(course=session.course, seated_at=None)
    gone = EnrolmentFactory(course=session.course, left_at=NOW)
    note(session, waits, gone, EnrolmentFactory())

    assert not SessionAttendance.objects.exists()


def test_nobody_was_at_a_session_that_is_to_come_or_cancelled():
    course = CourseFactory()
    enrolment = EnrolmentFactory(course=course)
    to_come = SessionFactory(course=course)

    assert refusal(record_attendance, session=to_come, enrolments=[enrolment]).code == "not_begun"
    assert refusal(record_attendance, session=cancelled(course), enrolments=[enrolment]).code == "cancelled"


def test_cancelled_sessions_count_for_nothing():
    course = CourseFactory()
    sessions = [past(course), past(course)]
    enrolment = EnrolmentFactory(course=course)
    note(sessions[0], enrolment)
    sessions[0].cancelled_at, sessions[0].cancelled_reason = NOW, "It was another day."
    sessions[0].save()

    assert progress(enrolment) == (0, 1)


def test_all_sessions_are_needed_where_the_course_names_no_number():
    course = CourseFactory()
    first, second = past(course), past(course)
    enrolment = EnrolmentFactory(course=course)

    assert note(first, enrolment) == []
    assert note(second, enrolment) == [enrolment]
    enrolment.refresh_from_db()
    assert enrolment.completed_at


def test_as_many_sessions_are_needed_as_the_course_names():
    course = CourseFactory(sessions_needed=2)
    sessions = [past(course) for _ in range(3)]
    enrolment = EnrolmentFactory(course=course)

    assert note(sessions[0], enrolment) == []
    assert note(sessions[2], enrolment) == [enrolment]


def test_a_completed_course_gives_a_certificate_and_a_notice(amina):
    session = past(CourseFactory(title="Listening"))
    note(session, EnrolmentFactory(course=session.course, person=amina))

    certificate = Certificate.objects.get()
    assert (certificate.person, certificate.course, certificate.name) == (amina, session.course, "Amina")
    assert list(Notice.objects.values_list("recipient__username", "kind")) == [("amina", "certificate_issued")]


def test_a_session_cancelled_at_the_end_completes_the_course_for_those_who_have_the_rest():
    course = CourseFactory()
    session, last = past(course), SessionFactory(course=course)
    enrolment = EnrolmentFactory(course=course)
    note(session, enrolment)
    last.cancelled_at, last.cancelled_reason = NOW, "The host is ill."
    last.save()

    assert complete_reached(course=course, now=NOW) == [enrolment]
    assert complete_reached(course=course, now=NOW) == []


def test_a_course_without_sessions_completes_nobody():
    enrolment = EnrolmentFactory()

    assert complete_reached(course=enrolment.course, now=NOW) == []


def test_attendance_noted_by_mistake_is_taken_back_before_the_course_is_completed():
    course = CourseFactory()
    session, _ = past(course), past(course)
    enrolment = EnrolmentFactory(course=course)
    note(session, enrolment)

    assert take_attendance_back(session=session, enrolments=[enrolment], actor=None, now=NOW) == 1
    assert progress(enrolment) == (0, 2)


def test_after_completion_attendance_stays_until_the_certificate_is_revoked(amina):
    session = past(CourseFactory())
    enrolment = EnrolmentFactory(course=session.course, person=amina)
    note(session, enrolment)

    refused = refusal(take_attendance_back, session=session, enrolments=[enrolment])
    assert refused.messages == ["Amina completed the course. To correct that, revoke the certificate with a reason."]
    revoke(certificate=Certificate.objects.get(), reason="Not there.", actor=None, now=timezone.now())
    assert take_attendance_back(session=session, enrolments=[enrolment], actor=None, now=NOW) == 1


def test_a_revoked_certificate_does_not_come_back_by_itself_but_by_a_new_attendance(amina):
    course = CourseFactory(sessions_needed=1)
    first, second = past(course), past(course)
    enrolment = EnrolmentFactory(course=course, person=amina)
    note(first, enrolment)
    revoke(certificate=Certificate.objects.get(), reason="Not there.", actor=None, now=timezone.now())

    assert note(first, EnrolmentFactory(course=course)) != [enrolment]
    assert note(second, enrolment) == [enrolment]
    assert amina.certificates.valid().count() == 1


def walk(person, *steps):
    """Complete each course of a track."""
    for step in steps:
        note(past(step.course), EnrolmentFactory(course=step.course, person=person))


def test_a_track_is_completed_by_all_required_courses_and_enough_elective_ones(amina):
    track = TrackFactory(electives_needed=1)
    required = TrackCourseFactory.create_batch(2, track=track)
    electives = TrackCourseFactory.create_batch(2, track=track, kind="elective")

    walk(amina, *required)
    assert not amina.certificates.filter(track=track).exists()
    walk(amina, electives[1])
    assert amina.certificates.get(track=track).name == "Amina"
    walk(amina, electives[0])
    assert amina.certificates.filter(track=track).count() == 1


def test_with_a_course_the_track_that_needs_it_is_revoked(amina):
    track = TrackFactory()
    steps = TrackCourseFactory.create_batch(2, track=track)
    walk(amina, *steps)
    certificate = amina.certificates.get(course=steps[0].course)

    revoked = revoke(certificate=certificate, reason="Not there.", actor=None, now=timezone.now())

    assert [(row.course, row.track) for row in revoked] == [(steps[0].course, None), (None, track)]
    assert amina.certificates.valid().get().course == steps[1].course


def test_a_revoked_certificate_is_told_with_its_reason_and_the_old_news_is_withdrawn(amina, organizer):
    session = past(CourseFactory())
    note(session, EnrolmentFactory(course=session.course, person=amina))
    revoke(certificate=Certificate.objects.get(), reason="Not there.", actor=organizer, now=NOW)
    carry_due()

    states = dict(Notice.objects.values_list("kind", "reason"))
    assert states["certificate_issued"] == Notice.Reason.WITHDRAWN
    assert Notice.objects.get(kind="certificate_revoked").payload["reason"] == "Not there."
    assert Certificate.objects.get().revoked_by == organizer
