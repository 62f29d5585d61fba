"""Voting on words, and proposing one."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import LanguageLevel

from ..models import Ballot, Consultation, Term
from ..rules import words as rules


@transaction.atomic
def cast_ballots(*, person, consultation, language, grades, now=None):
    """Cast, change and withdraw a person's votes on terms of one language, all or none.

    `grades` maps a term's id to its grade and reasons; an empty grade withdraws the vote, and a term that is not in it
    stays as it was. Answers the ids of the terms whose vote changed. Raises ValidationError; then nothing is saved.
    """
    now = now or timezone.now()
    rules.check_grades(grades)
    rules.check_may_vote(person, consultation)
    _hold_open(consultation, now)
    _hold_declaration(person, language)
    cast, withdrawn = _changes(person, consultation, language, grades)
    Ballot.objects.bulk_create(
        [
            Ballot(person=person, term_id=pk, grade=grade, reasons=reasons, cast_at=now, changed_at=now)
            for pk, (grade, reasons) in sorted(cast.items())  # one order for all, so that no two wait for each other
        ],
        update_conflicts=True,
        unique_fields=["person", "term"],
        update_fields=["grade", "reasons", "changed_at"],
    )
    if withdrawn:
        Ballot.objects.of(person).filter(term__in=withdrawn).delete()
    return cast.keys() | withdrawn


@transaction.atomic
def propose_term(*, person, consultation, language, term, now=None):
    """Put a word on the ballot of a language; the same word from the same person again is the first one.

    `term` is unsaved, with its concept and texts. Raises ValidationError, for a word that is there already with code
    `term_once` and the word in its params.
    """
    now = now or timezone.now()
    _hold_open(consultation, now)
    _hold_declaration(person, language)
    term.language, term.proposer, term.proposed_at = language, person, now
    term.clean_fields(exclude=["concept", "language", "proposer"])
    try:
        with transaction.atomic():
            term.save(force_insert=True)
    except IntegrityError:
        first = Term.objects.filter(concept=term.concept, language=language).reading(term.text).get()
        if first.proposer_id != person.pk or first.hidden_at:
            raise rules.already_proposed(first) from None
        return first
    return term


def _hold_open(consultation, now):
    """The consultation is open, and stays so until the end of this transaction."""
    if not Consultation.objects.filter(pk=consultation.pk).held_open_at(now):
        raise rules.not_open()


def _hold_declaration(person, language):
    """The person speaks the language. The lock lets forms that one person sends at once in by turns."""
    declared = LanguageLevel.objects.spoken().filter(person=person, language=language)
    if not declared.select_for_update(no_key=True).values_list("pk", flat=True):
        raise rules.not_declared(language)


def _changes(person, consultation, language, grades):
    """What differs from the votes so far: {term id: (grade, reasons)} to cast, and a set of ids to withdraw."""
    terms = Term.objects.in_consultation(consultation).filter(language=language, pk__in=grades)
    before = {
        pk: (grade or "", reasons or [])
        for pk, grade, reasons in terms.on_the_ballot()
        .with_own_ballot(person)
        .values_list("pk", "own_grade", "own_reasons")
    }
    if before.keys() != grades.keys():
        raise rules.not_on_the_ballot()
    after = {pk: (grade or "", _reasons(grade, reasons)) for pk, (grade, reasons) in grades.items()}
    changed = {pk: vote for pk, vote in after.items() if vote != before[pk]}
    return {pk: vote for pk, vote in changed.items() if vote[0]}, {pk for pk, vote in changed.items() if not vote[0]}


def _reasons(grade, reasons):
    """The reasons of a vote against, each once in one order; other grades have none."""
    return sorted(set(reasons)) if grade == Ballot.Grade.AGAINST else []
