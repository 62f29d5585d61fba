"""What everybody may read of what was said."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from learning_days.actions.erasing import erase_attendee
from tests.factories import PersonFactory

from .answering import answered, begun_day, closed_day, said_by
from .factories import DayFactory, EditionFactory, PledgeFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def read(client, edition):
    response = client.get(reverse("learning_days:feedback_results", args=[edition.slug]))
    assert response.status_code == 200
    return response


def numbers(response):
    """What stands beside the ratings, from the best one on."""
    return re.findall(r'</span> <(?:strong class="number"|span class="quiet")>(\w+)<', response.content.decode())


def test_ratings_stand_as_bars_and_numbers_and_staff_are_left_out(client):
    day = closed_day()
    answered(day, [4] * 10 + [2] * 5)
    said_by(RegistrationFactory(day=day, is_staff=True), rating=0)
    page = read(client, day.edition)

    assertContains(page, "15 people answered.")
    assertContains(page, "worth 3.3 of 4")
    assert numbers(page) == ["10", "0", "5", "0", "0"]
    assertContains(page, 'width="50"')


def test_small_numbers_are_hidden_with_the_one_that_would_tell_them(client):
    day = closed_day()
    answered(day, [4] * 12 + [3] * 7 + [2] * 2)
    page = read(client, day.edition)

    assert numbers(page) == ["12", "hidden", "hidden", "0", "0"]
    assertContains(page, "the number by which one could work them out")
    assertNotContains(page, "On average")


def test_who_wrote_words_alone_is_not_what_the_total_leaves(client):
    day = closed_day()
    answered(day, [4] * 12)
    answered(day, [None], liked_best="The food.")

    assert numbers(read(client, day.edition)) == ["hidden", "0", "0", "0", "0", "hidden"]


def test_days_stand_apart_and_no_total_of_the_edition_tells_a_small_day(client):
    big = closed_day()
    small = closed_day(edition=big.edition, date=big.date - timedelta(days=1))
    answered(big, [4] * 8)
    answered(small, [0] * 3, liked_best="Few of us.", may_be_quoted=True)
    page = read(client, big.edition)

    assertContains(page, "8 people answered.")
    assertContains(page, "Fewer than 5 people answered: nothing is shown.", count=1)
    assert numbers(page) == ["8", "0", "0", "0", "0"]
    assertNotContains(page, "Few of us.")


def test_nothing_is_read_before_it_cannot_change_any_more(client):
    """Two visits before and after one more answer would tell what that person said."""
    day = begun_day()
    answered(day, [4] * 6, liked_best="The corridor.", may_be_quoted=True)
    before = read(client, day.edition)
    answered(day, [0])
    assert before.content == read(client, day.edition).content
    assertNotContains(before, "The corridor.")

    with time_machine.travel(day.ends_at + timedelta(days=30), tick=False):
        page = read(client, day.edition)
    assertContains(page, "7 people answered.")
    assertContains(page, "The corridor.", count=6)


def test_who_left_the_day_and_came_back_counts_once(client):
    day = closed_day()
    answered(day, [4] * 5)
    person = said_by(RegistrationFactory(day=day, left_at=timezone.now()), rating=0).registration.person
    said_by(RegistrationFactory(day=day, person=person), rating=4)

    assert numbers(read(client, day.edition)) == ["6", "0", "0", "0", "0"]


def test_an_erased_person_changes_no_number(client):
    day = closed_day()
    told = answered(day, [4] * 7, liked_best="The corridor.", may_be_quoted=True)
    before = numbers(read(client, day.edition))
    erase_attendee(person=told[0].registration.person, now=timezone.now())
    page = read(client, day.edition)

    assert numbers(page) == before
    assertContains(page, "The corridor.", count=6)


def test_words_are_quoted_with_leave_alone_without_a_name_and_by_the_alphabet(client):
    day = closed_day()
    answered(day, [4] * 5, liked_best="Kept to myself.", next_time="Kept too.")
    for words in ("Walks.", "A *very* long tea."):
        registration = RegistrationFactory(day=day, person__display_name="Amina Diop")
        said_by(registration, liked_best=words, may_be_quoted=True, lang="wo")
    page = read(client, day.edition)
    text = page.content.decode()

    assert text.index("<em>very</em>") < text.index("Walks.")
    assertContains(page, 'lang="wo"', count=2)
    for private in ("Amina", "Kept to myself.", "Kept too."):
        assertNotContains(page, private)
    assertContains(page, "Nobody who wrote here wanted to be quoted.", count=1)


def test_a_quote_cannot_bring_its_own_html(client):
    day = closed_day()
    answered(day, [4] * 5, next_time="<script>alert(1)</script>", may_be_quoted=True)

    assertNotContains(read(client, day.edition), "<script>alert")


def test_public_pledges_stand_with_their_name_and_no_others(client):
    edition = EditionFactory()
    shown = PledgeFactory(edition=edition, is_public=True, person__display_name="Bola")
    hidden = {"hidden_at": timezone.now(), "hidden_because": "It names a child."}
    others = [
        PledgeFactory(edition=edition),
        PledgeFactory(edition=edition, is_public=True, dropped_at=timezone.now()),
        PledgeFactory(edition=edition, is_public=True, **hidden),
        PledgeFactory(is_public=True),
    ]
    page = read(client, edition)

    assertContains(page, shown.text)
    assertContains(page, "Bola")
    for pledge in others:
        assertNotContains(page, pledge.text)


def test_days_to_come_and_cancelled_days(client):
    day = DayFactory()
    cancelled = closed_day(
        edition=day.edition, cancelled_at=timezone.now(), cancelled_because="Snow", title="Snowed in"
    )
    answered(cancelled, [4] * 9)
    page = read(client, day.edition)

    assertContains(page, "This day is still to come.")
    assertNotContains(page, "Snowed in")
    assertContains(read(client, EditionFactory()), "No answers are kept of this edition.")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_answers_and_pledges(client, rows, django_assert_num_queries):
    edition = EditionFactory()
    for number in range(rows):
        date = timezone.localdate() - timedelta(days=50 + number)
        answered(closed_day(edition=edition, date=date), [4] * 5 * rows, liked_best="Tea.", may_be_quoted=True)
        PledgeFactory(edition=edition, is_public=True, person=PersonFactory())

    with django_assert_num_queries(6):
        read(client, edition)
