"""Words with ballots on them, and the end of a consultation."""

from datetime import timedelta

from django.utils import timezone

from consultations.models import Consultation
from tests.factories import BallotFactory, ConceptFactory, LanguageFactory, TermFactory


def vote(term, *, fluent=0, reasons=(), **grades):
    """So many new voters for each grade; the first ones know the language well, those against name the reasons."""
    people = [grade.strip("_") for grade, people in grades.items() for _ in range(people)]
    for number, grade in enumerate(people):
        named = list(reasons) if grade == "against" else []
        BallotFactory(term=term, grade=grade, is_fluent=number < fluent, reasons=named)


def words_of(dialogue):
    """Three words in two languages, with parted voters, reasons, and one word below five voters."""
    concept = ConceptFactory(consultation=dialogue, slug="guide")
    spanish = LanguageFactory(code="es")
    guide = TermFactory(concept=concept, text="lodestar")
    vote(guide, for_=9, neutral=1, against=6, unknown=2, fluent=8, reasons=["hierarchy", "unclear"])
    other = TermFactory(concept=concept, text="compass")
    vote(other, for_=3, neutral=2, against=2, fluent=1)
    small = TermFactory(concept=concept, text="beacon")
    vote(small, for_=3, against=1, reasons=["gender"])
    lider = TermFactory(concept=concept, language=spanish, text="líder | =1+1")
    vote(lider, for_=12)
    return [guide, other, small, lider]


def close(consultation, ago=timedelta(minutes=2)):
    closes_at = timezone.now() - ago
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=closes_at, opens_at=closes_at - timedelta(days=9))
