"""An address that leads to one comment or question opens the page on which it stands."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations.views import questions, threads
from tests.factories import CommentFactory, IdeaFactory, QuestionFactory


@pytest.fixture
def idea(topic, monkeypatch):
    monkeypatch.setattr(threads, "THREADS_A_PAGE", 2)
    return IdeaFactory(topic=topic)


def test_address_of_a_comment_opens_the_page_of_its_thread(client, idea):
    CommentFactory.create_batch(2, idea=idea)
    opener = CommentFactory(idea=idea, body="The third thread.")
    answer = CommentFactory(idea=idea, body="An answer in it.", parent=opener, thread=opener)

    for comment in (opener, answer):
        page = client.get(comment.get_absolute_url())
        assertContains(page, "The third thread.")
        assertContains(page, "An answer in it.")
    assertNotContains(client.get(idea.get_absolute_url()), "The third thread.")


def test_comment_just_written_is_on_the_page_that_follows(client, idea, bola):
    CommentFactory.create_batch(2, idea=idea)
    client.force_login(bola)
    address = reverse("consultations:idea_comment", args=[idea.consultation.slug, idea.pk])

    page = client.post(address, {"body": "Mine.", "language": idea.language.pk}, follow=True)

    assertContains(page, "<p>Mine.</p>")


def test_address_of_a_question_opens_its_page(client, dialogue, monkeypatch):
    monkeypatch.setattr(questions, "QUESTIONS_A_PAGE", 2)
    first = QuestionFactory(consultation=dialogue, body="The oldest?")
    QuestionFactory.create_batch(2, consultation=dialogue)

    assertContains(client.get(first.get_absolute_url()), "The oldest?")
    assertNotContains(client.get(reverse("consultations:questions", args=[dialogue.slug])), "The oldest?")


@pytest.mark.parametrize("key", ["", "0", "x", "-1", "²", "9" * 40])
def test_address_of_nothing_opens_the_first_page(client, idea, key):
    CommentFactory(idea=idea, body="The first thread.")
    CommentFactory.create_batch(2, idea=idea)

    assertContains(client.get(idea.get_absolute_url(), {"comment": key}), "The first thread.")
    questions_page = reverse("consultations:questions", args=[idea.consultation.slug])
    assert client.get(questions_page, {"question": key}).status_code == 200
