"""The results as one reader may see them, before any page or file shows them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from consultations.models import Consultation, Term, TermTally
from consultations.results import pooled, ranked, results_of
from consultations.rules.tally import Tally
from consultations.rules.verdicts import Thresholds
from consultations.word_matrix import by_cell, cell, in_words, matrix
from people.models import Language
from tests.factories import BallotFactory, ConceptFactory, LanguageFactory, TermFactory

NOBODY = AnonymousUser()
ENGLISH = Language(code="en", direction="ltr")
GRADES = ("for", "neutral", "against", "unknown")


def word(text="word", *votes, fluent=(0, 0, 0, 0), **reasons):
    """A term that nobody saved, with its counts: for, neutral, against, unknown."""
    term = Term(pk=word.pk, text=text, language=ENGLISH)
    word.pk += 1
    counts = {f"votes_{grade}": count for grade, count in zip(GRADES, votes, strict=False)}
    counts |= {f"fluent_{grade}": count for grade, count in zip(GRADES, fluent, strict=True)}
    counts |= {f"reason_{reason}": count for reason, count in reasons.items()}
    TermTally(term=term, **(dict.fromkeys((f.name for f in TermTally._meta.fields if f.name != "term"), 0) | counts))
    return term


word.pk = 1


def said(*terms):
    return {result.term.text: result for result in ranked(list(terms), Thresholds())}


def test_words_stand_by_net_and_beside_it_by_votes_for_alone():
    results = said(word("many", 30, 0, 20), word("few", 8, 1, 0), word("none", 0, 0, 0), word("even", 30, 0, 10))
    assert [(text, found.place, found.approval_place) for text, found in results.items()] == [
        ("few", 1, 3),
        ("even", 2, 1),
        ("many", 3, 1),
        ("none", None, None),
    ]


def test_leaders_whose_intervals_overlap_are_tied():
    results = said(word("a", 60, 20, 20), word("b", 50, 30, 20), word("c", 30, 40, 20), word("d", 20, 0, 60))
    assert [text for text, found in results.items() if found.is_leader] == ["a", "b"]
    assert [text for text, found in results.items() if found.is_tied] == ["a", "b"]


def test_a_leader_alone_is_not_tied_and_a_word_without_support_does_not_lead():
    results = said(word("clear", 90, 5, 5), word("other", 10, 10, 80))
    assert [(found.is_leader, found.is_tied) for found in results.values()] == [(True, False), (False, False)]
    assert not any(found.is_leader for found in said(word("x", 5, 0, 5), word("y", 2, 0, 8)).values())


@pytest.mark.parametrize(("voters", "hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_words_below_five_voters_have_no_numbers(voters, hidden):
    found = said(word("w", voters))["w"]
    assert found.is_hidden is hidden
    if hidden:
        assert (found.tally, found.fluent, found.others, found.reasons, found.verdict, found.place) == (None,) * 6


def test_hidden_words_come_last_as_they_were_proposed():
    assert list(said(word("first", 4), word("second", 1), word("shown", 0, 0, 9))) == ["shown", "first", "second"]


@pytest.mark.parametrize(
    ("votes", "fluent", "shown"),
    [
        ((12, 0, 0, 0), (6, 0, 0, 0), True),
        ((12, 0, 0, 0), (4, 0, 0, 0), False),
        ((12, 0, 0, 0), (8, 0, 0, 0), False),  # four others
        ((12, 0, 0, 0), (0, 0, 0, 0), True),
        ((12, 0, 0, 0), (12, 0, 0, 0), True),
        ((7, 1, 2, 2), (1, 1, 2, 1), True),  # five each: those who do not know the word are people, too
    ],
)
def test_fluent_voters_and_others_are_shown_or_hidden_together(votes, fluent, shown):
    found = said(word("w", *votes, fluent=fluent))["w"]
    if shown:
        assert (found.fluent, found.others) == (Tally(*fluent), Tally(*votes) - Tally(*fluent))
    else:
        assert (found.fluent, found.others) == (None, None)


def test_reasons_of_five_people_are_listed_the_most_frequent_first():
    found = said(word("w", 0, 0, 20, gender=5, hierarchy=9, unclear=4, other=1))["w"]
    assert list(found.reasons.items()) == [("hierarchy", 9), ("gender", 5)]


COUNTS = st.tuples(*[st.integers(0, 9)] * 4)


@given(st.lists(st.tuples(COUNTS, COUNTS, st.integers(0, 9)), min_size=1, max_size=5))
def test_no_number_stands_for_fewer_than_five_people_nor_can_be_had_from_two(parts):
    """For any votes of fluent people and others: what is shown, and each difference of what is shown."""
    terms = []
    for fluent, others, reason in parts:
        votes = [a + b for a, b in zip(fluent, others, strict=True)]
        terms.append(word(f"w{len(terms)}", *votes, fluent=fluent, gender=min(reason, votes[2])))
    results = ranked(terms, Thresholds())
    assert {result.term.pk for result in results} == {term.pk for term in terms}
    for result in results:
        if not result.is_hidden:
            groups = [result.tally]
            groups += [result.fluent, result.others, result.tally - result.fluent] if result.fluent else []
            assert not [group for group in groups if 0 < group.voters < 5]
            assert not [people for people in result.reasons.values() if people < 5]
    assert pooled(results) == sum((result.tally for result in results if result.tally), Tally())


# The matrix


def rows(*pks):
    return [{"pk": pk} for pk in pks]


def test_cell_shows_the_preferred_word_before_a_leader_of_few_votes():
    few, sure = word("few", 9, 0, 0), word("sure", 120, 50, 30)
    found = cell(ranked([few, sure], Thresholds()))
    assert ([result.term.text for result in found["words"]], found["verdict"]) == (["sure"], "preferred")
    assert found["support"] == "120 of 200 for it"


def test_cell_names_tied_words_and_where_no_word_leads_the_verdict_alone():
    found = cell(ranked([word("a", 55, 25, 20), word("b", 54, 25, 21), word("c", 1, 0, 60)], Thresholds()))
    assert ([result.term.text for result in found["words"]], found["support"]) == (["a", "b"], "")
    nothing = cell(ranked([word("d", 1, 0, 60)], Thresholds()))
    assert (nothing["words"], nothing["verdict"]) == ([], "avoid")
    assert cell([]) is None


def test_preferred_is_counted_among_the_languages_that_show_numbers():
    concept = ConceptFactory.build(pk=1)
    terms = {1: (20, 0, 0), 2: (20, 0, 0), 3: (5, 5, 5), 4: (3, 0, 0)}
    results = []
    for language, votes in terms.items():
        term = word("w", *votes)
        term.language, term.concept_id = Language(pk=language, code="en", direction="ltr"), 1
        results += ranked([term], Thresholds())
    (told,) = in_words([concept], matrix([concept], rows(1, 2, 3, 4), results), results)
    assert (told["preferred"], told["languages"]) == (2, 3)
    assert [(verdict.value, len(cells)) for verdict, _icon, cells in told["verdicts"]] == [
        ("preferred", 2),
        ("undecided", 1),
    ]
    assert told["pooled"] == Tally(45, 5, 5)
    assert (4, 1) not in by_cell(results)


# The gate, and what it costs


@pytest.fixture
def voted(dialogue):
    """Words of two languages with six and eight voters, one of a third with four."""
    concept = ConceptFactory(consultation=dialogue)
    terms = {}
    for code, people in (("en", 6), ("es", 8), ("ha", 4)):
        terms[code] = TermFactory(concept=concept, language=LanguageFactory(code=code))
        BallotFactory.create_batch(people, term=terms[code])
    return terms


def seen(dialogue, person=NOBODY, now=None, **asked):
    results = results_of(Consultation.objects.get(), person, now or timezone.now(), **asked)
    return {result.language.code: result.tally and result.tally.n for result in results}


def test_results_are_those_that_the_reader_may_see(dialogue, voted):
    voter = voted["es"].ballots.first().person
    second = timedelta(seconds=1)
    assert seen(dialogue) == {}
    assert seen(dialogue, voter) == {"es": 8}
    assert seen(dialogue, now=dialogue.closes_at - second) == {}
    assert seen(dialogue, now=dialogue.closes_at) == {"en": 6, "es": 8, "ha": None}
    assert seen(dialogue, now=dialogue.closes_at, language=voted["en"].language) == {"en": 6}


def test_a_word_that_the_moderators_hid_is_no_result(dialogue, voted):
    Term.objects.filter(pk=voted["es"].pk).update(hidden_at=timezone.now(), hidden_reason="Spam.")
    assert seen(dialogue, now=dialogue.closes_at) == {"en": 6, "ha": None}


def test_every_word_of_a_small_language_is_hidden_voted_on_or_not(dialogue, voted):
    TermFactory(concept=voted["ha"].concept, language=voted["ha"].language)
    results = results_of(dialogue, NOBODY, dialogue.closes_at, language=voted["ha"].language)
    assert [result.is_hidden for result in results] == [True, True]


def test_results_cost_two_queries(dialogue, voted, django_assert_num_queries):
    with django_assert_num_queries(2):
        for result in results_of(dialogue, NOBODY, dialogue.closes_at):
            assert result.language.code
            assert result.concept.title
