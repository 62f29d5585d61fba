"""The counts that the database keeps are those of the ballots, whatever happened to them and in which order."""

from collections import Counter

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from consultations.actions import moderation
from consultations.actions.words import cast_ballots, propose_term
from consultations.models import Ballot, LanguageTally, Term, TermTally
from consultations.rules.tally import Tally
from people.models import LanguageLevel
from tests.factories import (
    BallotFactory,
    ConceptFactory,
    ConsultationFactory,
    LanguageFactory,
    PersonFactory,
    TermFactory,
    declare,
)

WHO = st.integers(0, 3)
PLACE = st.integers(0, 2)
LANGUAGE = st.integers(0, 1)
VOTE = st.tuples(
    st.sampled_from(["for", "neutral", "against", "unknown", ""]),
    st.lists(st.sampled_from(Ballot.Reason.values), max_size=3),
)


class Voting(RuleBasedStateMachine):
    """Four people, two languages with words, a second consultation beside it; `replay` is what was said, by hand."""

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.languages = [LanguageFactory(code=code) for code in ("en", "es")]
        self.people = [PersonFactory() for _ in range(4)]
        for person in self.people:
            for language in self.languages:
                declare(person, language, "3")
        self.concept = ConceptFactory(consultation=ConsultationFactory())
        self.terms = [
            [TermFactory(concept=self.concept, language=language) for _ in range(2)] for language in self.languages
        ]
        self.levels = {}
        self.replay = {}
        elsewhere = TermFactory(concept=ConceptFactory(consultation=ConsultationFactory()), language=self.languages[0])
        self.elsewhere = BallotFactory(person=self.people[0], term=elsewhere)

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @rule(who=WHO, where=LANGUAGE, votes=st.dictionaries(PLACE, VOTE, min_size=1))
    def cast(self, who, where, votes):
        """Cast, change and withdraw votes, several at once."""
        language, person = self.languages[where], self.people[who]
        shown = [term for term in self.terms[where] if not term.hidden_at]
        grades = {shown[place].pk: vote for place, vote in votes.items() if place < len(shown)}
        cast_ballots(person=person, consultation=self.concept.consultation, language=language, grades=grades)
        for term, (grade, reasons) in grades.items():
            said = (grade, frozenset(reasons if grade == "against" else ()), self.levels.get((who, where), True))
            self.replay[who, term] = said
            if not grade:
                del self.replay[who, term]

    @rule(who=WHO, where=LANGUAGE, fluent=st.booleans())
    def declares(self, who, where, fluent):
        """Another level counts for votes from then on."""
        level = "4" if fluent else "2"
        LanguageLevel.objects.filter(person=self.people[who], language=self.languages[where]).update(level=level)
        self.levels[who, where] = fluent

    @rule(where=LANGUAGE, place=PLACE)
    def hide_or_show(self, where, place):
        """Moderators hide a word and show it again; its ballots stay."""
        term = self.terms[where][place % len(self.terms[where])]
        change = moderation.show if term.hidden_at else moderation.hide
        change(text=term, reason="To try it.", actor=self.people[0])
        term.refresh_from_db()

    @precondition(lambda self: sum(map(len, self.terms)) < 6)
    @rule(where=LANGUAGE)
    def propose(self, where):
        term = Term(concept=self.concept, text=f"word {sum(map(len, self.terms))}", gloss="Another.")
        asked = {"person": self.people[1], "consultation": self.concept.consultation}
        self.terms[where].append(propose_term(**asked, language=self.languages[where], term=term))

    @rule(who=WHO)
    def forget(self, who):
        """All ballots of a person go, as when the person's data is erased."""
        mine = Ballot.objects.of(self.people[who]).in_consultation(self.concept.consultation)
        mine.delete()
        self.replay = {key: said for key, said in self.replay.items() if key[0] != who}

    @invariant()
    def each_word_has_the_counts_of_its_votes(self):
        terms = [term.pk for terms in self.terms for term in terms]
        kept = {tally.term_id: counts_of(tally) for tally in TermTally.objects.filter(term__in=terms)}
        assert kept == {
            term: counted(said for (_, voted), said in self.replay.items() if voted == term) for term in terms
        }

    @invariant()
    def each_language_has_its_voters(self):
        kept = LanguageTally.objects.voters_by_language(self.concept.consultation)
        for language, terms in zip(self.languages, self.terms, strict=True):
            of_language = {term.pk for term in terms}
            assert kept.get(language.pk, 0) == len({who for who, term in self.replay if term in of_language})

    @invariant()
    def another_consultation_is_not_touched(self):
        assert TermTally.objects.get(term=self.elsewhere.term).votes_for == 1


COLUMNS = [field.name for field in TermTally._meta.get_fields() if field.name != "term"]


def counts_of(tally):
    return {name: count for name in COLUMNS if (count := getattr(tally, name))}


def counted(votes):
    """The columns of a tally that are not 0, counted one vote at a time."""
    count = Counter()
    for grade, reasons, fluent in votes:
        count[f"votes_{grade}"] += 1
        count[f"fluent_{grade}"] += fluent
        count.update(f"reason_{reason}" for reason in reasons)
    return {name: number for name, number in count.items() if number}


def test_tallies_equal_a_replay_of_the_ballots(db):
    run_state_machine_as_test(Voting, settings=settings(max_examples=25, stateful_step_count=20, deadline=None))


def test_a_person_who_is_deleted_takes_the_votes_along(db):
    kept, gone = BallotFactory.create_batch(2, term=TermFactory())
    gone.person.delete()
    assert counts_of(TermTally.objects.get()) == {"votes_for": 1}
    assert LanguageTally.objects.get().voters == 1
    assert kept.term.ballots.get() == kept


def test_no_count_goes_below_nothing(db):
    tally = TermTally.objects.get(term=TermFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        TermTally.objects.filter(pk=tally.pk).update(votes_for=-1)


def test_many_ballots_at_once_are_counted_as_one_by_one(db):
    """The sample and imports write thousands in one statement."""
    term = TermFactory()
    grades = ["for"] * 30 + ["against"] * 12 + ["unknown"] * 3
    ballots = [Ballot(person=PersonFactory(), term=term, grade=grade, is_fluent=grade == "for") for grade in grades]
    Ballot.objects.bulk_create(ballots)
    tally = TermTally.objects.get(term=term)
    whole = Tally(tally.votes_for, tally.votes_neutral, tally.votes_against, tally.votes_unknown)
    assert whole == Tally.of(grades)
    assert (tally.fluent_for, tally.fluent_against) == (30, 0)
    assert LanguageTally.objects.get().voters == 45


def test_the_triggers_alone_write_the_counts(db):
    """Without them nothing is counted: the tests above do not count by themselves."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE consultations_ballot DISABLE TRIGGER ballot_count_given")
        ballot = BallotFactory()
        assert TermTally.objects.get(term=ballot.term).votes_for == 0
        transaction.set_rollback(True)
