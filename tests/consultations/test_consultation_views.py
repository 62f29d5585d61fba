import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.models import Background, Consultation, Question
from tests.factories import (
    CommentFactory,
    ConceptFactory,
    ConsultationFactory,
    IdeaFactory,
    QuestionFactory,
    TopicFactory,
)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_number_of_consultations(client, rows, english, django_assert_num_queries):
    ConsultationFactory.create_batch(rows)
    with django_assert_num_queries(1):
        response = client.get(reverse("consultations:list"))
    assertContains(response, "How do we grow leaders?", count=rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_consultation_costs_the_same_for_any_number_of_topics(client, dialogue, rows, django_assert_num_queries):
    TopicFactory.create_batch(rows, consultation=dialogue)
    for number in range(rows):
        Background.objects.create(consultation=dialogue, title=f"Why {number}?", body="Because.")
    with django_assert_num_queries(7):
        response = client.get(dialogue.get_absolute_url())
    assertContains(response, "How should it choose its participants?", count=rows)
    assertContains(response, "Because.", count=rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_topic_costs_the_same_for_any_number_of_comments(client, topic, rows, django_assert_num_queries):
    CommentFactory.create_batch(rows, idea=None, topic=topic)
    with django_assert_num_queries(7):
        response = client.get(topic.get_absolute_url())
    assertContains(response, "I agree.", count=rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_questions_cost_the_same_for_any_number(client, dialogue, rows, django_assert_num_queries):
    QuestionFactory.create_batch(rows, consultation=dialogue)
    with django_assert_num_queries(4):
        response = client.get(reverse("consultations:questions", args=[dialogue.slug]))
    assertContains(response, "Who decides?", count=rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_home_costs_the_same_for_any_number_of_ideas(client, topic, rows, django_assert_num_queries):
    IdeaFactory.create_batch(rows, topic=topic)
    with django_assert_num_queries(12):
        response = client.get("/")
    assertContains(response, "share what you learned", count=rows)


def test_open_and_closed_are_said_in_words(client, dialogue):
    assertContains(client.get(dialogue.get_absolute_url()), "Share an idea")
    Consultation.objects.filter(pk=dialogue.pk).update(closes_at=timezone.now())
    response = client.get(dialogue.get_absolute_url())
    assertContains(response, "The consultation is closed.")
    assertNotContains(response, "Share an idea")


def test_ask_a_question(client, dialogue, amina):
    address = reverse("consultations:questions", args=[dialogue.slug])
    asked = {"body": "Who reads this?", "language": dialogue.language.pk, "form_key": str(uuid.uuid4())}
    assertRedirects(
        client.post(address, asked), f"{reverse('account_login')}?next={address}", fetch_redirect_response=False
    )
    client.force_login(amina)
    assertContains(client.post(address, asked, follow=True), "Who reads this?")
    client.post(address, asked)
    assert Question.objects.count() == 1


def test_ask_too_late_keeps_the_question(client, dialogue, amina):
    client.force_login(amina)
    Consultation.objects.filter(pk=dialogue.pk).update(closes_at=timezone.now())
    response = client.post(
        reverse("consultations:questions", args=[dialogue.slug]),
        {"body": "Who reads this?", "language": dialogue.language.pk},
    )
    assertContains(response, "Who reads this?", status_code=422)


def test_an_answer_stands_below_its_question(client, dialogue, amina):
    QuestionFactory(consultation=dialogue, answer="The community.", answered_at=timezone.now(), answered_by=amina)
    response = client.get(reverse("consultations:questions", args=[dialogue.slug]))
    assertContains(response, "Official answer")
    assertContains(response, "The community.")


def test_home_without_an_open_consultation_leads_to_the_closed_ones(client, dialogue):
    Consultation.objects.filter(pk=dialogue.pk).update(closes_at=timezone.now())
    assertContains(client.get("/"), "Read what was asked before")


def test_pages_for_machines(client, db):
    assert client.get("/healthz/live").json() == {"status": "live"}
    assert client.get("/healthz/ready").json() == {
        "status": "ready",
        "failed": [],
        "oldest_due_notice_seconds": 0,
    }


def test_too_many_texts_an_hour_keep_what_was_typed(client, dialogue, amina, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "write": "1/h/user"}
    client.force_login(amina)
    address = reverse("consultations:questions", args=[dialogue.slug])
    typed = {"body": "Who reads this?", "language": dialogue.language.pk}
    assert client.post(address, typed).status_code == 302
    response = client.post(address, {**typed, "body": "And who answers?"})
    assertContains(response, "And who answers?", status_code=422)
    assert Question.objects.count() == 1


def test_every_way_to_send_a_text_counts(client, topic, dialogue, amina, bola, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "write": "0/h/user"}
    own, other = IdeaFactory(topic=topic, author=amina), IdeaFactory(topic=topic, author=bola)
    remark, concept = CommentFactory(idea=other, author=amina), ConceptFactory(consultation=dialogue)
    text = {"body": "More of it.", "language": dialogue.language.pk, "revision": 1}
    forms = {
        "new_idea": ([], {**text, "title": "An idea", "topic": topic.pk}),
        "edit_idea": ([own.pk], {**text, "title": "An idea", "topic": topic.pk}),
        "idea_comment": ([own.pk], text),
        "topic_comment": ([topic.slug], text),
        "edit_comment": ([remark.pk], text),
        "questions": ([], text),
        "propose_term": (["en"], {"concept": concept.pk, "text": "guide", "gloss": "Who leads."}),
        "report": (["idea", other.pk], {"reason": "spam"}),
    }
    client.force_login(amina)

    for name, (args, typed) in forms.items():
        response = client.post(reverse(f"consultations:{name}", args=[dialogue.slug, *args]), typed)
        assertContains(response, "You have sent very many texts", status_code=422)


def test_what_can_be_read_answers_head(client, dialogue):
    for name, args in (("questions", []), ("ballot", ["en"])):
        assert client.head(reverse(f"consultations:{name}", args=[dialogue.slug, *args])).status_code == 200


def test_profile_shows_shared_ideas_only_when_chosen(client, topic, amina):
    idea = IdeaFactory(topic=topic, author=amina)
    IdeaFactory(topic=topic, author=amina, shared_at=None, title="Still a draft")
    assertNotContains(client.get(amina.get_absolute_url()), idea.title)
    amina.shown = ["contributions"]
    amina.save()
    response = client.get(amina.get_absolute_url())
    assertContains(response, idea.title)
    assertNotContains(response, "Still a draft")


def test_own_page_leads_to_drafts_and_votes(client, topic, amina):
    IdeaFactory(topic=topic, author=amina, shared_at=None, title="Still a draft")
    client.force_login(amina)
    response = client.get(reverse("people:me"))
    assertContains(response, "Still a draft")
    assertContains(response, reverse("consultations:my_votes", args=[topic.consultation.slug]))
