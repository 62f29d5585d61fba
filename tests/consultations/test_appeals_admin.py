"""The moderators' queue of appeals."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.actions import appeals
from consultations.actions.organizers import make_organizer
from consultations.models import Appeal, Idea
from tests.consultations.desk import address, rows_of
from tests.consultations.hidden import KINDS, hidden_text
from tests.desk import FRAME
from tests.factories import PersonFactory


@pytest.fixture
def colleague(db):
    """Another moderator."""
    return make_organizer(person=PersonFactory(username="colleague", display_name="Coco Colleague"))


def asked(kind, amina, topic, moderator, reason="Nobody is named."):
    return appeals.appeal(text=hidden_text(kind, amina, topic, moderator), author=amina, reason=reason)


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_shows_who_hid_each_kind_of_text_and_what_its_author_says(desk, kind, amina, topic, colleague):
    page = desk.get(address(asked(kind, amina, topic, colleague, "Nobody is <named>.")))

    for words in ("Coco Colleague", "Names a person.", "Nobody is &lt;named&gt;.", "Written by Amina"):
        assertContains(page, words)
    assertNotContains(page, "You hid this text yourself")


def test_a_moderator_decides_with_an_answer_and_the_page_keeps_the_decision(desk, amina, topic, colleague, organizer):
    appeal = asked("idea", amina, topic, colleague)
    assertContains(desk.post(address(appeal), {"decision": "shown", "answer": " "}), "required", status_code=422)

    assertRedirects(desk.post(address(appeal), {"decision": "shown", "answer": "You are right."}), rows_of("appeal"))

    appeal.refresh_from_db()
    assert (appeal.decision, appeal.decided_by) == ("shown", organizer)
    assert Idea.objects.shared().count() == 1
    decided = desk.get(address(appeal))
    assertContains(decided, "You are right.")
    assertNotContains(decided, "<textarea")
    late = desk.post(address(appeal), {"decision": "upheld", "answer": "It stays."})
    assertContains(late, "decided already", status_code=422)


def test_who_hid_the_text_is_told_that_another_one_decides(desk, amina, topic, organizer):
    appeal = asked("idea", amina, topic, organizer)
    assertContains(desk.get(address(appeal)), "You hid this text yourself")

    refused = desk.post(address(appeal), {"decision": "upheld", "answer": "It does."})

    assertContains(refused, "let another moderator decide", status_code=422)
    assertContains(refused, "It does.", status_code=422)
    assert Appeal.objects.get().decided_at is None


def test_open_appeals_come_first_and_the_first_page_counts_them(desk, amina, topic, colleague):
    oldest, decided, newest = (asked("question", amina, topic, colleague) for _ in range(3))
    appeals.decide(appeal=decided, decision="shown", answer="You are right.", actor=colleague)

    assert list(desk.get(rows_of("appeal")).context["cl"].result_list) == [oldest, newest, decided]
    assert list(desk.get(rows_of("appeal"), {"decision": "open"}).context["cl"].result_list) == [oldest, newest]
    assert list(desk.get(rows_of("appeal"), {"decision": "shown"}).context["cl"].result_list) == [decided]
    waiting = {str(part["title"]): part["count"] for part in desk.get(reverse("admin:index")).context["waiting"]}
    assert waiting["Open appeals"] == 2


def test_participants_and_staff_without_a_task_reach_none(client, amina, topic, colleague):
    appeal = asked("idea", amina, topic, colleague)
    for person in (amina, PersonFactory(is_staff=True)):
        client.force_login(person)
        assert client.get(address(appeal)).status_code in (302, 403)
        assert client.post(address(appeal), {"decision": "shown", "answer": "Yes."}).status_code in (302, 403)
    assert Appeal.objects.get().decided_at is None


def test_appeals_are_neither_added_nor_deleted(desk, amina, topic, colleague):
    appeal = asked("idea", amina, topic, colleague)

    assert desk.get(reverse("admin:consultations_appeal_add")).status_code == 403
    assert desk.post(address(appeal, "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_the_same_for_any_number_of_appeals(
    desk, amina, topic, colleague, django_assert_num_queries, rows
):
    for kind in KINDS:
        for _ in range(rows):
            asked(kind, amina, topic, colleague)

    with django_assert_num_queries(FRAME + 3):
        page = desk.get(rows_of("appeal"))

    assert len(page.context["cl"].result_list) == rows * len(KINDS)
