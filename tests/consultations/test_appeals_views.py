"""Where authors read their hidden texts, and ask the moderators once more."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.actions import appeals, moderation
from consultations.models import Appeal, Consultation
from notices.actions.carrying import carry_due
from notices.kinds import attach_subjects
from notices.letters import mail_of
from notices.models import Notice
from tests.consultations.hidden import KINDS, hidden_text, text_of_kind
from tests.factories import CommentFactory, PersonFactory

WORDS = {
    "idea": "My own proposal.",
    "comment": "My own remark.",
    "question": "My own question?",
    "term": "My own explanation.",
}


def page(text, kind=None, slug="dialogue"):
    return reverse("consultations:appeal", args=[slug, kind or text._meta.model_name, text.pk])


@pytest.fixture
def idea(amina, topic, organizer):
    return hidden_text("idea", amina, topic, organizer)


@pytest.mark.parametrize("kind", WORDS)
def test_authors_read_their_hidden_text_at_its_place_and_find_the_way_to_ask(
    client, kind, amina, bola, topic, organizer
):
    text = hidden_text(kind, amina, topic, organizer)
    client.force_login(amina)
    own = client.get(text.get_absolute_url())
    assertContains(own, WORDS[kind])
    assertContains(own, "Names a person.")
    assertContains(own, page(text))

    for reader in (bola, None):
        client.logout()
        if reader:
            client.force_login(reader)
        other = client.get(text.get_absolute_url())
        assertNotContains(other, WORDS[kind])
        assertNotContains(other, page(text))


def test_translators_read_their_hidden_translation_at_its_place_and_find_the_way_to_ask(
    client, amina, bola, topic, organizer
):
    text = hidden_text("translation", amina, topic, organizer)
    amina.interface_language = "es"
    amina.save()
    for person, sees in ((amina, assertContains), (bola, assertNotContains)):
        client.force_login(person)
        response = client.get(text.get_absolute_url(), headers={"accept-language": "es"})
        sees(response, "Mi propia propuesta.")
        sees(response, page(text))


@pytest.mark.parametrize("kind", WORDS)
def test_the_page_of_ones_own_texts_leads_there_too(client, kind, amina, topic, organizer):
    text = hidden_text(kind, amina, topic, organizer)
    client.force_login(amina)

    assertContains(client.get(reverse("consultations:my_votes", args=["dialogue"])), page(text))


def test_the_author_reads_the_history_of_a_hidden_idea_and_nobody_else_does(client, amina, bola, idea):
    address = reverse("consultations:idea_history", args=["dialogue", idea.pk])
    assert client.get(address).status_code == 404
    client.force_login(bola)
    assert client.get(address).status_code == 404
    client.force_login(amina)
    assertContains(client.get(address), "My own proposal.")


def test_a_hidden_comment_keeps_its_answers_in_their_place(client, amina, topic, organizer, bola):
    comment = hidden_text("comment", amina, topic, organizer)
    CommentFactory(idea=comment.idea, author=bola, parent=comment, thread=comment, body="An answer to it.")

    response = client.get(comment.get_absolute_url())

    assertContains(response, "The moderators hid this comment: Names a person.")
    assertNotContains(response, "My own remark.")
    assertContains(response, "An answer to it.")
    assert [row.depth for row in response.context["threads"]] == [0, 1]


@pytest.mark.parametrize("kind", KINDS)
def test_the_author_asks(client, kind, amina, topic, organizer):
    text = hidden_text(kind, amina, topic, organizer)
    client.force_login(amina)
    assertContains(client.get(page(text)), "Names a person.")

    response = client.post(page(text), {"reason": "Nobody is named."})

    assertRedirects(response, text.get_absolute_url(), fetch_redirect_response=False)
    appeal = Appeal.objects.get()
    assert (getattr(appeal, kind), appeal.author, appeal.reason) == (text, amina, "Nobody is named.")
    assertContains(client.get(page(text)), "You asked already")
    assertContains(client.get(page(text)), "Nobody is named.")
    assert client.post(page(text), {"reason": "Again."}).status_code == 302
    assert Appeal.objects.count() == 1


def test_an_appeal_without_a_reason_or_too_long_keeps_what_was_typed(client, amina, idea):
    client.force_login(amina)

    assertContains(client.post(page(idea), {"reason": " "}), "Please say why", status_code=422)
    assertContains(client.post(page(idea), {"reason": "ab <c> " * 200}), "ab &lt;c&gt;", status_code=422)
    assert not Appeal.objects.exists()


def test_the_decision_stands_on_the_page_with_its_answer(client, amina, idea):
    appeal = appeals.appeal(text=idea, author=amina, reason="Nobody is named.")
    appeals.decide(appeal=appeal, decision="upheld", answer="The <street> is.", actor=PersonFactory())
    client.force_login(amina)

    assertContains(client.get(page(idea)), "The &lt;street&gt; is.")
    assertContains(client.post(page(idea), {"reason": "Please."}), "The &lt;street&gt; is.", status_code=422)


def test_a_text_that_is_shown_again_leads_to_its_place(client, amina, idea, organizer):
    moderation.show(text=idea, reason="My mistake.", actor=organizer)
    client.force_login(amina)

    for response in (client.get(page(idea)), client.post(page(idea), {"reason": "Please."})):
        assertRedirects(response, idea.get_absolute_url(), fetch_redirect_response=False)
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_author_finds_the_page(client, kind, amina, bola, topic, organizer):
    text = hidden_text(kind, amina, topic, organizer)
    assertRedirects(
        client.post(page(text), {"reason": "Please."}),
        f"{reverse('account_login')}?next={page(text)}",
        fetch_redirect_response=False,
    )
    for person in (bola, organizer):
        client.force_login(person)
        assert client.get(page(text)).status_code == 404
        assert client.post(page(text), {"reason": "Please."}).status_code == 404
    client.force_login(amina)
    assert client.get(page(text, kind="ballot")).status_code == 404
    assert client.get(page(text, slug="elsewhere")).status_code == 404


def test_it_may_be_asked_after_the_close_but_not_before_publication(client, amina, dialogue, idea):
    client.force_login(amina)
    Consultation.objects.filter(pk=dialogue.pk).update(closes_at=timezone.now())
    assert client.get(page(idea)).status_code == 200

    Consultation.objects.filter(pk=dialogue.pk).update(published_at=None)
    assert client.get(page(idea)).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_the_mail_of_a_hiding_leads_there_and_the_mail_of_the_decision_says_it(
    kind, amina, topic, organizer, django_assert_num_queries
):
    text = hidden_text(kind, amina, topic, organizer)
    (notice,) = attach_subjects(list(Notice.objects.filter(kind="text_hidden").with_facts()))
    with django_assert_num_queries(0):
        body = mail_of(notice).body
    assert page(text) in body

    appeal = appeals.appeal(text=text, author=amina, reason="Nobody is named.")
    appeals.decide(appeal=appeal, decision="upheld", answer="The street is.", actor=PersonFactory())

    (notice,) = attach_subjects(list(Notice.objects.filter(kind="appeal_decided").with_facts()))
    mail = mail_of(notice)
    assert "the text stays hidden" in mail.body
    assert "The street is." in mail.body
    assert text.get_absolute_url() in mail.body
    carry_due()
    assert set(Notice.objects.values_list("state", flat=True)) == {"told"}


@pytest.mark.parametrize("rows", [1, 3])
def test_an_author_reads_any_number_of_hidden_texts_at_the_same_cost(
    client, amina, topic, organizer, rows, django_assert_num_queries
):
    for _ in range(rows):
        hidden_text("question", amina, topic, organizer)
    client.force_login(amina)

    with django_assert_num_queries(9):
        response = client.get(reverse("consultations:questions", args=["dialogue"]))

    assertContains(response, "Ask the moderators once more", count=rows)


@pytest.mark.parametrize("kind", ["comment", "question", "term"])
def test_links_to_report_say_what_they_report(client, kind, amina, bola, topic):
    text = text_of_kind(kind, amina, topic)
    client.force_login(bola)

    page = client.get(text.get_absolute_url())

    assertContains(page, f'>Report<span class="visually-hidden">: <bdi>{text}</bdi></span></a>')
