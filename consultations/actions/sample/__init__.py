"""Loads the real consultation of 2016 with its demonstration data; loading again adds only what is missing."""

from django.db import transaction

from people.actions import load_reference
from people.models import Language

from ...rules.sample import check_can_load_sample
from .big import load_big_sample
from .consultation import load_consultation
from .evidence import load_evidence
from .people import load_people
from .texts import load_ideas, load_outcomes, load_questions
from .translations import load_translations
from .words import load_words


@transaction.atomic
def load_sample(*, now):
    """Load people, consultation, ideas, questions, words and votes; answers the consultation."""
    check_can_load_sample()
    load_reference()
    Language.objects.select_for_update().get(code="en")  # two loads at once would both find nothing there
    people = load_people()
    consultation = load_consultation(now=now)
    load_ideas(consultation=consultation, people=people)
    load_outcomes(consultation=consultation, people=people)
    load_questions(consultation=consultation, people=people)
    load_words(consultation=consultation, people=people)
    load_evidence(consultation=consultation)
    load_translations(consultation=consultation, people=people)
    return consultation


def load(*, now, big):
    """The sample, and with `big` the consultation of the benchmarks too; answers the consultations."""
    return [load_sample(now=now), *([load_big_sample(now=now)] if big else [])]
