"""A change to many rows: shown first, done once, answered row by row, taken back."""

from types import SimpleNamespace

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.backends.cached_db import SessionStore
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from academy.admin import bulk_memory
from academy.models import Cohort
from tests.desk import FRAME
from tests.races import at_once

from .factories import CohortFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.academy.desk_site")]


def cohort_of(organizer, capacity):
    cohort = CohortFactory(capacity=capacity)
    cohort.organizers.add(organizer)
    return cohort


def begin(desk, action, *rows, **more):
    chosen = {"action": action, "_selected_action": [str(row) for row in rows], **more}
    return desk.post(reverse("admin:academy_cohort_changelist"), chosen)


def go_on(desk, page, step, **typed):
    bulk = page.context["bulk"]
    hidden = {"action": page.context["action"], "_selected_action": "1", "select_across": "1"}
    sent = {**hidden, "bulk_token": bulk.token, "bulk_step": step, **typed}
    return desk.post(reverse("admin:academy_cohort_changelist"), sent)


def capacities():
    return list(Cohort.objects.order_by("pk").values_list("capacity", flat=True))


def test_other_fields_of_the_list_are_no_change_of_the_form(desk, organizer):
    page = begin(desk, "one_more", cohort_of(organizer, 20).pk, q="a search")

    assertContains(go_on(desk, page, "run"), "now 21")


def test_nothing_changes_before_the_page_says_what_would(desk, organizer):
    small, full = cohort_of(organizer, 20), cohort_of(organizer, 100)

    page = begin(desk, "one_more", small.pk, full.pk)

    assertContains(page, "Would change: 1 · would stay as they are: 1")
    assertContains(page, "20 + 1")
    assertContains(page, "is full as it is")
    assert capacities() == [20, 100]


def test_each_row_is_answered_and_one_refusal_stops_no_other(desk, organizer):
    rows = [cohort_of(organizer, capacity) for capacity in (20, 13, 100, 30)]

    page = go_on(desk, begin(desk, "one_more", *[row.pk for row in rows]), "run")

    assert [line[1:] for line in page.context["lines"]] == [
        ("now 21", True),
        ("not this one", False),
        ("is full as it is", False),
        ("now 31", True),
    ]
    assertContains(page, "Done: 2 · not done: 2")
    assert capacities() == [21, 13, 100, 31]
    assert set(LogEntry.objects.values_list("object_id", flat=True)) == {str(rows[0].pk), str(rows[3].pk)}


def test_it_is_taken_back_once(desk, organizer):
    first, second = cohort_of(organizer, 20), cohort_of(organizer, 30)
    done = go_on(desk, begin(desk, "one_more", first.pk, second.pk), "run")
    assertContains(done, "Undo it")
    Cohort.objects.filter(pk=second.pk).update(capacity=40)

    back = go_on(desk, done, "undo")

    assert [line[1:] for line in back.context["lines"]] == [("again 20", True), ("changed since", False)]
    assert capacities() == [20, 40]
    assertNotContains(back, "Undo it")
    Cohort.objects.filter(pk=first.pk).update(capacity=21)
    assertContains(go_on(desk, done, "undo"), "This was sent already")
    assert capacities() == [21, 40]


def test_a_page_that_is_sent_twice_acts_once_and_answers_the_same(desk, organizer):
    cohort = cohort_of(organizer, 20)
    page = begin(desk, "one_more", cohort.pk)
    go_on(desk, page, "run")

    again = go_on(desk, page, "run")

    assertContains(again, "This was sent already")
    assertContains(again, "now 21")
    assertContains(again, "Undo it")
    assert capacities() == [21]


@pytest.mark.django_db(transaction=True)
def test_of_many_windows_that_send_a_page_at_once_one_acts(desk, organizer):
    page = begin(desk, "one_more", cohort_of(organizer, 20).pk)
    token, key = page.context["bulk"].token, desk.session.session_key

    def first():
        return bulk_memory.first(SimpleNamespace(session=SessionStore(key)), token, "run")

    assert sorted(at_once([first] * 8)) == [False] * 7 + [True]


def test_what_was_typed_comes_back_with_the_sentence_that_helps(desk, organizer):
    cohort = cohort_of(organizer, 20)
    asked = begin(desk, "ask_how_many", cohort.pk)
    assertContains(asked, "1 row was chosen")

    refused = go_on(desk, asked, "preview", more="none")

    assertContains(refused, 'value="none"', status_code=422)
    assertContains(refused, "Enter a whole number.", status_code=422)
    assertContains(go_on(desk, asked, "preview", more="5"), "20 + 5")
    assert capacities() == [20]


def test_what_is_done_is_what_was_shown(desk, organizer):
    cohort = cohort_of(organizer, 20)
    page = go_on(desk, begin(desk, "ask_how_many", cohort.pk), "preview", more="5")

    changed = go_on(desk, page, "run", more="50")

    assertContains(changed, "The form was changed.")
    assertContains(changed, "20 + 50")
    assert capacities() == [20]
    done = go_on(desk, changed, "run", more="50")
    assert capacities() == [70]
    go_on(desk, done, "undo")
    assert capacities() == [20]


def test_rows_of_another_organizer_are_left_out_and_it_is_said(desk, organizer):
    mine, foreign = cohort_of(organizer, 20), CohortFactory(capacity=20, title="Not yours")

    page = begin(desk, "one_more", mine.pk, foreign.pk, "abc", "9" * 30)

    assertContains(page, "1 chosen row is gone or not yours.")
    assertNotContains(page, "Not yours")
    go_on(desk, page, "run")
    assert capacities() == [21, 20]


def test_ids_that_are_changed_on_the_way_reach_nothing(desk, organizer):
    mine, other = cohort_of(organizer, 20), cohort_of(organizer, 30)
    page = begin(desk, "one_more", mine.pk)

    go_on(desk, page, "run", _selected_action=[str(other.pk)])

    assert capacities() == [21, 30]


def test_who_leads_the_cohort_no_more_changes_nothing(desk, organizer):
    mine = cohort_of(organizer, 20)
    page = begin(desk, "one_more", mine.pk)
    mine.organizers.clear()

    go_on(desk, page, "run")

    assert capacities() == [20]


def test_the_token_of_somebody_else_or_of_another_change_is_too_old(desk, organizer, client):
    mine = cohort_of(organizer, 20)
    page = begin(desk, "one_more", mine.pk)
    other = Client()
    other.force_login(organizer)

    assert go_on(other, page, "run").status_code == 302
    assert go_on(desk, page, "run", action="ask_how_many").status_code == 302
    assert capacities() == [20]


def test_three_hundred_rows_fit_on_the_page_and_more_are_counted(desk, organizer, django_assert_max_num_queries):
    rows = [cohort_of(organizer, 20) for _n in range(3)]
    with django_assert_max_num_queries(FRAME + 12) as few:
        begin(desk, "one_more", *[row.pk for row in rows])
    more = Cohort.objects.bulk_create(CohortFactory.build(track=rows[0].track, language=rows[0].language,
        opens_at=rows[0].closes_at.replace(year=2030 + n), closes_at=rows[0].closes_at.replace(year=2031 + n),
        slug=f"more-{n}") for n in range(300))  # fmt: skip
    organizer.led_cohorts.add(*more)

    with django_assert_max_num_queries(len(few.captured_queries)):
        page = begin(desk, "one_more", rows[0].pk, select_across="1")

    assertContains(page, "Would change: 303")
    assertContains(page, "3 more rows are not shown here")
    assert page.content.count(b"20 + 1") == 300
    go_on(desk, page, "run")
    assert set(capacities()) == {21}
