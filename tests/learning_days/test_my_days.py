"""What a person comes to: days, seats, waits, clashes, and the address of the calendar."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from learning_days.models import CalendarToken, Workshop
from tests.factories import PersonFactory

from .factories import DayFactory, RegistrationFactory, RoomFactory, at, placed
from .reading import led_by, released, seat_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return DayFactory(edition__slug="mine")


@pytest.fixture
def member(client):
    person = PersonFactory(time_zone="Africa/Dakar")
    client.force_login(person)
    return person


def mine(client, slug="mine"):
    return client.get(reverse("learning_days:my_days", args=[slug]))


def test_without_a_registration_the_page_leads_to_one(client, day, member):
    response = mine(client)

    assertContains(response, "Your days will stand here")
    assertContains(response, reverse("learning_days:register", args=["mine"]))


def test_a_day_without_workshops_leads_to_the_programme(client, day, member):
    placed(day, 9)
    released(day.edition)
    registration = RegistrationFactory(day=day, person=member)

    response = mine(client)

    assertContains(response, "Choose workshops")
    assertContains(response, reverse("learning_days:ticket", args=[registration.token]))


def test_seats_waits_and_what_i_lead_stand_in_the_order_of_hours(client, day, member):
    leads, sits = placed(day, 13, title="I lead"), placed(day, 9, title="I sit")
    waits = placed(day, 11, title="I wait", room=RoomFactory(edition=day.edition, capacity=1))
    led_by(leads, member)
    seat_of(PersonFactory(), waits)
    seat_of(PersonFactory(), waits, seated_at=None)
    seat_of(member, waits, seated_at=None)
    seat_of(member, sits)
    released(day.edition)

    page = mine(client).content.decode()

    assert page.index("I sit") < page.index("I wait") < page.index("I lead")
    assert "number 2 on the waiting list" in page
    assert "At the same time" not in page


def test_a_clash_is_told_beside_the_wait(client, day, member):
    sits = placed(day, 9, hours=2, title="I sit")
    waits = placed(day, 10, title="I wait", room=RoomFactory(edition=day.edition, capacity=1))
    seat_of(PersonFactory(), waits)
    seat_of(member, sits)
    seat_of(member, waits, seated_at=None)
    released(day.edition)

    response = mine(client)

    assertContains(response, "At the same time you are in", count=1)
    assertContains(response, "Until you leave that one, others get the seat here.")


def test_a_cancelled_workshop_stays_with_its_reason_and_clashes_with_nothing(client, day, member):
    gone, sits = placed(day, 9, hours=2), placed(day, 12)
    for workshop in (gone, sits):
        seat_of(member, workshop)
    released(day.edition)
    Workshop.objects.filter(pk=gone.pk).update(state="cancelled", state_reason="The lead is ill.")
    Workshop.objects.filter(pk=sits.pk).update(starts_at=at(day, 9), ends_at=at(day, 10))
    released(day.edition)

    response = mine(client)

    assertContains(response, "The lead is ill.")
    assertNotContains(response, "At the same time")


def test_how_the_registration_stands_is_told(client, day, member):
    registration = RegistrationFactory(day=day, person=member, seated_at=None)
    assertContains(mine(client), "You wait for a seat.")

    now = timezone.now()
    registration.offered_at, registration.offer_expires_at = now, now + timedelta(days=1)
    registration.save()
    assertContains(mine(client), reverse("learning_days:answer_offer", args=[registration.pk]))

    registration.offered_at, registration.offer_expires_at = now - timedelta(days=2), now - timedelta(seconds=1)
    registration.save()
    assertContains(mine(client), "You wait for a seat.")


def test_a_cancelled_day_stays_with_its_reason(client, member):
    day = DayFactory(edition__slug="mine", cancelled_at=timezone.now(), cancelled_because="Snow.")
    RegistrationFactory(day=day, person=member)

    assertContains(mine(client), "Snow.")


def test_nothing_of_others_stands_there(client, day, member):
    seat_of(PersonFactory(), placed(day, 9, title="Of somebody else"))
    released(day.edition)

    assertNotContains(mine(client), "Of somebody else")


@pytest.mark.parametrize("rows", [1, 3])
def test_my_days_cost_the_same_for_any_number_of_workshops(client, day, member, rows, django_assert_num_queries):
    for number in range(rows):
        seat_of(member, placed(day, 9 + number))
    released(day.edition)

    with django_assert_num_queries(8):
        response = mine(client)

    assertContains(response, "you have a seat", count=rows)


def test_the_address_of_the_calendar_is_made_and_renewed_by_a_form(client, day, member):
    assertContains(mine(client), "Make my address")
    back = reverse("learning_days:my_days", args=["mine"])
    seen = []
    for _ in range(2):
        response = client.post(reverse("learning_days:renew_calendar"), {"next": back})
        assertRedirects(response, f"{back}#my-calendar", fetch_redirect_response=False)
        token = CalendarToken.objects.get(person=member).token
        assertContains(mine(client), reverse("learning_days:my_calendar", args=[token]))
        seen.append(token)

    assert seen[0] != seen[1]


def test_the_form_leads_nowhere_else(client, member):
    response = client.post(reverse("learning_days:renew_calendar"), {"next": "https://evil.example/"})

    assertRedirects(response, reverse("learning_days:editions"), fetch_redirect_response=False)
