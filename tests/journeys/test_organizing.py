"""An organizer runs a consultation from the desk, and everybody sees what came of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from consultations.models import Report
from tests.factories import CommentFactory, QuestionFactory

from . import steps

INSULT = "Whoever likes this is a fool."


@pytest.fixture
def comment(idea):
    """A comment that Bola has reported."""
    comment = CommentFactory(idea=idea, body=INSULT)
    Report.objects.create(comment=comment, reporter=idea.author, reason="attack", note="It insults everybody.")
    return comment


def test_organizer_answers_extends_and_moderates(visit, dialogue, organizer, idea, comment):
    QuestionFactory(consultation=dialogue, author=idea.author, body="Who reads the ideas?")
    page, reader = visit(), visit(width=390)
    steps.signs_in(page, "olga")
    page.goto("/admin/")
    answers_the_question(page)
    extends(page, dialogue)
    hides_the_comment(page)
    reads_what_came_of_it(reader, dialogue, idea)


def answers_the_question(page):
    page.locator("#content").get_by_role("link", name="Who reads the ideas?").click()
    page.get_by_label("answer").fill("Five **organizers** do.")
    page.get_by_role("button", name="Answer", exact=False).last.click()
    expect(page.get_by_text("Answered.")).to_be_visible()


def extends(page, dialogue):
    page.goto(f"/admin/consultations/consultation/{dialogue.pk}/extend/")
    later = timezone.now() + timedelta(days=30)
    page.locator("[name=new_closes_at_0]").fill(f"{later:%Y-%m-%d}")
    page.locator("[name=new_closes_at_1]").fill("00:00:00")
    page.get_by_label("Reason").fill("The holidays took a week.")
    page.get_by_role("button", name="Extend", exact=True).click()
    expect(page.get_by_text("The old close stays on the page")).to_be_visible()


def hides_the_comment(page):
    page.goto("/admin/")
    page.locator("#content").get_by_role("link", name=INSULT).click()
    expect(page.get_by_text("It insults everybody.")).to_be_visible()
    page.get_by_label("the text is hidden").check()
    page.get_by_label("Reason for hiding").fill("It attacks people.")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Decided. Every open report of this text is answered.")).to_be_visible()


def reads_what_came_of_it(reader, dialogue, idea):
    reader.goto("/consultations/dialogue/questions/")
    expect(reader.locator(".panel strong")).to_have_text("organizers")
    reader.goto("/consultations/dialogue/")
    steps.sees(reader, "The holidays took a week.")
    reader.goto(idea.get_absolute_url())
    steps.sees(reader, "The moderators hid this comment: It attacks people.")
    expect(reader.get_by_text(INSULT)).to_have_count(0)
