"""Voting on words, and proposing one."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import LanguageLevel

from ..models import Ballot, Term
from ..querysets.holding import hold
from ..rules import words as rules

FLUENT = LanguageLevel.Level.ADVANCED


@transaction.atomic
def cast_ballots(*, person, consultation, language, grades, now=None):
    """Cast, change and withdraw a person's votes on terms of one language, all or none.

    `grades` maps a term's id to its grade and reasons; an empty grade withdraws the vote, and a term that is not in it
    stays as it was. Answers the ballots that hold now. Raises ValidationError; then nothing is saved.
    """
    now = now or timezone.now()
    rules.check_grades(grades)
    held = _hold(grades, person=person, consultation=consultation, language=language, now=now)
    rules.check_may_vote(person, held)
    told = {"is_fluent": held.level >= FLUENT, "cast_at": now, "changed_at": now}
    cast = {pk: (grade, _reasons(grade, reasons)) for pk, (grade, reasons) in grades.items() if grade}
    ballots = Ballot.objects.bulk_create(
        [
            Ballot(person=person, term_id=pk, grade=grade, reasons=reasons, **told)
            for pk, (grade, reasons) in cast.items()
        ],
        update_conflicts=True,
        unique_fields=["person", "term"],
        update_fields=["grade", "reasons", "is_fluent", "changed_at"],
    )
    if withdrawn := grades.keys() - cast:
        Ballot.objects.of(person).filter(term__in=withdrawn).delete()
    return ballots


@transaction.atomic
def propose_term(*, person, consultation, language, term, now=None):
    """Put a word on the ballot of a language; the same word from the same person again is the first one.

    `term` is unsaved, with its concept and texts. Raises ValidationError, for a word that is there already with code
    `term_once` and the word in its params.
    """
    now = now or timezone.now()
    _hold(person=person, consultation=consultation, language=language, now=now)
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


def _hold(terms=(), *, person, consultation, language, now):
    """What is held while the consultation is open, the person speaks the language and the terms are on its ballot.

    Else ValidationError.
    """
    held = hold(person=person, consultation=consultation, language=language, now=now, terms=terms)
    if not held:
        raise rules.not_open()
    if not held.level:
        raise rules.not_declared(language)
    if held.terms != len(terms):
        raise rules.not_on_the_ballot()
    return held


def _reasons(grade, reasons):
    """The reasons of a vote against, each once in one order; other grades have none."""
    return sorted(set(reasons)) if grade == Ballot.Grade.AGAINST else []
