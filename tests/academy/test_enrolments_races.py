"""Many people at the same moment, through the real addresses. Each race was seen to fail without what it guards."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from academy.actions.attendance import record_attendance
from academy.actions.certificates import revoke, signing_key
from academy.actions.enrolments import give_seats
from academy.models import Certificate, Course, Enrolment, SessionAttendance, SigningKey
from notices.models import Notice
from tests.factories import PersonFactory
from tests.races import AT_ONCE, at_once, browser, crowd, slowed

from .factories import CourseFactory, EnrolmentFactory, SessionFactory, TrackCourseFactory, TrackFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slow(db, request):
    """Each seat and each tick that is written waits a moment before its transaction ends: others come in between."""
    changes = [f"AFTER INSERT ON academy_{table} FOR EACH ROW" for table in ("enrolment", "sessionattendance")]
    with slowed(*changes, seconds=getattr(request, "param", 0.02)):
        yield


def send(name, course, browsers):
    """What each of these browsers is answered."""
    address = reverse(f"academy:{name}", args=[course.slug])
    return [client.post(address).status_code for client in browsers]


def everybody(name, course, browsers):
    """The answers to all of them, who come at once."""
    return crowd(partial(send, name, course), browsers)


def test_three_hundred_people_enrol_at_once_for_twenty_seats(slow):
    """Without the lock of the course the database refuses the seats that are one too many: people get a 500."""
    course = CourseFactory(capacity=20)
    browsers = [browser(person) for person in PersonFactory.create_batch(300)]

    assert everybody("enrol", course, browsers) == [302] * 300

    line = list(course.enrolments.order_by("pk").values_list("person", "seated_at"))
    assert len(line) == len({person for person, _ in line}) == 300
    assert [seated_at is not None for _, seated_at in line] == [True] * 20 + [False] * 280


@pytest.mark.parametrize("slow", [0.5], indirect=True)
def test_one_person_who_sends_the_form_fifty_times_at_once_is_enrolled_once(slow):
    """Without the lock of the course most of them meet the constraint `enrolment_once`, as a 500."""
    course, one = CourseFactory(capacity=1), PersonFactory()

    assert everybody("enrol", course, [browser(one) for _ in range(AT_ONCE)]) == [302] * AT_ONCE
    assert Enrolment.objects.count() == 1


def test_people_who_leave_and_come_at_once_leave_no_seat_empty_and_no_one_lost():
    """Twenty leave while a hundred come and thirty already wait: the seats go to those who came first."""
    course = CourseFactory(capacity=20)
    seated = EnrolmentFactory.create_batch(20, course=course)
    waiting = EnrolmentFactory.create_batch(30, course=course, seated_at=None)
    comers = [browser(person) for person in PersonFactory.create_batch(100)]
    calls = [partial(send, "leave", course, [browser(row.person)]) for row in seated]
    calls += [partial(send, "enrol", course, comers[start::20]) for start in range(20)]

    answers = at_once(calls)

    assert {code for answer in answers for code in answer} == {302}
    assert course.enrolments.filter(left_at__isnull=False).count() == 20
    assert list(course.enrolments.standing().order_by("pk").values_list("person", flat=True))[:30] == [
        row.person_id for row in waiting
    ]
    assert sorted(course.enrolments.seated().values_list("pk", flat=True)) == [row.pk for row in waiting[:20]]
    assert course.enrolments.waiting().count() == 110
    assert Notice.objects.filter(kind="seat_given").count() == 20


def test_more_seats_given_by_several_at_once_are_given_once():
    """Without the lock two organizers give the same seats: the database refuses one of them."""
    course = CourseFactory(capacity=1)
    EnrolmentFactory(course=course)
    EnrolmentFactory.create_batch(10, course=course, seated_at=None)
    Course.objects.filter(pk=course.pk).update(capacity=6)

    given = at_once([partial(give_seats, course=course)] * 6)

    assert sorted(len(rows) for rows in given) == [0, 0, 0, 0, 0, 5]
    assert Notice.objects.filter(kind="seat_given").count() == 5


def held(course):
    return SessionFactory(course=course, starts_at=timezone.now() - timedelta(hours=3))


def notes(*pairs):
    """Calls that note these people (enrolments) at these sessions."""
    now = timezone.now()
    return [
        partial(record_attendance, session=session, enrolments=[enrolment], actor=None, now=now)
        for session, enrolment in pairs
    ]


def test_the_last_sessions_noted_at_once_complete_the_course_once(slow):
    """Without the lock of the course none of them sees the others' ticks, and nobody gets the certificate."""
    course = CourseFactory()
    sessions = [held(course) for _ in range(4)]
    for _ in range(5):
        enrolment = EnrolmentFactory(course=course)
        answers = at_once(notes(*((session, enrolment) for session in sessions)))
        assert [answer for answer in answers if isinstance(answer, Exception)] == []
        assert SessionAttendance.objects.filter(enrolment=enrolment).count() == 4
        assert enrolment.person.certificates.count() == 1


def test_two_courses_completed_at_once_complete_the_track_once():
    """Without the lock of the person neither sees the other's course completed, and nobody gets the certificate."""
    track = TrackFactory()
    sessions = [held(TrackCourseFactory(track=track).course) for _ in range(4)]
    for _ in range(5):
        person = PersonFactory()
        calls = notes(*((row, EnrolmentFactory(course=row.course, person=person)) for row in sessions))
        answers = at_once(calls)
        assert [answer for answer in answers if isinstance(answer, Exception)] == []
        assert person.certificates.filter(track=track).count() == 1


def test_a_certificate_is_revoked_once():
    """Without the lock both revoke it, and the second reason takes the place of the first."""
    session = held(CourseFactory())
    notes((session, EnrolmentFactory(course=session.course)))[0]()
    one = partial(revoke, certificate=Certificate.objects.get(), reason="A mistake.", actor=None, now=timezone.now())

    answers = at_once([one] * 6)

    assert sorted(getattr(answer, "code", "revoked now") for answer in answers) == ["revoked"] * 5 + ["revoked now"]


def test_the_first_certificates_of_a_site_make_one_key():
    """Without the lock each process makes a key of its own."""
    keys = at_once([signing_key] * 4)

    assert len({key.kid for key in keys}) == SigningKey.objects.count() == 1
