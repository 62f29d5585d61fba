"""What to do next, on the page of the edition and on one's own page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from learning_days.models import Day
from learning_days.own_registrations import my_learning_days
from tests.factories import PersonFactory

from .factories import DayFactory, EditionFactory, RegistrationFactory
from .registering import offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def over(day):
    ends_at = timezone.now() - timedelta(hours=1)
    Day.objects.filter(pk=day.pk).update(ends_at=ends_at, starts_at=ends_at - timedelta(hours=8))


def own(client):
    return client.get(reverse("people:me"))


def test_a_reader_is_led_to_register(client):
    edition = DayFactory().edition

    page = client.get(edition.get_absolute_url())

    assertContains(page, "Registration is open until")
    assertContains(page, f'primary" href="{reverse("learning_days:register", args=[edition.slug])}"')


def test_before_it_opens_and_when_all_is_over_there_is_no_button(client):
    now = timezone.now()
    window = {"registration_opens_at": now + timedelta(days=1), "registration_closes_at": now + timedelta(days=9)}
    coming, past = DayFactory(edition=EditionFactory(**window)), DayFactory()
    over(past)

    page = client.get(coming.edition.get_absolute_url())
    assertContains(page, "Registration opens on")
    assertNotContains(page, 'weight-primary" href')
    assertNotContains(client.get(past.edition.get_absolute_url()), "Registration is open until")


def test_who_has_a_seat_or_waits_sees_it(client, person):
    edition = EditionFactory()
    first, second = (
        DayFactory(edition=edition, date=timezone.localdate() + timedelta(days=60 + plus)) for plus in range(2)
    )
    RegistrationFactory(day=first, person=person)
    RegistrationFactory(day=second, seated_at=None)
    RegistrationFactory(day=second, person=person, seated_at=None)

    page = client.get(edition.get_absolute_url())

    assertContains(page, f"You have a seat: “<bdi>{first.title}</bdi>”")
    assertContains(page, f"You are number 2 on the waiting list of “<bdi>{second.title}</bdi>”")
    assertContains(own(client), "number 2 on the waiting list")


def test_a_held_seat_comes_first(client, person):
    held = offered(DayFactory(), person)
    answer = reverse("learning_days:answer_offer", args=[held.pk])

    for page in (client.get(held.day.edition.get_absolute_url()), own(client)):
        assertContains(page, "is held for you until")
        assertContains(page, answer)


def test_the_own_page_names_days_to_come_alone(person):
    coming = RegistrationFactory(person=person)
    over(RegistrationFactory(person=person).day)
    RegistrationFactory(person=person, left_at=timezone.now())
    RegistrationFactory(person=person, day__cancelled_at=timezone.now(), day__cancelled_because="Flooded.")
    RegistrationFactory(person=person, day__edition__published_at=None)
    RegistrationFactory(day=coming.day, person=PersonFactory())

    assert [row["registration"] for row in my_learning_days(person)["rows"]] == [coming]


def test_an_own_page_without_days_invites(client, person):
    assertContains(own(client), "Here stand the days that you register for.")


@pytest.mark.parametrize("rows", [1, 3])
def test_both_pages_ask_as_often_however_many_days(client, person, django_assert_num_queries, rows):
    edition = EditionFactory()
    for plus in range(rows):
        day = DayFactory(edition=edition, date=timezone.localdate() + timedelta(days=60 + plus))
        RegistrationFactory(day=day, person=person)

    with django_assert_num_queries(6):
        client.get(edition.get_absolute_url())
    with django_assert_num_queries(1):
        my_learning_days(person)
