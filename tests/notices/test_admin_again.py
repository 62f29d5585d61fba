"""Dead letters on the organizers' desk: one click sends them again, and who asked stands in the log."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.actions.organizers import organizers
from notices.models import Notice
from tests.notices.rows import a_notice

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 27, 9, 0, tzinfo=UTC)
LIST = reverse("admin:notices_notice_changelist")


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


def page_of(notice):
    return reverse("admin:notices_notice_change", args=[notice.pk])


def again(notice):
    return reverse("admin:notices_notice_again", args=[notice.pk])


def test_one_click_sends_a_dead_letter_again(desk, amina):
    dead, sent = a_notice(amina, "dead", attempts=12), a_notice(amina, "sent")
    page = desk.get(LIST, {"state__exact": "dead"})
    assertContains(page, f'formaction="{again(dead)}"')
    assertNotContains(desk.get(LIST), f'formaction="{again(sent)}"')
    assertContains(desk.get(page_of(dead)), f'action="{again(dead)}"')
    assertNotContains(desk.get(page_of(sent)), "Send again")

    response = desk.post(again(dead), headers={"referer": f"http://testserver{LIST}?state__exact=dead"})

    assertRedirects(response, f"http://testserver{LIST}?state__exact=dead", fetch_redirect_response=False)
    assertContains(desk.get(LIST), "1 notice is tried again.")
    dead.refresh_from_db()
    assert (dead.state, dead.attempts, dead.try_at) == ("planned", 0, NOW)
    entry = LogEntry.objects.get()
    assert (entry.user.username, entry.object_id, entry.get_change_message()) == ("olu", str(dead.pk), "Sent again.")


def test_what_is_not_dead_is_not_sent_again_and_leaves_no_trace(desk, amina):
    sent = a_notice(amina, "sent")

    response = desk.post(again(sent), follow=True)

    assertContains(response, "Only what could not be sent can be sent again.")
    sent.refresh_from_db()
    assert sent.state == "sent"
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("referer", ["https://elsewhere.example/", "javascript:alert(1)", ""])
def test_the_button_leads_nowhere_else(desk, amina, referer):
    response = desk.post(again(a_notice(amina, "dead")), headers={"referer": referer})

    assertRedirects(response, LIST, fetch_redirect_response=False)


def test_a_link_sends_nothing(desk, amina):
    dead = a_notice(amina, "dead")

    assert desk.get(again(dead)).status_code == 405
    assert desk.post(reverse("admin:notices_notice_again", args=[dead.pk + 1])).status_code == 404
    dead.refresh_from_db()
    assert dead.state == "dead"


def test_many_are_sent_again_and_each_refusal_is_answered(desk, amina, bola):
    dead = [a_notice(amina, "dead"), a_notice(amina, "dead", kind="moved")]
    sent = a_notice(bola, "sent", kind="weekly")
    chosen = [notice.pk for notice in [*dead, sent]]

    response = desk.post(LIST, {"action": "send_these_again", "_selected_action": chosen}, follow=True)

    assertContains(response, "2 notices are tried again.")
    assertContains(
        response,
        "<bdi>Bola (bola)</bdi>, The kind weekly: Only what could not be sent can be sent again.",
    )
    assert sorted(Notice.objects.values_list("state", flat=True)) == ["planned", "planned", "sent"]


def test_who_may_only_look_has_no_button(desk, amina):
    organizers().permissions.through.objects.filter(permission__codename="change_notice").delete()
    dead = a_notice(amina, "dead")

    for page in (LIST, page_of(dead)):
        assertNotContains(desk.get(page), "Send again")
    bulk = {"action": "send_these_again", "_selected_action": [dead.pk]}
    desk.post(LIST, bulk)
    assert desk.post(again(dead)).status_code == 403
    dead.refresh_from_db()
    assert dead.state == "dead"
