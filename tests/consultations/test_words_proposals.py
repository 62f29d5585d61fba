import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.models import Consultation, Term
from tests.factories import (
    ConceptFactory,
    LanguageFactory,
    TermFactory,
)


def at(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


@pytest.fixture
def concept(dialogue):
    return ConceptFactory(consultation=dialogue)


@pytest.fixture
def spanish(db):
    return LanguageFactory(code="es")


def close(dialogue, when=None):
    Consultation.objects.filter(pk=dialogue.pk).update(closes_at=when or timezone.now())


def written(concept, **changes):
    return {"concept": concept.pk, "text": "Guide", "gloss": "She knows the way."} | changes


def test_propose_puts_a_word_on_the_ballot(client, dialogue, concept, amina):
    client.force_login(amina)
    response = client.post(at("propose_term", dialogue, "en"), written(concept, connotations="way-shower"))
    term = Term.objects.get()
    assertRedirects(response, at("ballot", dialogue, "en") + f"#term-{term.pk}")
    assert (term.text, term.language.code, term.proposer, term.concept) == ("Guide", "en", amina, concept)
    assertContains(client.get(at("ballot", dialogue, "en")), "way-shower")


def test_propose_sent_twice_is_one_word(client, dialogue, concept, amina):
    client.force_login(amina)
    addresses = {client.post(at("propose_term", dialogue, "en"), written(concept)).url for _ in range(2)}
    assert addresses == {at("ballot", dialogue, "en") + f"#term-{Term.objects.get().pk}"}


@pytest.mark.parametrize("text", ["GUIDÉ", "guidé", "  Guidé ", "Guide\u0301"])
def test_propose_a_word_that_is_there_shows_where(client, dialogue, concept, amina, bola, text):
    there = TermFactory(concept=concept, text="Guidé", proposer=bola)
    client.force_login(amina)
    response = client.post(at("propose_term", dialogue, "en"), written(concept, text=text))
    assertContains(response, "is already on the ballot of this language", status_code=422)
    assertContains(response, f"{at('ballot', dialogue, 'en')}#term-{there.pk}", status_code=422)
    assertContains(response, "She knows the way.", status_code=422)
    assert Term.objects.count() == 1


def test_propose_a_word_that_was_hidden_says_why(client, dialogue, concept, amina):
    TermFactory(concept=concept, text="Boss", proposer=amina, hidden_at=timezone.now(), hidden_reason="An insult here.")
    client.force_login(amina)
    response = client.post(at("propose_term", dialogue, "en"), written(concept, text="boss"))
    assertContains(response, "took “Boss” off this ballot: An insult here.", status_code=422)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": ""},
        {"text": "x" * 61},
        {"text": "guide\u202edne"},
        {"text": "gui\u0007de"},
        {"text": "gui\x00de"},
        {"gloss": ""},
        {"gloss": "two\nlines\u0008"},
        {"concept": "999999"},
        {"concept": "x"},
    ],
)
def test_propose_with_bad_input_comes_back(client, dialogue, concept, amina, changes):
    client.force_login(amina)
    response = client.post(at("propose_term", dialogue, "en"), written(concept, connotations="kept") | changes)
    assertContains(response, "What you typed is still here.", status_code=422)
    assertContains(response, "kept", status_code=422)
    assert not Term.objects.exists()


def test_propose_a_script_is_shown_as_text(client, dialogue, concept, amina):
    client.force_login(amina)
    client.post(at("propose_term", dialogue, "en"), written(concept, text="<script>alert(1)</script>"))
    page = client.get(at("ballot", dialogue, "en"))
    assertContains(page, "&lt;script&gt;alert(1)&lt;/script&gt;")
    assertNotContains(page, "<script>alert(1)")


def test_propose_to_the_concept_of_another_consultation_comes_back(client, dialogue, concept, amina):
    client.force_login(amina)
    response = client.post(at("propose_term", dialogue, "en"), written(ConceptFactory()))
    assert response.status_code == 422


def test_propose_needs_the_language_and_an_open_consultation(client, dialogue, concept, amina, spanish):
    client.force_login(amina)
    refused = client.post(at("propose_term", dialogue, "es"), written(concept))
    assertContains(refused, "Add español to your profile first.", status_code=422)
    close(dialogue)
    refused = client.post(at("propose_term", dialogue, "en"), written(concept))
    assertContains(refused, "does not take votes and words now", status_code=422)
    assertContains(refused, "She knows the way.", status_code=422)
    assert not Term.objects.exists()
