"""What the pages of the results say beside the numbers: verdicts, who says so, why not, and the matrix in words."""

import re

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from consultations.models import Ballot, Consultation
from tests.consultations.test_words_results import at, close, show
from tests.factories import BallotFactory, ConceptFactory, LanguageFactory, PersonFactory, TermFactory


@pytest.fixture
def concept(dialogue):
    show(dialogue, "always")
    return ConceptFactory(consultation=dialogue, title="A person who guides")


def word(concept, text, code="en", fluent=0, reasons=(), **grades):
    """A word with so many votes of each grade; the first ones are those of fluent speakers."""
    term = TermFactory(concept=concept, text=text, language=LanguageFactory(code=code))
    votes = [grade.strip("_") for grade, people in grades.items() for _ in range(people)]
    Ballot.objects.bulk_create(
        Ballot(
            person=PersonFactory(),
            term=term,
            grade=grade,
            is_fluent=place < fluent,
            reasons=list(reasons) if grade == "against" else [],
        )
        for place, grade in enumerate(votes)
    )
    return term


@pytest.mark.parametrize(
    ("votes", "verdict", "sentence"),
    [
        ({"for_": 5}, "too few votes", "5 of 5 for: not settled yet; 5 more votes for it would settle it."),
        ({"for_": 8, "neutral": 2}, "admitted", "8 of 10 for: not settled yet; one more vote for it would settle it."),
        ({"for_": 9, "neutral": 2}, "preferred", "9 of 11 for: preferred, as surely more than 50 % are for it."),
        ({"for_": 1, "against": 9}, "to be avoided", "to be avoided, as surely more than 33 % are against it."),
        (
            {"for_": 90, "against": 90},
            "contested",
            "contested, as surely more than 33 % are for it and as many against.",
        ),
        (
            {"against": 3, "neutral": 9},
            "undecided",
            "0 of 12 for: far from settled; it would take 24 more votes for it,",
        ),
    ],
)
def test_each_verdict_has_its_sentence(client, dialogue, concept, votes, verdict, sentence):
    word(concept, "lodestar", **votes)
    page = client.get(at("language_results", dialogue, "en"))
    assertContains(page, sentence)
    assertContains(page, f"<td>{verdict}</td>", html=True)
    assertContains(page, f"</svg> {verdict}</span>")
    assertContains(client.get(at("results", dialogue)), f"</svg> {verdict}</span>")


def test_one_vote_settles_it_as_was_said(client, dialogue, concept):
    term = word(concept, "lodestar", for_=8, neutral=2)
    assertContains(client.get(at("language_results", dialogue, "en")), "one more vote for it would settle it")
    BallotFactory(term=term)
    assertContains(client.get(at("language_results", dialogue, "en")), "9 of 11 for: preferred")


def test_what_is_very_far_is_called_so(client, dialogue, concept):
    Consultation.objects.filter(pk=dialogue.pk).update(published_at=None)
    Consultation.objects.filter(pk=dialogue.pk).update(preferred_above=0.999, published_at=timezone.now())
    word(concept, "lodestar", for_=6)
    assertContains(client.get(at("language_results", dialogue, "en")), "6 of 6 for: far from settled.")


def test_fluent_speakers_stand_apart(client, dialogue, concept):
    word(concept, "lodestar", fluent=7, for_=9, against=5)
    page = client.get(at("language_results", dialogue, "en"))
    assertContains(page, "<dt>Fluent speakers</dt><dd>7 of 7 for it</dd>", html=True)
    assertContains(page, "<dt>Others</dt><dd>2 of 7 for it</dd>", html=True)


def test_few_fluent_speakers_are_hidden_with_the_others(client, dialogue, concept):
    word(concept, "lodestar", fluent=4, for_=9, against=5)
    page = client.get(at("language_results", dialogue, "en"))
    assertNotContains(page, "<dt>Fluent speakers</dt>")
    assertNotContains(page, "<dt>Others</dt>")


def test_nobody_among_the_others_is_said_in_words(client, dialogue, concept):
    word(concept, "lodestar", fluent=6, for_=6)
    assertContains(
        client.get(at("language_results", dialogue, "en")), "<dt>Others</dt><dd>none of those who voted</dd>", html=True
    )


def test_reasons_against_stand_by_word_and_by_language(client, dialogue, concept):
    word(concept, "chief", for_=1, against=6, reasons=["gender", "hierarchy"])
    word(concept, "jefe", code="es", for_=1, against=4, reasons=["religion"])
    for page in (at("language_results", dialogue, "en"), at("results", dialogue)):
        response = client.get(page)
        assertContains(response, "puts somebody above others (6 people) · leaves out a gender (6 people)")
        assertNotContains(response, "sounds religious")
    assertNotContains(client.get(at("language_results", dialogue, "es")), "sounds religious")


def test_matrix_says_in_how_many_languages_a_word_is_preferred(client, dialogue, concept):
    word(concept, "guide", for_=20)
    word(concept, "guía", code="es", for_=20)
    word(concept, "guida", code="it", for_=5, against=5)
    word(concept, "kiongozi", code="sw", for_=4)
    page = client.get(at("results", dialogue))
    assertContains(page, "Preferred in 2 of 3 languages.")
    assertContains(
        page, '<td role="cell" data-concept="A person who guides" class="verdict-cell verdict-cell--preferred">'
    )
    assertContains(page, "Pooled over these languages and all their words: 50 votes, 45 for and 5 against.")
    assertNotContains(page, "kiongozi")


def test_matrix_counts_the_languages_of_this_reader_alone(client, dialogue, concept):
    show(dialogue, "after_vote")
    spanish = word(concept, "guía", code="es", for_=20)
    word(concept, "guide", for_=20)
    client.force_login(spanish.ballots.first().person)
    assertContains(client.get(at("results", dialogue)), "Preferred in 1 of 1 language.")
    close(dialogue)
    assertContains(client.get(at("results", dialogue)), "Preferred in 2 of 2 languages.")


def test_tied_words_stand_together(client, dialogue, concept):
    word(concept, "guide", for_=12, neutral=10)
    word(concept, "organizer", for_=11, neutral=11)
    page = client.get(at("results", dialogue))
    assertContains(
        page, '<span class="quiet">tied:</span> <bdi class="verdict-cell__word" lang="en" dir="ltr">guide</bdi>'
    )


def test_words_of_other_scripts_keep_their_direction(client, dialogue, concept):
    word(concept, "مرشد", code="ar", for_=12)
    for page in (at("language_results", dialogue, "ar"), at("results", dialogue)):
        assertContains(client.get(page), 'lang="ar" dir="rtl">مرشد</bdi>')


def test_pages_say_that_voters_chose_themselves_and_what_can_be_seen_by_looking_twice(client, dialogue, concept):
    word(concept, "guide", for_=12)
    for page in (at("language_results", dialogue, "en"), at("results", dialogue)):
        assertContains(client.get(page), "Voters chose themselves to vote.")
        assertContains(client.get(page), "Who looks twice can see that somebody voted in between")
    close(dialogue)
    assertNotContains(client.get(at("results", dialogue)), "Who looks twice")


def test_the_matrix_in_words_is_folded_by_concept_and_says_the_sum_while_closed(client, dialogue, concept):
    word(concept, "lodestar", for_=9, neutral=2)
    page = client.get(at("results", dialogue)).content.decode()
    [folded] = re.findall(r'<details class="fold fold--told">(.+?)</details>', page, re.DOTALL)
    summary, rest = folded.split("</summary>")
    assert "A person who guides" in summary
    assert "Preferred in 1 of 1 language." in summary
    assert "lodestar" in rest
