"""Reports at the desk: read by all organizers, hidden with a reason, never rewritten."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from learning_days.models import Sharing, SharingTeacher
from tests.desk import FRAME
from tests.factories import PersonFactory

from .factories import PledgeFactory, SharingFactory
from .spreading import HIDDEN

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"admin:learning_days_sharing_{name}", args=args)


def test_the_list_tells_what_all_of_them_add_up_to(desk):
    SharingFactory(people=20, people_known=3, title="An evening")
    SharingFactory(people=500, title="Hidden one", **HIDDEN)

    page = desk.get(address("changelist"))

    assertContains(page, "17 people reached, each counted once")
    assertContains(page, "1 hidden")
    assertContains(page, "Hidden one")
    assertNotContains(desk.get(f"{address('changelist')}?hidden=no"), "Hidden one")


def test_a_report_is_hidden_with_a_reason_and_shown_again(desk, organizer):
    row = SharingFactory()
    page = desk.get(address("change", row.pk))
    assertContains(page, "Hide it …")
    assertNotContains(page, "Show it again …")

    answer = desk.post(address("hide", row.pk), {"reason": "An advertisement."})

    assertRedirects(answer, address("change", row.pk))
    row.refresh_from_db()
    assert (bool(row.hidden_at), row.hidden_because) == (True, "An advertisement.")
    assert "An advertisement." in LogEntry.objects.get(user=organizer).change_message
    assertContains(desk.get(address("change", row.pk)), "Show it again …")

    desk.post(address("show", row.pk), {"reason": "It was from home."})

    row.refresh_from_db()
    assert (row.hidden_at, row.hidden_because) == (None, "")


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_needed(desk, reason):
    row = SharingFactory()

    assert desk.post(address("hide", row.pk), {"reason": reason}).status_code == 422
    assert Sharing.objects.shown().exists()


def test_what_is_hidden_twice_is_told_so(desk):
    row = SharingFactory(**HIDDEN)

    assertContains(desk.post(address("hide", row.pk), {"reason": "Again"}), "hidden already", status_code=422)


def test_no_words_are_changed_made_or_deleted_here(desk):
    row = SharingFactory(title="Mine")

    desk.post(address("change", row.pk), {"title": "Yours"})

    row.refresh_from_db()
    assert row.title == "Mine"
    assert desk.get(address("add")).status_code == 403
    assert desk.post(address("delete", row.pk), {"post": "yes"}).status_code == 403


def test_the_desk_tells_no_name_that_only_the_author_reads_and_no_private_pledge(desk):
    row = SharingFactory(pledge=PledgeFactory(text="Between me and myself"))
    SharingTeacher.objects.create(sharing=row, name="Awa Without Account")

    page = desk.get(address("change", row.pk))

    assertNotContains(page, "Awa Without Account")
    assertNotContains(page, "Between me and myself")
    for query in ("pledge__text__startswith=B", "teachers__name__startswith=A"):
        assert desk.get(f"{address('changelist')}?{query}").status_code in (302, 400)


def test_who_is_no_organizer_sees_nothing(client):
    client.force_login(PersonFactory())

    assert client.get(address("changelist")).status_code in (302, 403)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_once_however_many_reports(desk, django_assert_num_queries, rows):
    SharingFactory.create_batch(rows)

    with django_assert_num_queries(FRAME + 9):
        desk.get(address("changelist"))
