"""Needs: told by the person, read by the organizers alone, deleted in time."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from learning_days.actions.needs import forget_needs
from learning_days.actions.registrations import answer, leave, register
from learning_days.models import Day, Need
from learning_days.tasks import forget_old_needs
from tests.factories import PersonFactory

from .factories import DayFactory, EditionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
TOLD = {"travel": "A visa letter.", "access": "A ramp."}


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def page(edition):
    return reverse("learning_days:needs", args=[edition.slug])


def days_of(edition, *in_days):
    return [DayFactory(edition=edition, date=timezone.localdate() + timedelta(days=days)) for days in in_days]


def over(registration, days):
    """The registration's day ended this many days ago."""
    ends_at = timezone.now() - timedelta(days=days)
    Day.objects.filter(pk=registration.day_id).update(ends_at=ends_at, starts_at=ends_at - timedelta(hours=8))


def test_needs_are_told_once_for_all_days_and_changed(client, person):
    edition = EditionFactory()
    for day in days_of(edition, 60, 61):
        RegistrationFactory(day=day, person=person)

    assertContains(client.post(page(edition), TOLD, follow=True), "The organizers can read it.")
    client.post(page(edition), {**TOLD, "access": "A ramp and captions."})

    assert list(Need.objects.values_list("travel", "access")) == [("A visa letter.", "A ramp and captions.")] * 2
    assertContains(client.get(page(edition)), "A ramp and captions.")


def test_empty_fields_delete_what_was_told(client, person):
    own = RegistrationFactory(person=person)
    Need.objects.create(registration=own, **TOLD)

    assertContains(client.post(page(own.day.edition), {}, follow=True), "Nothing of it is kept.")
    assert not Need.objects.exists()


def test_a_long_text_comes_back_as_it_was_typed(client, person):
    own = RegistrationFactory(person=person)
    text = "ramp " * 500

    assertContains(client.post(page(own.day.edition), {"access": text}), text.strip(), status_code=422)
    assert not Need.objects.exists()


def test_the_page_is_kept_in_no_browser(client, person):
    own = RegistrationFactory(person=person)

    answered = client.get(page(own.day.edition))

    assert "no-store" in answered["Cache-Control"]
    assertNotContains(answered, "data-draft")


def test_who_is_not_registered_has_no_such_page(client, person):
    left = RegistrationFactory(person=person, left_at=timezone.now())

    assert client.get(page(DayFactory().edition)).status_code == 404
    assert client.get(page(left.day.edition)).status_code == 404


def test_one_page_never_shows_the_needs_of_another_person(client, person):
    own = RegistrationFactory(person=person)
    Need.objects.create(registration=RegistrationFactory(day=own.day), **TOLD)

    assertNotContains(client.get(page(own.day.edition)), "A visa letter.")


def test_after_the_day_they_can_only_be_deleted(client, person):
    own = RegistrationFactory(person=person)
    over(own, 3)

    assertContains(client.get(page(own.day.edition)), "Your days are over")
    assertContains(client.post(page(own.day.edition), TOLD), "A visa letter.", status_code=422)
    Need.objects.create(registration=own, **TOLD)
    client.post(page(own.day.edition), {})
    assert not Need.objects.exists()


def test_a_day_added_later_has_the_same_needs():
    edition, person = EditionFactory(), PersonFactory()
    first, second = days_of(edition, 60, 61)
    Need.objects.create(registration=RegistrationFactory(day=first, person=person), **TOLD)

    later = register(day=second, person=person, now=timezone.now())

    assert (later.need.travel, later.need.access) == ("A visa letter.", "A ramp.")


def test_who_leaves_takes_the_needs_along():
    kept, left = RegistrationFactory.create_batch(2, day=DayFactory())
    now = timezone.now()
    held = RegistrationFactory(day=kept.day, seated_at=None, offered_at=now, offer_expires_at=now + timedelta(hours=1))
    for row in (kept, left, held):
        Need.objects.create(registration=row, **TOLD)

    leave(registration=left, now=now)
    answer(registration=held, accept=False, now=now)

    assert list(Need.objects.values_list("registration", flat=True)) == [kept.pk]


@pytest.mark.parametrize(("days", "kept"), [(89.99, True), (90.01, False)])
def test_they_go_ninety_days_after_the_day_and_are_read_no_longer(client, person, days, kept):
    own = RegistrationFactory(person=person)
    Need.objects.create(registration=own, **TOLD)
    over(own, days)

    shown = "A visa letter." in client.get(page(own.day.edition)).content.decode()
    forget_old_needs()

    assert (shown, Need.objects.exists()) == (kept, kept)


def test_a_moved_day_keeps_them_until_ninety_days_after_its_new_date():
    own = RegistrationFactory()
    Need.objects.create(registration=own, **TOLD)
    day = own.day

    assert forget_needs(now=day.ends_at + timedelta(days=89)) == 0
    Day.objects.filter(pk=day.pk).update(ends_at=day.ends_at + timedelta(days=30))
    assert forget_needs(now=day.ends_at + timedelta(days=119)) == 0
    assert forget_needs(now=day.ends_at + timedelta(days=121)) == 1
