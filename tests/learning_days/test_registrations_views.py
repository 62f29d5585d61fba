"""The pages of registration: what a reader sees, and what comes of a form."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from learning_days.models import Day, Need, Registration
from tests.factories import PersonFactory

from .factories import DayFactory, EditionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def page(edition):
    return reverse("learning_days:register", args=[edition.slug])


def day_in(edition, days, **fields):
    return DayFactory(edition=edition, date=timezone.localdate() + timedelta(days=days), **fields)


def offered(day, person):
    now = timezone.now()
    until = {"offered_at": now, "offer_expires_at": now + timedelta(hours=5)}
    return RegistrationFactory(day=day, person=person, seated_at=None, **until)


def test_a_reader_sees_days_seats_and_rules_and_is_asked_to_sign_in(client):
    day = DayFactory(capacity=3, edition__criteria="We **welcome** everybody.")
    RegistrationFactory(day=day)

    answer = client.get(page(day.edition))

    assertContains(answer, "2 of 3 seats are left.")
    assertContains(answer, "<strong>welcome</strong>")
    assertContains(answer, "who has 72 hours to answer")
    assertContains(answer, "Sign in to register")
    assertNotContains(answer, 'type="checkbox"')


def test_who_is_not_signed_in_is_led_to_sign_in_and_back(client):
    day = DayFactory()

    answer = client.post(page(day.edition), {"days": [day.pk]})

    assertRedirects(answer, f"{reverse('account_login')}?next={page(day.edition)}")


def test_two_days_are_chosen_in_one_form(client, person):
    edition = EditionFactory()
    days = [day_in(edition, 60, capacity=1), day_in(edition, 61, capacity=1)]
    RegistrationFactory(day=days[1])

    answer = client.post(page(edition), {"days": [day.pk for day in days]}, follow=True)

    assertContains(answer, "You have a seat.")
    assertContains(answer, "You are number 1 on the waiting list.")
    assertContains(answer, "Tell what I need")
    assert Registration.objects.filter(person=person).count() == 2


def test_the_form_sent_twice_is_one_registration(client, person):
    day = DayFactory()

    codes = [client.post(page(day.edition), {"days": [day.pk]}).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert Registration.objects.filter(person=person).count() == 1


def test_no_day_chosen_comes_back_with_a_sentence(client, person):
    answer = client.post(page(DayFactory().edition), {})

    assertContains(answer, "Choose a day.", status_code=422)


def test_a_day_of_another_edition_is_refused_and_what_was_chosen_stays(client, person):
    day = DayFactory()

    answer = client.post(page(day.edition), {"days": [day.pk, DayFactory().pk]})

    assertContains(answer, "not part of this edition", status_code=422)
    assertContains(answer, f'value="{day.pk}" id="choose-{day.pk}" checked', status_code=422)
    assert not Registration.objects.exists()


def test_one_refused_day_refuses_both_and_says_why(client, person):
    edition = EditionFactory()
    first, second = day_in(edition, 60), day_in(edition, 61)
    Day.objects.filter(pk=second.pk).update(cancelled_at=timezone.now(), cancelled_because="The hall is flooded.")

    answer = client.post(page(edition), {"days": [first.pk, second.pk]})

    assertContains(answer, "This day is cancelled.", status_code=422)
    assert not Registration.objects.exists()


def test_a_day_for_experienced_mentors_says_the_rule_and_has_no_box(client, person):
    day = DayFactory(audience="experienced")

    answer = client.get(page(day.edition))

    assertContains(answer, "An experienced mentor has finished 2 pairings or logged 20 hours")
    assertNotContains(answer, 'type="checkbox"')
    assertContains(client.post(page(day.edition), {"days": [day.pk]}), "For experienced mentors", status_code=422)


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [(1, 5, "Registration opens on"), (-5, -1, "Registration closed on"), (-1, 5, "Registration is open until")],
)
def test_the_window_is_told(client, opens, closes, sentence):
    now = timezone.now()
    window = {
        "registration_opens_at": now + timedelta(days=opens),
        "registration_closes_at": now + timedelta(days=closes),
    }

    assertContains(client.get(page(DayFactory(edition=EditionFactory(**window)).edition)), sentence)


def test_an_edition_without_registration_has_no_page_of_it(client):
    edition = EditionFactory(registration_opens_at=None, registration_closes_at=None)

    assert client.get(page(edition)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_however_many_days_and_people(client, person, django_assert_num_queries, rows):
    edition = EditionFactory()
    for number in range(rows):
        day = day_in(edition, 60 + number)
        RegistrationFactory.create_batch(rows, day=day)
        RegistrationFactory(day=day, person=person)

    with django_assert_num_queries(5):
        client.get(page(edition))


def test_a_lapsed_offer_is_none_any_more(client, person):
    held = offered(DayFactory(), person)
    now = timezone.now()
    Registration.objects.filter(pk=held.pk).update(
        offered_at=now - timedelta(hours=2), offer_expires_at=now - timedelta(hours=1)
    )

    assertNotContains(client.get(page(held.day.edition)), "A seat is held for you")
    address = reverse("learning_days:answer_offer", args=[held.pk])
    assertRedirects(client.get(address), page(held.day.edition))
    answer = client.post(address, {"answer": "accept"}, follow=True)
    assertContains(answer, "The time to answer is over")
    held.refresh_from_db()
    assert held.seated_at is None


def test_leaving_asks_first_and_then_gives_the_seat_on(client, person):
    day = DayFactory(capacity=1)
    own = RegistrationFactory(day=day, person=person)
    waiting = RegistrationFactory(day=day, seated_at=None)
    address = reverse("learning_days:leave_day", args=[day.edition.slug, day.pk])

    assertContains(client.get(address), "Your seat goes to the next who waits")
    assertContains(client.post(address, follow=True), "You left the day.")
    assertRedirects(client.post(address), page(day.edition))
    own.refresh_from_db()
    waiting.refresh_from_db()
    assert own.left_at
    assert waiting.offered_at


def test_nobody_leaves_a_day_of_somebody_else(client, person):
    day = RegistrationFactory().day

    assert client.get(reverse("learning_days:leave_day", args=[day.edition.slug, day.pk])).status_code == 404


@pytest.mark.parametrize(("said", "seated", "left"), [("accept", True, False), ("decline", False, True)])
def test_a_held_seat_is_taken_or_given_back(client, person, said, seated, left):
    held = offered(DayFactory(capacity=1), person)
    address = reverse("learning_days:answer_offer", args=[held.pk])

    assertContains(client.get(page(held.day.edition)), "A seat is held for you until")
    assertContains(client.get(address), "Take the seat")
    for _twice in range(2):
        assertRedirects(client.post(address, {"answer": said}), page(held.day.edition))
    held.refresh_from_db()
    assert (bool(held.seated_at), bool(held.left_at)) == (seated, left)


def test_an_answer_that_is_none_comes_back(client, person):
    held = offered(DayFactory(), person)

    answer = client.post(reverse("learning_days:answer_offer", args=[held.pk]), {"answer": "perhaps"})

    assertContains(answer, "Choose whether you take the seat", status_code=422)


def test_a_held_seat_of_somebody_else_is_not_there(client, person):
    held = offered(DayFactory(), PersonFactory())

    assert client.get(reverse("learning_days:answer_offer", args=[held.pk])).status_code == 404


def test_a_draft_is_not_there(client, person):
    own = RegistrationFactory(person=person, day__edition__published_at=None)
    Need.objects.create(registration=own, travel="A visa letter.")
    edition = own.day.edition

    for address in (
        page(edition),
        reverse("learning_days:needs", args=[edition.slug]),
        reverse("learning_days:leave_day", args=[edition.slug, own.day.pk]),
    ):
        assert client.get(address).status_code == 404
