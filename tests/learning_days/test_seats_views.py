"""The page of a workshop and the forms by which a seat is taken and left."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from learning_days.models import Workshop, WorkshopSeat
from tests.factories import PersonFactory

from .factories import DayFactory, RegistrationFactory, RoomFactory, WorkshopFactory, placed
from .reading import led_by, released, seat_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    """Of one seat, in a programme that is released."""
    day = DayFactory()
    made = placed(day, 10, room=RoomFactory(edition=day.edition, capacity=1))
    released(day.edition)
    return made


@pytest.fixture
def member(client, workshop):
    """Somebody who comes to the day, signed in."""
    person = RegistrationFactory(day=workshop.day).person
    client.force_login(person)
    return person


def address(name, workshop):
    return reverse(f"learning_days:{name}", args=[workshop.edition.slug, workshop.pk])


def take(client, workshop, **extra):
    return client.post(address("take_seat", workshop), **extra)


def page(client, workshop):
    return client.get(workshop.get_absolute_url())


def change(workshop, **fields):
    Workshop.objects.filter(pk=workshop.pk).update(**fields)


def test_a_seat_is_taken_once_however_often_the_form_comes(client, workshop, member):
    assertContains(page(client, workshop), "1 seat is left.")

    for _ in range(2):
        assertRedirects(take(client, workshop), workshop.get_absolute_url() + "#seat", fetch_redirect_response=False)

    assertContains(page(client, workshop), "You have a seat.")
    assert WorkshopSeat.objects.count() == 1


def test_who_comes_later_waits_with_a_number(client, workshop, member):
    seat_of(PersonFactory(), workshop)
    seat_of(PersonFactory(), workshop, seated_at=None)
    assertContains(page(client, workshop), "1 person waits for one.")

    take(client, workshop)

    assertContains(page(client, workshop), "You are number 2 on the waiting list.")


def test_htmx_gets_the_part_of_the_page_alone(client, workshop, member):
    response = take(client, workshop, headers={"HX-Request": "true"})

    assertContains(response, "You have a seat.")
    assertNotContains(response, "<html")


def test_who_does_not_come_to_the_day_is_led_to_register(client, workshop):
    client.force_login(PersonFactory())

    assertContains(page(client, workshop), "Register for the day first")
    take(client, workshop)
    assert not WorkshopSeat.objects.exists()
    assertContains(page(client, workshop), "Register for the day first", count=2)


def test_a_clash_is_told_before_and_after_the_click(client, workshop, member):
    other = placed(workshop.day, 10, title="The other one")
    released(workshop.edition)
    seat_of(member, other)

    assertContains(page(client, workshop), "You have a seat in “The other one” at this time.")
    assertContains(take(client, workshop, headers={"HX-Request": "true"}), "Leave that one first.", count=2)


def test_one_may_wait_where_another_seat_clashes(client, workshop, member):
    seat_of(PersonFactory(), workshop)
    other = placed(workshop.day, 10, title="The other one")
    released(workshop.edition)
    seat_of(member, other)

    assertContains(page(client, workshop), "You can wait here all the same")
    take(client, workshop)
    assertContains(page(client, workshop), "others get the seat here, and you keep your place")


def test_who_leads_it_is_told_so(client, workshop, member):
    led_by(workshop, member)
    released(workshop.edition)

    assertContains(page(client, workshop), "You lead this workshop")


def test_a_cancelled_workshop_gives_no_seats_and_can_be_left(client, workshop, member):
    seat_of(member, workshop)
    change(workshop, state="cancelled", state_reason="The lead is ill.")
    released(workshop.edition)

    response = page(client, workshop)

    assertContains(response, "The lead is ill.")
    assertNotContains(response, '<button class="cdx-button cdx-button--action-progressive')
    assert client.get(address("leave_seat", workshop)).status_code == 200


def test_a_workshop_that_has_begun_takes_nobody(client, workshop, member):
    hour = timezone.now() - timedelta(hours=1)
    hours = {"starts_at": hour, "ends_at": hour + timedelta(hours=8)}
    day = DayFactory(edition=workshop.edition, date=timezone.localdate(), **hours)
    RegistrationFactory(day=day, person=member)
    begun = WorkshopFactory(
        edition=day.edition, state="accepted", day=day, room=workshop.room, starts_at=hour, ends_at=timezone.now()
    )
    released(day.edition)

    take(client, begun)

    assertContains(page(client, begun), "This workshop has begun.", count=2)
    assert not WorkshopSeat.objects.exists()


def test_leaving_asks_first_and_gives_the_seat_on(client, workshop, member):
    seat_of(member, workshop)
    waits = seat_of(PersonFactory(), workshop, seated_at=None)

    assertContains(client.get(address("leave_seat", workshop)), "Your seat goes to whoever waits.")
    assert WorkshopSeat.objects.seated().filter(registration__person=member).exists()
    client.post(address("leave_seat", workshop))
    client.post(address("leave_seat", workshop))

    waits.refresh_from_db()
    assert waits.seated_at
    assert not WorkshopSeat.objects.standing().filter(registration__person=member).exists()


def test_who_only_waits_has_less_to_lose(client, workshop, member):
    seat_of(PersonFactory(), workshop)
    seat_of(member, workshop, seated_at=None)

    assertContains(client.get(address("leave_seat", workshop)), "Your place on the waiting list is lost.")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_seats(client, workshop, member, rows, django_assert_num_queries):
    for _ in range(rows):
        seat_of(PersonFactory(), workshop, seated_at=None)

    with django_assert_num_queries(12):
        page(client, workshop)


def test_taking_and_leaving_without_end_is_refused_and_changes_nothing(client, workshop, member, settings):
    settings.ACCOUNT_RATE_LIMITS = {"seat": "1/h/user"}
    take(client, workshop)
    leave = client.post(address("leave_seat", workshop), follow=True)
    assertContains(leave, "You have taken and left seats very often within an hour.")
    again = take(client, workshop, headers={"HX-Request": "true"})
    assertContains(again, "You have taken and left seats very often within an hour.")
    assert WorkshopSeat.objects.standing().count() == 1
