"""Saying how a day was, as those do who were there."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from learning_days.models import Feedback, Pledge
from learning_days.pledge_page import my_pledges
from tests.factories import LanguageFactory, PersonFactory

from .answering import begun_day, closed_day, said_by
from .factories import DayFactory, PledgeFactory, RegistrationFactory, SharingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(client):
    person = PersonFactory(username="amina", display_name="Amina")
    client.force_login(person)
    return person


@pytest.fixture
def day(amina):
    return RegistrationFactory(day=begun_day(), person=amina).day


def address(day):
    return reverse("learning_days:feedback", args=[day.edition.slug, day.pk])


def typed(**fields):
    return {"rating": "4", "liked_best": "The corridor.", "next_time": "", "next_30_days": "", **fields} | {
        "lang": LanguageFactory().pk
    }


def test_what_was_said_is_kept_and_changed_but_once_for_each_day(client, day):
    assertRedirects(client.post(address(day), typed()), address(day))
    client.post(address(day), typed())
    client.post(address(day), typed(liked_best="The *garden*.", may_be_quoted="on"))

    kept = Feedback.objects.get()
    assert (kept.rating, kept.liked_best, kept.may_be_quoted) == (4, "The *garden*.", True)
    page = client.get(address(day))
    assertContains(page, "The *garden*.")
    assertContains(page, f'data-draft="feedback-{day.pk}"')


def test_the_next_30_days_become_a_pledge_that_follows_the_words(client, day, amina):
    client.post(address(day), typed(next_30_days="Teach Wikidata in Thiès", is_public="on"))
    pledge = Pledge.objects.get()
    assert (pledge.person, pledge.edition, pledge.text, pledge.is_public) == (
        amina,
        day.edition,
        "Teach Wikidata in Thiès",
        True,
    )

    client.post(address(day), typed(next_30_days="Teach Commons in Thiès"))
    pledge.refresh_from_db()
    assert (pledge.text, pledge.is_public) == ("Teach Commons in Thiès", False)
    client.post(address(day), typed())
    pledge.refresh_from_db()
    assert pledge.dropped_at is not None
    assert Pledge.objects.count() == 1


def test_a_pledge_of_which_a_report_speaks_stays_and_other_words_are_another_pledge(client, day, amina):
    client.post(address(day), typed(next_30_days="Teach Wikidata"))
    SharingFactory(pledge=Pledge.objects.get(), person=amina)
    client.post(address(day), typed(next_30_days="Teach Commons"))

    assert list(Pledge.objects.standing().order_by("pk").values_list("text", flat=True)) == [
        "Teach Wikidata",
        "Teach Commons",
    ]


def test_the_same_words_on_two_days_are_one_pledge(client, day, amina):
    other = begun_day(edition=day.edition, date=timezone.localdate() - timedelta(days=1))
    RegistrationFactory(day=other, person=amina)
    for one in (day, other):
        client.post(address(one), typed(next_30_days="Teach Wikidata"))

    assert Pledge.objects.count() == 1
    assert Feedback.objects.count() == 2


def test_a_pledge_that_was_dropped_does_not_come_back_with_another_change(client, day):
    client.post(address(day), typed(next_30_days="Teach Wikidata"))
    Pledge.objects.update(dropped_at=timezone.now())
    client.post(address(day), typed(next_30_days="Teach Wikidata", next_time="More tea."))

    assert not Pledge.objects.standing().exists()


def test_the_form_shows_whether_the_pledge_is_public_today(client, day, amina):
    client.post(address(day), typed(next_30_days="Teach Wikidata", is_public="on"))
    assert client.get(address(day)).context["form"]["is_public"].value()
    Pledge.objects.update(is_public=False)
    assert not client.get(address(day)).context["form"]["is_public"].value()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"rating": "", "liked_best": "", "next_time": ""}, "Answer at least one question."),
        ({"rating": "5"}, "Select a valid choice"),
        ({"next_30_days": "x" * 501}, "at most 500 characters"),
        ({"next_time": "a\u202eb"}, "invisible control character"),
        ({"liked_best": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_what_cannot_be_kept_comes_back_with_what_was_typed(client, day, wrong, sentence):
    response = client.post(address(day), typed(next_time="Kept as typed.") | wrong)

    assertContains(response, sentence, status_code=422)
    assert Feedback.objects.count() == Pledge.objects.count() == 0
    if "next_time" not in wrong:
        assertContains(response, "Kept as typed.", status_code=422)


def test_before_the_day_begins_nothing_is_said(client, amina):
    day = RegistrationFactory(day=DayFactory(), person=amina).day

    assertContains(client.get(address(day)), "once the day has begun")
    assertContains(client.post(address(day), typed()), "once the day has begun", status_code=422)
    assert not Feedback.objects.exists()


def test_answers_are_taken_until_30_days_after_the_day_to_the_second(client, day):
    closes = day.ends_at + timedelta(days=30)
    with time_machine.travel(closes - timedelta(seconds=1), tick=False):
        client.force_login(day.registrations.get().person)
        assert client.post(address(day), typed()).status_code == 302
    with time_machine.travel(closes, tick=False):
        response = client.post(address(day), typed(liked_best="A long text that is too late."))
        assertContains(response, "A long text that is too late.", status_code=422)
        assertContains(response, "Answers were taken until 30 days after the day.", status_code=422)
        assertContains(client.get(address(day)), "The corridor.")

    assert Feedback.objects.get().liked_best == "The corridor."


def test_leave_to_be_quoted_is_taken_back_at_any_time(client, amina):
    registration = RegistrationFactory(day=closed_day(), person=amina)
    said_by(registration, liked_best="My words.", may_be_quoted=True)

    assertContains(client.get(address(registration.day)), "Quote me no more")
    client.post(address(registration.day), {"unquote": "1"})

    assert not Feedback.objects.get().may_be_quoted
    assertNotContains(client.get(address(registration.day)), "Quote me no more")


def test_a_cancelled_day_is_not_asked_about(client, day):
    type(day).objects.filter(pk=day.pk).update(cancelled_at=timezone.now(), cancelled_because="Snow")

    assertContains(client.get(address(day)), "This day was cancelled")
    assertContains(client.post(address(day), typed()), "This day was cancelled", status_code=422)


@pytest.mark.parametrize("state", [{"seated_at": None}, {"left_at": timezone.now()}])
def test_who_has_no_seat_finds_no_form(client, amina, state):
    day = begun_day()
    assert client.get(address(day)).status_code == 404
    RegistrationFactory(day=day, person=amina, **state)
    assert client.get(address(day)).status_code == 404
    assert client.post(address(day), typed()).status_code == 404


def test_who_left_after_saying_something_takes_the_leave_back_and_says_no_more(client, day, amina):
    said_by(day.registrations.get(), liked_best="My words.", may_be_quoted=True)
    day.registrations.update(left_at=timezone.now())

    assertContains(client.post(address(day), typed()), "not registered for this day any more", status_code=422)
    client.post(address(day), {"unquote": "1"})
    assert not Feedback.objects.get().may_be_quoted
    again = RegistrationFactory(day=day, person=amina)
    client.post(address(day), typed(liked_best="Here again."))
    assert again.feedback.liked_best == "Here again."


def test_staff_say_how_it_was_too(client, amina):
    day = RegistrationFactory(day=begun_day(), person=amina, is_staff=True).day

    assert client.post(address(day), typed()).status_code == 302


def test_my_page_names_the_days_to_speak_of_and_my_pledges(client, day, amina):
    RegistrationFactory(day=closed_day(), person=amina)
    pledge = PledgeFactory(edition=day.edition, person=amina)
    dropped = PledgeFactory(edition=day.edition, person=amina, dropped_at=timezone.now())
    page = client.get(reverse("people:me"))

    assertContains(page, address(day), count=1)
    assertContains(page, pledge.text)
    assertNotContains(page, dropped.text)
    client.post(address(day), typed())
    assertNotContains(client.get(reverse("people:me")), address(day))


def test_who_never_came_has_no_section(client, amina):
    assertNotContains(client.get(reverse("people:me")), "After Learning Days")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_section_of_my_page_costs_the_same_for_any_number_of_rows(amina, rows, django_assert_num_queries):
    for _ in range(rows):
        RegistrationFactory(day=begun_day(), person=amina)
        SharingFactory(pledge=PledgeFactory(person=amina))

    with django_assert_num_queries(3):
        section = my_pledges(amina)

    assert [len(section[part]) for part in ("waiting", "pledges", "editions")] == [rows] * 3
