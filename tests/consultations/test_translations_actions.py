"""Translations by volunteers: who may write them, what they render, and what happens to two people at once."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from consultations.actions import answers, ideas, moderation
from consultations.actions.translations import raise_revision, translate
from consultations.models import Idea, Translation
from notices.models import Notice
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
from tests.races import at_once

WORDS = {"title": "Comparte", "body": "Cada participante muestra lo que **aprendió**."}


def refused(code):
    return pytest.raises(ValidationError, check=lambda error: error.code == code)


@pytest.fixture
def spanish(db):
    return LanguageFactory(code="es")


@pytest.fixture
def lucia(spanish):
    """She speaks Spanish."""
    return declare(PersonFactory(username="lucia"), spanish, "3")


@pytest.fixture
def idea(topic, amina):
    return IdeaFactory(topic=topic, author=amina)


@pytest.fixture
def write(dialogue, spanish, lucia, idea):
    """Translate the idea into Spanish, as Lucia if nothing else is said."""

    def call(**changes):
        given = {"text": idea, "consultation": dialogue, "language": spanish, "author": lucia, "revision": 1}
        return translate(**{**given, "seen": None, "form_key": uuid.uuid4(), **WORDS, **changes})

    return call


def texts(dialogue, idea):
    return [
        (idea, WORDS),
        (CommentFactory(idea=idea), {"body": "De acuerdo."}),
        (QuestionFactory(consultation=dialogue), {"body": "¿Quién decide?"}),
        (TermFactory(concept__consultation=dialogue), {"body": "Quien muestra el camino."}),
        (FindingFactory(consultation=dialogue), WORDS),
    ]


def test_every_kind_of_text_is_translated(write, dialogue, idea, lucia):
    for text, words in texts(dialogue, idea):
        kept = write(text=text, **{"title": "", **words})

        assert kept.source == text
        assert (kept.author, kept.revision, kept.title, kept.is_outdated) == (lucia, 1, words.get("title", ""), False)
        assert kept.history.get().history_user == lucia
    assert (
        Translation.objects.get(idea=idea).body_html
        == "<p>Cada participante muestra lo que <strong>aprendió</strong>.</p>\n"
    )


def test_a_form_sent_twice_is_one(write):
    key = uuid.uuid4()

    assert write(form_key=key) == write(form_key=key)
    assert Translation.objects.get().history.count() == 1


def test_a_key_that_its_author_used_elsewhere_is_no_fault(write, topic):
    key = uuid.uuid4()
    write(form_key=key)

    assert write(form_key=key, text=IdeaFactory(topic=topic)).form_key != key


def test_who_improves_a_translation_becomes_its_author(write, spanish):
    first = write()
    bruno = declare(PersonFactory(username="bruno"), spanish, "1")

    better = write(author=bruno, seen=first.form_key, title="Comparte lo que sabes")

    assert (better.pk, better.author, better.title) == (first.pk, bruno, "Comparte lo que sabes")
    assert better.changed_at is not None
    assert list(better.history.order_by("history_id").values_list("title", "history_user__username")) == [
        ("Comparte", "lucia"),
        ("Comparte lo que sabes", "bruno"),
    ]


def test_who_finds_that_it_still_holds_does_not(write, spanish, idea, lucia):
    first = write()
    Idea.objects.filter(pk=idea.pk).update(revision=2)
    bruno = declare(PersonFactory(username="bruno"), spanish, "1")

    kept = write(author=bruno, seen=first.form_key, revision=2)

    assert (kept.author, kept.revision, kept.form_key) == (lucia, 2, first.form_key)


def test_a_stale_improvement_is_refused(write):
    first = write()
    write(seen=first.form_key, title="Comparte lo que sabes")

    with refused("stale"):
        write(seen=first.form_key, title="Otra cosa")
    with refused("stale"):
        write(title="Sin haber leído")
    assert Translation.objects.get().title == "Comparte lo que sabes"


def test_a_source_that_changed_meanwhile_is_refused(write, idea):
    Idea.objects.filter(pk=idea.pk).update(revision=2)

    with refused("changed"):
        write()
    with refused("changed"):
        write(revision=3)
    assert not Translation.objects.exists()


def test_only_into_a_declared_language_and_another_than_the_sources(write, english, spanish, amina, lucia):
    nobody = declare(PersonFactory(), spanish, "0")
    with refused("not_declared"):
        write(author=amina)
    with refused("not_declared"):
        write(author=nobody)
    with refused("same"):
        write(author=declare(lucia, english), language=english)
    assert not Translation.objects.exists()


def test_a_gloss_may_be_translated_into_the_language_of_its_word(write, dialogue, spanish):
    term = TermFactory(concept__consultation=dialogue, language=spanish, gloss="A person who shows the way.")

    assert write(text=term, title="", body="Quien muestra el camino.").term == term


@pytest.mark.parametrize("words", [{"title": " "}, {"body": ""}, {"title": "", "body": "Solo el texto."}])
def test_each_part_is_translated(write, words):
    with refused("incomplete"):
        write(**words)


def test_an_answered_question_is_translated_with_its_answer(write, dialogue, organizer):
    question = QuestionFactory(consultation=dialogue)
    answers.answer(question=question, text="The peers.", seen="", actor=organizer)
    words = {"text": question, "revision": 2, "title": "", "body": "¿Quién decide?"}

    with refused("incomplete"):
        write(**words)
    assert write(**words, answer="Los pares.").answer_html == "<p>Los pares.</p>\n"


@pytest.mark.parametrize(
    "change", [{"hidden_at": timezone.now(), "hidden_reason": "It names somebody."}, {"shared_at": None}]
)
def test_a_text_that_nobody_reads_any_more_is_not_translated(write, idea, change):
    Idea.objects.filter(pk=idea.pk).update(**change)

    with refused("gone"):
        write()


def test_a_text_that_was_deleted_is_not_translated(write, idea):
    Idea.objects.filter(pk=idea.pk).delete()

    with refused("gone"):
        write()


def test_a_comment_on_a_hidden_idea_is_not_translated(write, idea, organizer):
    comment = CommentFactory(idea=idea)
    moderation.hide(text=idea, reason="Spam.", actor=organizer)

    with refused("gone"):
        write(text=comment, title="")


def test_a_hidden_translation_takes_no_changes(write, organizer):
    first = write()
    moderation.hide(text=first, reason="It says something else.", actor=organizer)

    with refused("hidden"):
        write(seen=first.form_key, title="Otra vez")


# What makes a translation outdated


def test_a_changed_idea_outdates_its_translation(write, idea, amina):
    translation = write()

    ideas.change_idea(
        idea=idea, actor=amina, revision=1, topic=idea.topic, language=idea.language, title="New", body="Other words."
    )

    assert Translation.objects.get(pk=translation.pk).is_outdated


def test_a_changed_answer_raises_the_revision_and_the_same_one_does_not(dialogue, organizer):
    question = QuestionFactory(consultation=dialogue)
    said = [("The peers.", ""), ("The peers. ", "The peers."), ("All peers.", "The peers.")]

    revisions = [
        answers.answer(question=question, text=text, seen=seen, actor=organizer).revision for text, seen in said
    ]

    assert revisions == [2, 2, 3]


def test_raise_revision_counts_on_from_what_stands_in_the_database(dialogue):
    term = TermFactory(concept__consultation=dialogue)
    type(term).objects.filter(pk=term.pk).update(revision=5)

    raise_revision(term)

    assert term.revision == 6


# Who is told


def told():
    return list(Notice.objects.order_by("pk").values_list("recipient__username", "kind"))


def test_the_author_is_told_once(write, spanish):
    first = write()
    write(seen=first.form_key, title="Mejor")

    assert told() == [("amina", "translation")]


def test_who_translates_an_own_text_is_not_told_and_neither_is_nobody(write, dialogue, idea, amina, spanish):
    write(author=declare(amina, spanish))
    write(text=TermFactory(concept__consultation=dialogue, proposer=None), title="")
    write(text=FindingFactory(consultation=dialogue))

    assert told() == []


# At once


@pytest.mark.django_db(transaction=True)
def test_two_first_translations_at_once_are_one_and_a_refusal(write, spanish):
    people = [declare(PersonFactory(), spanish) for _ in range(4)]

    answers = at_once([lambda person=person: write(author=person) for person in people])

    kept = Translation.objects.get()
    assert [answer for answer in answers if isinstance(answer, Translation)] == [kept]
    assert sorted(type(answer).__name__ for answer in answers) == ["Translation"] + ["ValidationError"] * 3


@pytest.mark.django_db(transaction=True)
def test_two_improvements_at_once_are_one_and_a_refusal(write, idea, spanish):
    first = TranslationFactory(idea=idea, language=spanish)
    people = [declare(PersonFactory(), spanish) for _ in range(4)]

    answers = at_once(
        [lambda person=person: write(author=person, seen=first.form_key, title=person.username) for person in people]
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Translation"] + ["ValidationError"] * 3
    assert first.history.count() == 2
