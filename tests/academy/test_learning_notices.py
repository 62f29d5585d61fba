"""What people hear of their sessions: reminders, a new time, a cancelled one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from academy.actions.attendance import record_attendance
from academy.actions.enrolments import enrol, leave
from academy.actions.reminders import plan_session_reminders
from academy.actions.sessions import cancel_session, change_session
from academy.kinds.learning import KINDS
from academy.models import Certificate, Course, Enrolment, Session
from notices.actions.carrying import carry_due
from notices.kinds import attach_subjects, kind_of
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import CourseFactory, EnrolmentFactory, SessionFactory

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def amina():
    return PersonFactory(username="amina", email="amina@academy.example")


@pytest.fixture
def session():
    return SessionFactory(title="First evening", link="https://meet.example/room", place="Library")


@pytest.fixture
def seat(session, amina):
    return EnrolmentFactory(course=session.course, person=amina)


def planned():
    return sorted(Notice.objects.planned().values_list("recipient__username", "kind", "due_at"))


def plan():
    plan_session_reminders(timezone.now())


def test_reminders_come_a_day_and_an_hour_before(session, seat):
    plan()

    assert planned() == [
        ("amina", "session_reminder", session.starts_at - DAY),
        ("amina", "session_reminder", session.starts_at - HOUR),
    ]


def test_planning_twice_is_once(seat):
    plan()
    plan()

    assert Notice.objects.count() == 2


def test_who_waits_or_left_is_not_reminded(session):
    EnrolmentFactory(course=session.course, seated_at=None)
    EnrolmentFactory(course=session.course, left_at=timezone.now())
    plan()

    assert not Notice.objects.exists()


def test_sessions_that_are_over_cancelled_or_unpublished_remind_nobody(amina):
    now = timezone.now()
    for fields in (
        {"starts_at": now - HOUR},
        {"cancelled_at": now, "cancelled_reason": "Ill."},
        {"course": CourseFactory(published_at=None)},
    ):
        EnrolmentFactory(course=SessionFactory(**fields).course, person=amina)
    plan()

    assert not Notice.objects.exists()


def test_who_gets_a_seat_after_the_moment_reads_why_nothing_came(amina):
    soon = SessionFactory(starts_at=timezone.now() + HOUR * 2)
    EnrolmentFactory(course=soon.course, person=amina)
    plan()

    assert list(Notice.objects.order_by("due_at").values_list("reason", flat=True)) == ["joined_late", ""]


def test_who_left_is_not_reminded_any_more(session, seat, amina):
    plan()
    leave(person=amina, course=session.course)
    Notice.objects.update(due_at=timezone.now(), try_at=timezone.now())
    carry_due()

    assert set(Notice.objects.values_list("reason", flat=True)) == {Notice.Reason.WITHDRAWN}


def test_a_moved_session_is_told_and_its_old_reminders_are_skipped(session, seat):
    plan()
    session.starts_at, session.ends_at = session.starts_at + DAY, session.ends_at + DAY
    change_session(session=session, fields=["starts_at", "ends_at"], actor=None)
    plan()

    assert [(kind, due) for _, kind, due in planned() if kind == "session_reminder"] == [
        ("session_reminder", session.starts_at - DAY),
        ("session_reminder", session.starts_at - HOUR),
    ]
    assert [kind for _, kind, _ in planned()].count("session_moved") == 1
    assert Notice.objects.filter(reason=Notice.Reason.MOVED).count() == 2


def test_a_cancelled_session_is_told_once_and_reminds_nobody(session, seat):
    plan()
    cancel_session(session=session, reason="The host is ill.", actor=None)
    plan()

    assert [kind for _, kind, _ in planned()] == ["session_cancelled"]
    assert Notice.objects.filter(reason=Notice.Reason.CANCELLED).count() == 2


def everything_happens(amina):
    """Each kind once."""
    course = CourseFactory(capacity=1, title="Listening & <asking>")
    first = EnrolmentFactory(course=course)
    enrol(person=amina, course=course)
    leave(person=first.person, course=course)
    enrolment = Enrolment.objects.get(person=amina)
    over = SessionFactory(course=course, starts_at=timezone.now() - DAY)
    coming = SessionFactory(course=course, title="Second & last", place="Library", link="https://meet.example/a?b&c")
    plan()
    Session.objects.filter(pk=coming.pk).update(schedule_revision=2)
    plan()
    cancel_session(session=SessionFactory(course=course), reason="The host is ill.", actor=None)
    Course.objects.filter(pk=course.pk).update(sessions_needed=1)
    record_attendance(session=over, enrolments=[enrolment], actor=None, now=timezone.now())


def test_every_kind_goes_out_as_a_letter(amina, mailoutbox):
    everything_happens(amina)
    session = SessionFactory(course=Course.objects.get(title__startswith="Listening"))
    session.starts_at += HOUR
    session.ends_at += HOUR
    change_session(session=session, fields=["starts_at", "ends_at"], actor=None)
    Notice.objects.planned().update(due_at=timezone.now(), try_at=timezone.now())
    carry_due()

    sent = set(Notice.objects.filter(state=Notice.State.SENT).values_list("kind", flat=True))
    assert sent == {kind.name for kind in KINDS} - {"certificate_revoked"}
    letters = "\n".join(mail.body for mail in mailoutbox)
    assert "&amp;" not in letters
    assert "https://meet.example/a?b&c" in letters
    assert f"/academy/certificates/{Certificate.objects.get().pk}/" in letters


def test_the_words_on_the_own_page_ask_no_query_for_each_row(amina, django_assert_num_queries):
    everything_happens(amina)
    notices = attach_subjects(list(Notice.objects.filter(recipient=amina)))

    with django_assert_num_queries(0):
        assert all(
            kind_of(row).may_read is None or kind_of(row).may_read(row, row.subject) in (True, False) for row in notices
        )
