"""One's own ticket, and what its code shows to whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from learning_days.models import Attendance
from tests.factories import PersonFactory
from tests.races import at_once

from .factories import DayFactory, EditionFactory, RegistrationFactory, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    """A day that goes on now, at a venue of which the clock is ours."""
    now = timezone.now()
    edition = EditionFactory(zone="Africa/Dakar", title="Learning Days Dakar")
    return DayFactory(
        edition=edition, date=now.date(), starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=8)
    )


@pytest.fixture
def amina(today):
    return RegistrationFactory(day=today, person__display_name="Amina Yusuf", person__username="amina")


@pytest.fixture
def door(desk, organizer, today):
    """The phone of an organizer who leads the edition."""
    today.edition.organizers.add(organizer)
    return desk


def ticket(registration):
    return reverse("learning_days:ticket", args=[registration.token])


def scan(registration):
    return reverse("learning_days:scan", args=[registration.token])


def test_a_ticket_names_the_person_the_day_and_the_place_and_has_a_code(client, amina):
    client.force_login(amina.person)

    page = client.get(ticket(amina))

    for said in ("Amina Yusuf", "Learning Days Dakar", amina.day.title, "Library, Dakar", "The QR code of this ticket"):
        assertContains(page, said)
    assertContains(page, "<svg", html=False)
    assertNotContains(page, " style=")


def test_the_code_holds_the_address_that_organizers_scan(settings, amina):
    from learning_days.ticket_page import scan_address

    settings.SITE_URL = "https://academy.example"

    assert scan_address(amina) == f"https://academy.example/learning-days/scan/{amina.token}/"


def test_a_ticket_is_for_its_person_alone(client, door, amina):
    assert door.get(ticket(amina)).status_code == 404
    client.logout()
    assertRedirects(client.get(ticket(amina)), f"/accounts/login/?next={ticket(amina)}", fetch_redirect_response=False)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"seated_at": None}, "waits for a seat"),
        ({"left_at": timezone.now()}, "given up"),
        (
            {"seated_at": None, "offered_at": timezone.now(), "offer_expires_at": timezone.now() + timedelta(days=1)},
            "a seat is offered",
        ),
    ],
)
def test_without_a_seat_the_ticket_says_why_there_is_no_code(client, today, fields, said):
    registration = RegistrationFactory(day=today, **fields)
    client.force_login(registration.person)

    page = client.get(ticket(registration))

    assertContains(page, said)
    assertNotContains(page, "The QR code")


def test_a_cancelled_day_has_no_code_but_its_reason(client):
    day = DayFactory(cancelled_at=timezone.now(), cancelled_because="The hall is flooded.")
    registration = RegistrationFactory(day=day)
    client.force_login(registration.person)

    page = client.get(ticket(registration))

    assertContains(page, "The hall is flooded.")
    assertNotContains(page, "The QR code")


def test_the_ticket_of_one_day_leads_to_that_of_the_other(client, amina):
    second = DayFactory(edition=amina.day.edition, title="Second day")
    other = RegistrationFactory(day=second, person=amina.person)
    RegistrationFactory(day=DayFactory(edition=amina.day.edition, date=at(second, 9).date() + timedelta(days=1)))
    client.force_login(amina.person)

    with_links = client.get(ticket(amina))

    assertContains(with_links, ticket(other), count=1)


def test_an_organizer_sees_who_it_is_and_notes_it(door, amina):
    assertContains(door.get(scan(amina)), "0 of 1 are noted")

    page = door.post(scan(amina), follow=True)

    assertContains(page, "Noted. You can scan the next code.")
    assertContains(page, "1 of 1 are noted")
    note = Attendance.objects.get()
    assert (note.registration, note.how, note.noted_by.username) == (amina, "code", "organizer")


def test_a_code_that_is_scanned_again_says_when_it_was_noted(door, amina):
    Attendance.objects.create(registration=amina, how="code", noted_at=at(amina.day, 9, 12))

    page = door.post(scan(amina), follow=True)

    assertContains(page, "was noted: 09:12, by the QR code")
    assertContains(page, "A second scan changes nothing.")
    assertNotContains(page, "You can scan the next code")
    assert Attendance.objects.get().noted_at == at(amina.day, 9, 12)


def test_before_the_doors_open_nobody_is_noted_and_the_page_says_when(door, organizer):
    day = DayFactory()
    day.edition.organizers.add(organizer)
    registration = RegistrationFactory(day=day)

    page = door.post(scan(registration))

    assertContains(page, "The doors open on", status_code=422)
    assert not Attendance.objects.exists()


def test_who_has_no_seat_is_let_in_by_the_organizer_alone_who_is_told(door, today):
    registration = RegistrationFactory(day=today, seated_at=None)

    assertContains(door.get(scan(registration)), "This person has no seat.")
    assertContains(door.post(scan(registration), follow=True), "was noted")


def test_to_others_a_code_says_nothing_and_to_its_person_it_is_the_ticket(client, desk, amina):
    assert desk.get(scan(amina)).status_code == 404  # an organizer, but not of this edition
    assert desk.post(scan(amina)).status_code == 404
    client.force_login(PersonFactory())
    assert client.get(scan(amina)).status_code == 404
    client.force_login(amina.person)
    assertRedirects(client.get(scan(amina)), ticket(amina), fetch_redirect_response=False)
    assertRedirects(client.post(scan(amina)), ticket(amina), fetch_redirect_response=False)
    assert not Attendance.objects.exists()


def test_who_was_taken_out_of_the_organizers_group_opens_no_door(door, organizer, amina):
    organizer.groups.clear()

    assert door.get(scan(amina)).status_code == 404


def test_a_stranger_who_guesses_learns_nothing(client):
    client.force_login(PersonFactory())

    assert client.get(reverse("learning_days:scan", args=["guessed-token-0000000"])).status_code == 404
    assert client.get(reverse("learning_days:ticket", args=["guessed-token-0000000"])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_phones_that_send_the_same_code_at_once_both_get_an_answer(door, amina):
    from copy import copy

    phones = [copy(door) for _phone in range(4)]

    answers = at_once([lambda phone=phone: phone.post(scan(amina)).status_code for phone in phones])

    assert answers == [302] * 4
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_a_scan_costs_the_same_however_many_are_expected(door, amina, django_assert_num_queries, rows):
    RegistrationFactory.create_batch(rows, day=amina.day)

    with django_assert_num_queries(6):
        door.get(scan(amina))
