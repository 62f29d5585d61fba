"""Writing a translation on its page: nothing that was typed is lost."""

import uuid
from threading import Thread
from time import monotonic

import pytest
from django.db import connection, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.actions import moderation
from consultations.models import Idea, Translation
from tests.factories import (
    CommentFactory,
    IdeaFactory,
    LanguageFactory,
    PersonFactory,
    TermFactory,
    TranslationFactory,
    declare,
)


@pytest.fixture
def spanish(db):
    return LanguageFactory(code="es")


@pytest.fixture
def lucia(spanish):
    """She speaks Spanish."""
    return declare(PersonFactory(username="lucia", display_name="Lucía"), spanish)


@pytest.fixture
def idea(topic, amina):
    return IdeaFactory(topic=topic, author=amina)


def at(text, consultation):
    return reverse("consultations:translate", args=[consultation.slug, text._meta.model_name, text.pk])


def typed(**changes):
    return {
        "title": "Comparte",
        "body": "Lo que *aprendió*.",
        "language": "es",
        "revision": 1,
        "seen": "",
        "form_key": str(uuid.uuid4()),
    } | changes


def test_translating_needs_a_sign_in(client, idea, dialogue):
    assertRedirects(
        client.get(at(idea, dialogue)),
        f"{reverse('account_login')}?next={at(idea, dialogue)}",
        fetch_redirect_response=False,
    )


def test_who_knows_one_more_language_writes_at_once(client, idea, dialogue, lucia):
    client.force_login(lucia)

    assertContains(client.get(at(idea, dialogue)), 'name="body"')
    page = client.post(at(idea, dialogue), typed(), follow=True)

    assertContains(page, "Readers of this language see your translation first.")
    assert page.redirect_chain == [(idea.get_absolute_url(), 302)]


def test_who_knows_many_chooses_and_sees_what_stands_there(client, idea, dialogue, lucia):
    declare(lucia, LanguageFactory(code="ar"))
    declare(lucia, idea.language)
    TranslationFactory(idea=idea, author__display_name="Bruno")
    Idea.objects.filter(pk=idea.pk).update(revision=2)
    client.force_login(lucia)

    page = client.get(at(idea, dialogue))

    assert [language.code for language, _kept in page.context["rows"]] == ["ar", "es"]  # not English, its own
    for sentence in ("Bruno", "Outdated", "Not translated yet", 'href="?language=ar"'):
        assertContains(page, sentence)


def test_who_declared_no_other_language_is_led_to_the_profile(client, idea, dialogue, bola):
    client.force_login(bola)

    assertContains(client.get(at(idea, dialogue)), reverse("people:edit_profile"))
    assertContains(client.post(at(idea, dialogue), typed()), "languages that your profile says", status_code=422)
    assertContains(client.post(at(idea, dialogue), typed()), "Lo que *aprendió*.", status_code=422)


@pytest.mark.parametrize("code", ["xx", "en", "", "e s"])
def test_a_language_that_one_may_not_choose_leads_to_the_choice(client, idea, dialogue, lucia, code):
    client.force_login(lucia)
    page = client.get(at(idea, dialogue), {"language": code})

    assert page.status_code == 200
    assertNotContains(page, 'name="body"')


@pytest.mark.parametrize(
    "wrong",
    [{"body": ""}, {"title": "x" * 201}, {"revision": "x"}, {"revision": ""}, {"seen": "x"}, {"body": "a\x00b"}],
)
def test_bad_input_brings_the_form_back_with_what_was_typed(client, idea, dialogue, lucia, wrong):
    client.force_login(lucia)
    page = client.post(at(idea, dialogue), typed(**wrong))

    assertContains(page, "Comparte" if "title" not in wrong else "x" * 201, status_code=422)
    assert not Translation.objects.exists()


def test_a_gloss_is_one_line(client, dialogue, lucia):
    term = TermFactory(concept__consultation=dialogue)
    client.force_login(lucia)

    assertContains(client.get(at(term, dialogue)), "A person who shows the way.")
    assert client.post(at(term, dialogue), typed(body="x" * 301)).status_code == 422
    assert client.post(at(term, dialogue), typed(body="Dos\nlíneas")).status_code == 422
    assertRedirects(client.post(at(term, dialogue), typed(body="Quien guía.")), term.get_absolute_url())
    assert Translation.objects.get().body == "Quien guía."


def test_a_stale_improvement_comes_back_with_both_texts_and_may_be_sent_again(client, idea, dialogue, lucia):
    first = TranslationFactory(idea=idea)
    client.force_login(lucia)
    seen = client.get(at(idea, dialogue)).context["form"]["seen"].value()
    Translation.objects.filter(pk=first.pk).update(form_key=uuid.uuid4(), body_html="<p>De otra persona</p>")

    page = client.post(at(idea, dialogue), typed(seen=seen))

    for sentence in ("Somebody else saved this translation", "De otra persona", "Lo que *aprendió*."):
        assertContains(page, sentence, status_code=422)
    again = {name: page.context["form"][name].value() for name in typed()}
    assertRedirects(client.post(at(idea, dialogue), again), idea.get_absolute_url())
    assert Translation.objects.get().author == lucia


def test_a_source_that_changed_meanwhile_stands_beside_what_was_typed(client, idea, dialogue, lucia):
    client.force_login(lucia)
    Idea.objects.filter(pk=idea.pk).update(revision=2, body_html="<p>Other words</p>")

    page = client.post(at(idea, dialogue), typed())

    for sentence in ("The original changed after you opened it", "Other words", "Lo que *aprendió*."):
        assertContains(page, sentence, status_code=422)
    assert page.context["form"]["revision"].value() == "2"


def test_a_text_that_was_deleted_meanwhile_gives_back_what_was_typed(client, idea, dialogue, lucia):
    client.force_login(lucia)
    Idea.objects.filter(pk=idea.pk).delete()

    page = client.post(at(idea, dialogue), typed(body="Mi <b>texto</b>"))

    assertContains(page, "no longer here to read", status_code=404)
    assertContains(page, "Mi &lt;b&gt;texto&lt;/b&gt;", status_code=404)
    assert client.get(at(idea, dialogue)).status_code == 404
    assert client.post(at(idea, dialogue), typed(title="", body="")).status_code == 404


def test_a_text_that_was_hidden_meanwhile_gives_back_what_was_typed(client, idea, dialogue, lucia, organizer):
    comment = CommentFactory(idea=idea)
    client.force_login(lucia)
    moderation.hide(text=comment, reason="An attack.", actor=organizer)

    page = client.post(at(comment, dialogue), typed())

    assertContains(page, "Lo que *aprendió*.", status_code=404)
    assertNotContains(page, comment.body, status_code=404)


def test_too_many_texts_in_an_hour_lose_nothing(client, idea, dialogue, lucia, settings):
    settings.ACCOUNT_RATE_LIMITS = {"write": "0/h/user"}
    client.force_login(lucia)

    assertContains(client.post(at(idea, dialogue), typed()), "Lo que *aprendió*.", status_code=422)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_choice_of_languages_costs_the_same_for_any_number(
    client, idea, dialogue, lucia, rows, django_assert_num_queries
):
    for code in ["ar", "fr", "sw"][:rows]:
        TranslationFactory(
            idea=idea, language=declare(lucia, LanguageFactory(code=code)) and LanguageFactory(code=code)
        )
    client.force_login(lucia)

    with django_assert_num_queries(5):
        client.get(at(idea, dialogue))


@pytest.mark.django_db(transaction=True)
def test_a_text_that_is_deleted_while_the_form_is_being_saved_gives_back_what_was_typed(client, idea, dialogue, lucia):
    """Without the lock of `translate` the text goes before its translation is kept: the foreign key makes it a 500."""
    client.force_login(lucia)
    sent = []
    sender = Thread(target=lambda: sent.append(in_own_connection(client.post, at(idea, dialogue), typed())))

    with transaction.atomic():
        Idea.objects.select_for_update().get(pk=idea.pk)
        sender.start()
        wait_until_somebody_waits()
        Idea.objects.filter(pk=idea.pk).delete()
    sender.join(30)

    assertContains(sent[0], "no longer here to read", status_code=404)
    assertContains(sent[0], "Lo que *aprendió*.", status_code=404)


def in_own_connection(call, *args):
    try:
        return call(*args)
    finally:
        connection.close()


def wait_until_somebody_waits():
    """Until another connection waits for a lock of ours; the form has found its text by then."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
    deadline = monotonic() + 20
    while monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
    raise AssertionError("Nobody waits.")
