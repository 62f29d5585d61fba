from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.actions.words import cast_ballots, propose_term
from consultations.models import Ballot, Consultation, Extension, Term
from consultations.results import tally_of
from consultations.rules.tally import Tally
from tests.factories import ConceptFactory, PersonFactory, TermFactory, declare

SECOND = timedelta(seconds=1)


@pytest.fixture
def concept(dialogue):
    return ConceptFactory(consultation=dialogue)


@pytest.fixture
def term(concept):
    return TermFactory(concept=concept)


@pytest.fixture
def cast(dialogue, english):
    """Casts ballots in English in the open dialogue."""

    def cast(person, grades, now=None, consultation=dialogue, language=english):
        return cast_ballots(person=person, consultation=consultation, language=language, grades=grades, now=now)

    return cast


def codes_of(refusal):
    return refusal.value.code


def test_vote_is_open_from_its_first_second_to_the_last(cast, dialogue, term, amina):
    for now, grade in ((dialogue.opens_at, "for"), (dialogue.closes_at - timedelta(microseconds=1), "against")):
        cast(amina, {term.pk: (grade, [])}, now=now)
        assert Ballot.objects.get().grade == grade
    for now in (dialogue.opens_at - timedelta(microseconds=1), dialogue.closes_at, dialogue.closes_at + SECOND):
        with pytest.raises(ValidationError) as refusal:
            cast(amina, {term.pk: ("neutral", [])}, now=now)
        assert codes_of(refusal) == "closed"
    assert Ballot.objects.get().grade == "against"


def test_vote_is_refused_between_a_close_and_the_reopening(cast, dialogue, term, amina):
    day = timedelta(days=1)
    old = dialogue.opens_at + day
    Extension.objects.create(
        consultation=dialogue,
        old_closes_at=old,
        reopens_at=old + day,
        new_closes_at=dialogue.closes_at,
        reason="More time.",
    )
    with pytest.raises(ValidationError):
        cast(amina, {term.pk: ("for", [])}, now=old)
    cast(amina, {term.pk: ("for", [])}, now=old + day)
    assert Ballot.objects.count() == 1


def test_vote_can_be_changed_and_withdrawn_and_keeps_when_it_was_cast(cast, term, amina):
    first, later = timezone.now(), timezone.now() + SECOND
    (cast_ballot,) = cast(amina, {term.pk: ("against", ["unclear", "gender", "unclear"])}, now=first)
    ballot = Ballot.objects.get()
    assert ballot == cast_ballot
    assert (ballot.cast_at, ballot.changed_at, ballot.reasons) == (first, first, ["gender", "unclear"])
    cast(amina, {term.pk: ("for", ["gender"])}, now=later)
    ballot.refresh_from_db()
    assert (ballot.cast_at, ballot.changed_at, ballot.grade, ballot.reasons) == (first, later, "for", [])
    assert cast(amina, {term.pk: ("", [])}) == []
    assert not Ballot.objects.exists()


def test_bad_vote_among_good_ones_saves_nothing(cast, concept, term, amina):
    hidden = TermFactory(concept=concept, hidden_at=timezone.now(), hidden_reason="an insult")
    for bad in ({hidden.pk: ("for", [])}, {0: ("for", [])}, {term.pk: ("yes", [])}):
        with pytest.raises(ValidationError):
            cast(amina, {term.pk: ("for", []), **bad})
    assert not Ballot.objects.exists()


def test_vote_on_a_term_of_another_consultation_is_refused(cast, amina, english):
    elsewhere = TermFactory(concept=ConceptFactory())
    with pytest.raises(ValidationError) as refusal:
        cast(amina, {elsewhere.pk: ("for", [])})
    assert codes_of(refusal) == "term_not_on_ballot"


def test_level_zero_is_no_declaration(cast, term, english):
    stranger = declare(PersonFactory(), english, "0")
    with pytest.raises(ValidationError) as refusal:
        cast(stranger, {term.pk: ("for", [])})
    assert codes_of(refusal) == "language_not_declared"
    cast(declare(PersonFactory(), english, "1"), {term.pk: ("for", [])})


def test_vote_needs_the_edits_and_the_age_that_the_consultation_asks(cast, dialogue, term, amina):
    dialogue.min_edit_count = 50
    dialogue.registered_before = dialogue.opens_at
    dialogue.save()
    with pytest.raises(ValidationError) as refusal:
        cast(amina, {term.pk: ("for", [])})
    assert codes_of(refusal) == "too_few_edits"
    amina.wiki_edit_count = 50
    for registered in (None, dialogue.opens_at):
        amina.wiki_registered_at = registered
        with pytest.raises(ValidationError) as refusal:
            cast(amina, {term.pk: ("for", [])})
        assert codes_of(refusal) == "registered_too_late"
    amina.wiki_registered_at = dialogue.opens_at - SECOND
    cast(amina, {term.pk: ("for", [])})


GRADE = st.sampled_from(["for", "neutral", "against", "unknown", ""])
FORMS = st.lists(
    st.tuples(st.integers(0, 2), st.dictionaries(st.integers(0, 2), GRADE, min_size=1)), min_size=1, max_size=12
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FORMS)
def test_tally_equals_a_replay_after_any_order_of_casts_changes_and_withdrawals(cast, concept, english, forms):
    terms = TermFactory.create_batch(3, concept=concept)
    people = [declare(PersonFactory(), english) for _ in range(3)]
    replay = {}
    for who, grades in forms:
        cast(people[who], {terms[place].pk: (grade, []) for place, grade in grades.items()})
        replay |= {(who, place): grade for place, grade in grades.items()}
    for place, term in enumerate(terms):
        found = tally_of(Term.objects.with_tally().get(pk=term.pk))
        assert found == Tally.of(grade for (_, where), grade in replay.items() if where == place and grade)


def test_propose_answers_the_first_for_the_same_word_twice(dialogue, concept, amina, english):
    def propose():
        term = Term(concept=concept, text="guide", gloss="She knows the way.")
        return propose_term(person=amina, consultation=dialogue, language=english, term=term)

    assert propose() == propose() == Term.objects.get()


def test_propose_is_refused_at_the_second_of_the_close(dialogue, concept, amina, english):
    term = Term(concept=concept, text="guide", gloss="She knows the way.")
    with pytest.raises(ValidationError) as refusal:
        propose_term(person=amina, consultation=dialogue, language=english, term=term, now=dialogue.closes_at)
    assert codes_of(refusal) == "closed"
    assert Consultation.objects.get() == dialogue
    assert not Term.objects.exists()
