"""What the moderators did, in numbers: by month and kind, without a text or a name."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations.actions import appeals, moderation
from consultations.moderation_log import STEPS, months_of_moderation
from tests.consultations.hidden import KINDS, hidden_text, text_of_kind
from tests.factories import IdeaFactory, PersonFactory

MARCH, APRIL, MAY = (datetime(2026, month, 1, 0, 30, tzinfo=UTC) for month in (3, 4, 5))
DAY = timedelta(days=1)


@pytest.fixture
def address(dialogue):
    return reverse("consultations:moderation", args=["dialogue"])


def at(moment, act, **facts):
    with time_machine.travel(moment, tick=True):
        return act(**facts)


def counted(consultation):
    """{(month, kind): the counts that are not 0}."""
    return {
        (f"{month['month']:%m}", str(kind)): {
            step: row["numbers"][place] for step, row in zip(STEPS, month["rows"], strict=True) if row["numbers"][place]
        }
        for month in months_of_moderation(consultation)
        for place, kind in enumerate(month["kinds"])
    }


def test_every_step_counts_in_its_own_month(dialogue, topic, amina, bola, organizer):
    idea = text_of_kind("idea", amina, topic)
    first = at(MARCH, moderation.report, text=idea, reporter=bola, reason="spam")
    at(MARCH, moderation.report, text=idea, reporter=PersonFactory(), reason="attack")
    at(MARCH, moderation.keep, report=first, actor=organizer)
    again = at(MARCH, moderation.report, text=idea, reporter=bola, reason="spam")
    at(APRIL, moderation.hide, text=idea, reason="Spam.", actor=organizer, report=again)
    idea.refresh_from_db()
    refused = at(APRIL, appeals.appeal, text=idea, author=amina, reason="It is none.")
    at(APRIL, appeals.decide, appeal=refused, decision="upheld", answer="It is.", actor=PersonFactory())
    at(APRIL, moderation.show, text=idea, reason="It was none.", actor=organizer)
    at(APRIL + DAY, moderation.hide, text=idea, reason="It is, after all.", actor=organizer)
    idea.refresh_from_db()
    granted = at(APRIL + DAY, appeals.appeal, text=idea, author=amina, reason="It is none, again.")
    at(MAY, appeals.decide, appeal=granted, decision="shown", answer="You are right.", actor=PersonFactory())

    assert counted(dialogue) == {
        ("05", "ideas"): {"shown": 1, "granted": 1},
        ("04", "ideas"): {"hidden": 2, "shown": 1, "appeals": 2, "upheld": 1},
        ("03", "ideas"): {"reports": 3, "kept": 1},
    }


def test_a_hidden_text_that_changes_is_hidden_once(dialogue, topic, amina, organizer):
    idea = at(MARCH, hidden_text, kind="idea", author=amina, topic=topic, moderator=organizer)
    idea.title = "Another title"
    at(APRIL, idea.save)

    assert counted(dialogue) == {("03", "ideas"): {"hidden": 1}}


def test_two_texts_kept_at_the_same_moment_are_two(dialogue, topic, amina, bola, organizer):
    with time_machine.travel(MARCH, tick=False):
        for _ in range(2):
            report = moderation.report(text=text_of_kind("comment", amina, topic), reporter=bola, reason="spam")
            moderation.keep(report=report, actor=organizer)

    assert counted(dialogue) == {("03", "comments"): {"reports": 2, "kept": 2}}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_text_is_counted(kind, dialogue, topic, amina, bola, organizer):
    text = text_of_kind(kind, amina, topic)
    report = at(MARCH, moderation.report, text=text, reporter=bola, reason="spam")
    at(MARCH, moderation.hide, text=text, reason="Spam.", actor=organizer, report=report)

    (counts,) = counted(dialogue).values()
    assert counts == {"reports": 1, "hidden": 1}


def test_another_consultation_is_counted_apart(dialogue, bola):
    moderation.report(text=IdeaFactory(), reporter=bola, reason="spam")

    assert months_of_moderation(dialogue) == []


def test_the_page_shows_numbers_and_no_text_reason_or_name(client, topic, amina, bola, organizer, address):
    idea = text_of_kind("idea", amina, topic)
    moderation.report(text=idea, reporter=bola, reason="other", note="A note for moderators.")
    moderation.hide(text=idea, reason="Names a person.", actor=organizer)
    idea.refresh_from_db()
    appeals.appeal(text=idea, author=amina, reason="Nobody is named.")

    page = client.get(address)

    assertContains(page, '<td class="number">1</td>', count=3)
    for secret in (idea.title, "My own proposal.", "A note", "Names a person.", "Nobody is named.", "Amina", "Bola"):
        assertNotContains(page, secret)


def test_the_first_month_of_a_reader_far_west_is_the_same(client, topic, amina, bola, address):
    at(MARCH, moderation.report, text=text_of_kind("idea", amina, topic), reporter=bola, reason="spam")
    bola.time_zone = "America/Los_Angeles"
    bola.save()
    client.force_login(bola)

    assertContains(client.get(address), "March 2026")


def test_without_anything_the_page_says_so_and_where_it_leads(client, address, dialogue):
    assertContains(client.get(address), "Nothing was reported or hidden")
    assertContains(client.get(dialogue.get_absolute_url()), address)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_months_and_texts(
    client, topic, amina, bola, address, django_assert_num_queries, settings, rows
):
    settings.READERS_CACHE_SECONDS = 0
    for moment in (MARCH, APRIL, MAY)[:rows]:
        for kind in KINDS:
            text = at(moment, text_of_kind, kind=kind, author=amina, topic=topic)
            at(moment, moderation.report, text=text, reporter=bola, reason="spam")

    with django_assert_num_queries(2):
        page = client.get(address)

    assertContains(page, "<table", count=rows)
