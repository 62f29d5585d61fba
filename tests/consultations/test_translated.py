"""Reading a text in translation, with the original one tap away."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from consultations.actions import moderation
from consultations.models import Comment, Idea
from people.models import Person
from tests.factories import (
    CommentFactory,
    FindingFactory,
    IdeaFactory,
    LanguageFactory,
    PersonFactory,
    QuestionFactory,
    TermFactory,
    TranslationFactory,
    declare,
)

ORIGINAL = "the community at home learned"
SPANISH = "lo que aprendió su comunidad"


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


def in_spanish(client, address):
    return client.get(address, headers={"Accept-Language": "es"})


def test_a_reader_of_the_language_sees_the_translation_and_the_original_one_tap_away(client, idea):
    TranslationFactory(idea=idea, author__display_name="Lucía")

    page = in_spanish(client, idea.get_absolute_url())

    assertContains(page, '<h1 lang="es" dir="auto">Comparte lo que aprendiste</h1>', html=True)
    assertContains(page, "Lucía")
    text = page.content.decode()
    assert text.index("<details") < text.index(ORIGINAL) < text.index("</details>", text.index(ORIGINAL))
    assert text.index("</details>", text.index(ORIGINAL)) < text.index(SPANISH)


def test_a_reader_of_the_sources_language_sees_the_original(client, idea):
    TranslationFactory(idea=idea)

    page = client.get(idea.get_absolute_url())

    assertContains(page, ORIGINAL)
    assertNotContains(page, SPANISH)


def test_who_declared_the_language_better_than_the_sources_sees_the_translation(client, topic, lucia, spanish):
    idea = IdeaFactory(topic=topic, language=LanguageFactory(code="fr"))
    TranslationFactory(idea=idea)
    client.force_login(lucia)
    assertContains(client.get(idea.get_absolute_url()), SPANISH)

    declare(lucia, idea.language, "2")
    assertContains(client.get(idea.get_absolute_url()), SPANISH)
    lucia.language_levels.filter(language=spanish).update(level="1")
    assertNotContains(client.get(idea.get_absolute_url()), SPANISH)


def test_an_outdated_translation_says_so(client, idea):
    TranslationFactory(idea=idea)
    assertNotContains(in_spanish(client, idea.get_absolute_url()), "chip--notice")

    Idea.objects.filter(pk=idea.pk).update(revision=2)

    assertContains(in_spanish(client, idea.get_absolute_url()), "chip--notice")


def test_a_hidden_translation_shows_the_reason_and_to_its_author_the_text(client, idea, lucia, organizer):
    translation = TranslationFactory(idea=idea, author=lucia)
    moderation.hide(text=translation, reason="It says something else.", actor=organizer)

    page = in_spanish(client, idea.get_absolute_url())
    assertContains(page, "It says something else.")
    assertContains(page, ORIGINAL)
    assertNotContains(page, SPANISH)
    Person.objects.filter(pk=lucia.pk).update(interface_language="es")
    client.force_login(lucia)
    assertContains(client.get(idea.get_absolute_url()), SPANISH)


def test_a_hidden_comment_shows_no_translation_and_keeps_its_answers(client, idea, organizer):
    comment = CommentFactory(idea=idea)
    CommentFactory(idea=idea, parent=comment, thread=comment, body="A calm answer.")
    TranslationFactory(idea=None, comment=comment, body="Un ataque.")
    moderation.hide(text=comment, reason="An attack.", actor=organizer)

    page = in_spanish(client, idea.get_absolute_url())

    assertContains(page, "A calm answer.")
    assertNotContains(page, "Un ataque.")
    assertNotContains(page, "I agree.")


def test_a_question_is_read_with_its_translated_answer(client, dialogue, organizer):
    question = QuestionFactory(consultation=dialogue, answer="The peers.", answered_at=timezone.now())
    TranslationFactory(idea=None, question=question, body="¿Quién decide?", answer="Los pares.")

    page = in_spanish(client, question.get_absolute_url())

    for words in ("¿Quién decide?", "Los pares.", "The peers.", "Who decides?"):
        assertContains(page, words, count=1)


def test_an_answer_that_came_after_the_translation_is_read_in_its_own_words(client, dialogue):
    question = QuestionFactory(consultation=dialogue, answer="The peers.", answered_at=timezone.now())
    TranslationFactory(idea=None, question=question, body="¿Quién decide?")

    assertContains(in_spanish(client, question.get_absolute_url()), "The peers.")


def test_a_gloss_is_read_in_the_language_of_the_page(client, dialogue):
    term = TermFactory(concept__consultation=dialogue)
    TranslationFactory(idea=None, term=term, body="Quien muestra el camino.")

    assertContains(in_spanish(client, term.get_absolute_url()), "Quien muestra el camino.")
    assertNotContains(client.get(term.get_absolute_url()), "Quien muestra el camino.")


def test_a_finding_is_read_in_translation_on_its_page_and_in_the_list(client, dialogue):
    finding = FindingFactory(consultation=dialogue)
    TranslationFactory(idea=None, finding=finding, title="Acompañar es común", body="Ocurre en pasos pequeños.")

    page = in_spanish(client, finding.get_absolute_url())

    assertContains(page, '<h1 lang="es" dir="auto">Acompañar es común</h1>', html=True)
    for words in ("Ocurre en pasos pequeños.", finding.title):
        assertContains(page, words)
    found = in_spanish(client, reverse("consultations:findings", args=[dialogue.slug]))
    assertContains(found, "Acompañar es común")
    assertNotContains(client.get(finding.get_absolute_url()), "Acompañar")


def test_a_gloss_is_translated_by_who_knows_two_languages(client, dialogue, lucia, english):
    term = TermFactory(concept__consultation=dialogue)
    client.force_login(lucia)
    assertNotContains(client.get(term.get_absolute_url()), at(term, dialogue))

    declare(lucia, english, "2")

    assertContains(client.get(term.get_absolute_url()), at(term, dialogue))


def test_the_way_to_translate_is_for_who_knows_a_second_language(client, idea, dialogue, bola, lucia):
    address = idea.get_absolute_url()
    assertNotContains(client.get(address), at(idea, dialogue))
    client.force_login(bola)  # she speaks English alone
    assertNotContains(client.get(address), at(idea, dialogue))
    client.force_login(lucia)
    assertContains(client.get(address), at(idea, dialogue))


@pytest.mark.parametrize("rows", [1, 3])
def test_an_idea_and_its_comments_cost_one_query_for_all_translations(
    client, idea, spanish, lucia, rows, django_assert_num_queries
):
    TranslationFactory(idea=idea)
    for comment in CommentFactory.create_batch(rows, idea=idea):
        TranslationFactory(idea=None, comment=comment, body="De acuerdo.")
    assert Comment.objects.count() == rows

    with django_assert_num_queries(QUERIES["reader"]):
        page = in_spanish(client, idea.get_absolute_url())
    assertContains(page, "De acuerdo.", count=rows)
    client.force_login(lucia)
    with django_assert_num_queries(QUERIES["lucia"]):
        in_spanish(client, idea.get_absolute_url())


QUERIES = {"reader": 14, "lucia": 20}
