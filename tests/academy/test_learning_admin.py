"""Organizers and teachers note who was there; organizers read enrolments and revoke certificates."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from academy.models import Certificate, SessionAttendance
from consultations.actions.organizers import make_organizer
from tests.desk import FRAME
from tests.factories import PersonFactory

from .factories import CohortFactory, CourseFactory, EnrolmentFactory, SessionFactory
from .learning import certificate_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organizer():
    return make_organizer(person=PersonFactory(username="olu"))


@pytest.fixture
def desk(client, organizer, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(organizer)
    return client


@pytest.fixture
def session():
    return SessionFactory(course=CourseFactory(title="Listening"), starts_at=timezone.now() - timedelta(hours=3))


@pytest.fixture
def people(session):
    """Three people on seats; a second session keeps the course from being completed."""
    SessionFactory(course=session.course)
    names = ("Amina", "Bola", "Carla")
    return [EnrolmentFactory(course=session.course, person__display_name=name) for name in names]


def text(response):
    return " ".join(response.content.decode().split())


def list_of(session):
    return reverse("admin:academy_session_attendance", args=[session.pk])


def keys(enrolments):
    return [row.pk for row in enrolments]


def there(session):
    noted = SessionAttendance.objects.filter(session=session).order_by("enrolment__person__display_name")
    return list(noted.values_list("enrolment__person__display_name", flat=True))


def test_the_list_holds_those_with_a_seat_by_name(desk, session, people):
    EnrolmentFactory(course=session.course, seated_at=None, person__display_name="Dora")
    shown = text(desk.get(list_of(session)))

    assert shown.index("Amina") < shown.index("Bola") < shown.index("Carla")
    assert "Dora" not in shown


def test_ticks_are_kept_and_traced(desk, session, people, organizer):
    desk.post(list_of(session), {"present": keys(people[:2])})

    assert there(session) == ["Amina", "Bola"]
    assert {row.recorded_by for row in SessionAttendance.objects.all()} == {organizer}
    assert LogEntry.objects.get().get_change_message() == "2 people noted as present."


def test_one_button_ticks_everybody(desk, session, people):
    desk.post(list_of(session), {"everybody": "yes"})

    assert there(session) == ["Amina", "Bola", "Carla"]


def test_a_tick_taken_away_is_taken_back(desk, session, people):
    desk.post(list_of(session), {"present": keys(people)})
    desk.post(list_of(session), {"present": keys(people[1:]), "seen": keys(people)})

    assert there(session) == ["Bola", "Carla"]


def test_two_who_note_at_the_same_time_add_to_one_another(desk, session, people):
    """Both opened the empty list; the second does not take away what the first ticked."""
    desk.post(list_of(session), {"present": keys(people[:1])})
    desk.post(list_of(session), {"present": keys(people[2:])})

    assert there(session) == ["Amina", "Carla"]


def test_somebody_of_another_course_is_refused(desk, session, people):
    response = desk.post(list_of(session), {"present": [EnrolmentFactory().pk]})

    assert response.status_code == 422
    assert not SessionAttendance.objects.exists()


def test_a_session_to_come_takes_no_ticks(desk):
    to_come = SessionFactory()
    enrolment = EnrolmentFactory(course=to_come.course)

    assert "has not begun yet" in text(desk.get(list_of(to_come)))
    assert desk.post(list_of(to_come), {"present": [enrolment.pk]}).status_code == 422


def test_who_has_the_certificate_stays_ticked(desk, session):
    enrolment = EnrolmentFactory(course=session.course, person__display_name="Amina")
    desk.post(list_of(session), {"present": [enrolment.pk]})
    desk.post(list_of(session), {"present": [], "seen": []})

    assert "has the certificate" in text(desk.get(list_of(session)))
    assert there(session) == ["Amina"]


def test_a_teacher_on_the_staff_notes_the_own_course_alone(client, session, people, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    teacher = PersonFactory(is_staff=True)
    session.course.teachers.add(teacher)
    client.force_login(teacher)

    assert client.post(list_of(session), {"present": keys(people[:1])}).status_code == 302
    assert there(session) == ["Amina"]
    assert client.get(list_of(SessionFactory())).status_code in (403, 404)


def test_a_teacher_who_is_not_on_the_staff_does_not_enter(client, session):
    teacher = PersonFactory()
    session.course.teachers.add(teacher)
    client.force_login(teacher)

    assert client.get(list_of(session)).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_people(desk, session, rows, django_assert_num_queries):
    EnrolmentFactory.create_batch(rows, course=session.course)
    desk.get(list_of(session))

    with django_assert_num_queries(FRAME + 6):
        desk.get(list_of(session))


# Enrolments and certificates


def test_enrolments_are_found_by_their_state(desk):
    course = CourseFactory(title="Listening")
    EnrolmentFactory(course=course, person__display_name="Amina Seated")
    EnrolmentFactory(course=course, seated_at=None, person__display_name="Bola Waits")
    EnrolmentFactory(course=course, completed_at=timezone.now(), person__display_name="Carla Completed")
    EnrolmentFactory(course=course, left_at=timezone.now(), person__display_name="Dora Left")
    names = ("Amina Seated", "Bola Waits", "Carla Completed", "Dora Left")
    found = {}
    for state in ("seated", "waiting", "completed", "left", ""):
        shown = text(desk.get(reverse("admin:academy_enrolment_changelist"), {"state": state} if state else {}))
        found[state] = [name for name in names if name in shown]

    assert found == {
        "seated": ["Amina Seated"],
        "waiting": ["Bola Waits"],
        "completed": ["Carla Completed"],
        "left": ["Dora Left"],
        "": list(names),
    }


def test_enrolments_of_cohorts_that_others_lead_are_not_seen(desk, organizer):
    mine, other = CohortFactory(), CohortFactory()
    mine.organizers.add(organizer)
    EnrolmentFactory(cohort=mine, person__display_name="Amina Mine")
    hidden = EnrolmentFactory(cohort=other, person__display_name="Bola Other")
    shown = text(desk.get(reverse("admin:academy_enrolment_changelist")))

    assert "Amina Mine" in shown
    assert "Bola Other" not in shown
    assert desk.get(reverse("admin:academy_enrolment_change", args=[hidden.pk])).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("kind", ["enrolment", "certificate"])
def test_lists_cost_the_same_for_any_number_of_rows(desk, kind, rows, django_assert_max_num_queries):
    address = reverse(f"admin:academy_{kind}_changelist")
    for _ in range(rows):
        certificate_of(PersonFactory())
    desk.get(address)

    with django_assert_max_num_queries(FRAME + 6):
        desk.get(address)


def revoke_address(certificate):
    return reverse("admin:academy_certificate_revoke", args=[certificate.pk])


def test_a_certificate_is_revoked_with_a_reason_and_traced(desk, organizer):
    certificate = certificate_of(PersonFactory())
    response = desk.post(revoke_address(certificate), {"reason": "Noted by mistake."})

    certificate.refresh_from_db()
    assert response.status_code == 302
    assert (certificate.revoked_because, certificate.revoked_by) == ("Noted by mistake.", organizer)
    assert "Noted by mistake." in LogEntry.objects.get().get_change_message()


def test_without_a_reason_a_certificate_stays(desk):
    certificate = certificate_of(PersonFactory())

    assert desk.post(revoke_address(certificate), {"reason": " "}).status_code == 422
    assert Certificate.objects.valid().count() == 1


def test_a_certificate_revoked_twice_keeps_the_first_reason(desk):
    certificate = certificate_of(PersonFactory())
    desk.post(revoke_address(certificate), {"reason": "First."})
    response = desk.post(revoke_address(certificate), {"reason": "Second."})

    certificate.refresh_from_db()
    assert response.status_code == 422
    assert "revoked already" in text(response)
    assert certificate.revoked_because == "First."


def test_nothing_is_written_on_the_pages_of_enrolments_and_certificates(desk):
    certificate = certificate_of(PersonFactory())
    for kind, key in (("certificate", certificate.pk), ("enrolment", certificate.person.enrolments.get().pk)):
        assert desk.post(reverse(f"admin:academy_{kind}_change", args=[key]), {"name": "Bogus"}).status_code == 403
        assert desk.get(reverse(f"admin:academy_{kind}_add")).status_code == 403
        assert desk.get(reverse(f"admin:academy_{kind}_delete", args=[key])).status_code == 403
