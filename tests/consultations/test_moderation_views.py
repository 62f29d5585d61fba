"""The page on which a reader reports a text."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from consultations.actions import moderation
from consultations.models import Consultation, Report
from tests.consultations.hidden import KINDS, text_of_kind
from tests.factories import CommentFactory, ConceptFactory, IdeaFactory, PersonFactory, QuestionFactory, TermFactory


@pytest.fixture
def texts(dialogue, topic):
    idea = IdeaFactory(topic=topic)
    return {
        "idea": idea,
        "comment": CommentFactory(idea=idea),
        "question": QuestionFactory(consultation=dialogue),
        "term": TermFactory(concept=ConceptFactory(consultation=dialogue)),
        "translation": text_of_kind("translation", PersonFactory(), topic),
    }


def page(text, kind=None, slug="dialogue"):
    return reverse("consultations:report", args=[slug, kind or text._meta.model_name, text.pk])


@pytest.mark.parametrize("kind", KINDS)
def test_report_of_each_kind(client, amina, texts, kind):
    client.force_login(amina)
    assert client.get(page(texts[kind])).status_code == 200

    response = client.post(page(texts[kind]), {"reason": "spam", "note": "An advertisement."})

    assertRedirects(response, texts[kind].get_absolute_url(), fetch_redirect_response=False)
    report = Report.objects.get()
    assert (report.reporter, report.reason, getattr(report, kind)) == (amina, "spam", texts[kind])


def test_report_asks_strangers_to_sign_in(client, texts):
    response = client.post(page(texts["idea"]), {"reason": "spam"})

    assertRedirects(response, f"{reverse('account_login')}?next={page(texts['idea'])}", fetch_redirect_response=False)
    assert not Report.objects.exists()


def test_report_sent_twice_is_one_and_the_page_says_so(client, amina, texts):
    client.force_login(amina)
    for _ in range(2):
        assert client.post(page(texts["idea"]), {"reason": "spam"}).status_code == 302

    assert Report.objects.count() == 1
    assertContains(client.get(page(texts["idea"])), "You reported this text already")


def test_report_without_a_reason_keeps_what_was_typed(client, amina, texts):
    client.force_login(amina)

    response = client.post(page(texts["idea"]), {"reason": "other", "note": ""})
    assertContains(response, "Please say in a sentence what is wrong.", status_code=422)

    response = client.post(page(texts["idea"]), {"note": "It names my <street>."})
    assertContains(response, "It names my &lt;street&gt;.", status_code=422)
    assert not Report.objects.exists()


def test_report_of_ones_own_text_is_refused_in_a_sentence(client, texts):
    client.force_login(texts["idea"].author)

    response = client.post(page(texts["idea"]), {"reason": "spam"})

    assertContains(response, "This text is your own.", status_code=422)


def test_report_is_possible_after_the_close(client, amina, dialogue, texts):
    Consultation.objects.filter(pk=dialogue.pk).update(closes_at=timezone.now())
    client.force_login(amina)

    assert client.post(page(texts["idea"]), {"reason": "spam"}).status_code == 302


@pytest.mark.parametrize("kind", KINDS)
def test_report_of_a_hidden_text_is_not_found(client, amina, texts, kind):
    moderation.hide(text=texts[kind], reason="Spam.", actor=PersonFactory())
    client.force_login(amina)

    assert client.get(page(texts[kind])).status_code == 404


def test_report_of_what_one_may_not_see_is_not_found(client, amina, topic, texts):
    draft = IdeaFactory(topic=topic, shared_at=None)
    on_draft = CommentFactory(idea=draft)
    elsewhere = IdeaFactory()
    client.force_login(amina)

    assert client.get(page(draft)).status_code == 404
    assert client.get(page(on_draft)).status_code == 404
    assert client.get(page(elsewhere)).status_code == 404
    assert client.get(page(texts["idea"], kind="ballot")).status_code == 404


def test_report_of_a_comment_on_a_hidden_idea_is_not_found(client, amina, texts):
    moderation.hide(text=texts["idea"], reason="Spam.", actor=PersonFactory())
    client.force_login(amina)

    assert client.get(page(texts["comment"])).status_code == 404


def test_report_in_an_unpublished_consultation_is_not_found(client, amina, dialogue, texts):
    Consultation.objects.filter(pk=dialogue.pk).update(published_at=timezone.now() + timedelta(days=1))
    client.force_login(amina)

    assert client.get(page(texts["idea"])).status_code == 404


def test_report_of_a_translation_of_a_hidden_text_is_not_found(client, amina, texts):
    moderation.hide(text=texts["translation"].idea, reason="Spam.", actor=PersonFactory())
    client.force_login(amina)

    assert client.get(page(texts["translation"])).status_code == 404


def test_report_of_the_translator_alone_is_refused_as_ones_own(client, texts):
    translation = texts["translation"]
    client.force_login(translation.author)
    assertContains(client.post(page(translation), {"reason": "spam"}), "This text is your own.", status_code=422)

    client.force_login(translation.idea.author)
    assert client.post(page(translation), {"reason": "spam"}).status_code == 302
