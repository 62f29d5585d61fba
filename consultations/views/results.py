"""Results on words: by language, and the languages side by side."""

from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.models import Language
from people.readers import same_for_all_readers

from ..models import LanguageTally, Term
from ..results import tally_of
from ..rules.small_cells import cells_to_hide
from ..word_rows import row_of
from .consultation import published_or_404


@require_safe
@same_for_all_readers
def results(request, slug, code):
    """What the voters of one language said of each word."""
    consultation = published_or_404(slug)
    language = get_object_or_404(Language, code=code)
    of_language = Term.objects.in_consultation(consultation).on_the_ballot().filter(language=language)
    terms = _with_results(of_language, request.user)
    voters = LanguageTally.objects.voters_by_language(consultation).get(language.pk, 0)
    context = {
        "consultation": consultation,
        "language": language,
        "has_terms": bool(terms) or of_language.exists(),
        "is_visible": bool(terms),
        "is_small": bool(cells_to_hide({language.pk: voters}, total_is_shown=False)),
        "voters": voters,
    }
    if terms and not context["is_small"]:
        context["concepts"] = _by_concept(terms)
    return render(request, "consultations/words/results.html", context)


@require_safe
@same_for_all_readers
def results_overview(request, slug):
    """The best supported word of each language for each concept."""
    consultation = published_or_404(slug)
    of_consultation = Term.objects.in_consultation(consultation).on_the_ballot()
    visible = _with_results(of_consultation.select_related("language"), request.user)
    voters = LanguageTally.objects.voters_by_language(consultation)
    concepts = list(consultation.concepts.order_by("position", "pk"))
    rows = _matrix(of_consultation.by_language(), concepts, visible, voters)
    context = {
        "consultation": consultation,
        "concepts": concepts,
        "rows": [row for row in rows if row["is_visible"] and row["voters"]],
        "without_votes": [row for row in rows if row["voters"] == 0],
        "small": [row for row in rows if row["voters"] is None],
        "waiting": [row for row in rows if row["voters"] and not row["is_visible"]],
    }
    return render(request, "consultations/words/results_overview.html", context)


def _matrix(languages, concepts, visible, voters):
    """One row a language; `voters` is None where it is too small to show, and then nothing of it is shown."""
    small = cells_to_hide(voters, total_is_shown=False)
    shown = {term.language_id for term in visible}
    terms = {}
    for term in visible:
        if term.language_id not in small:
            terms.setdefault((term.language_id, term.concept_id), []).append(term)
    return [
        {
            "code": row["language__code"],
            "autonym": row["language__autonym"],
            "direction": row["language__direction"],
            "voters": None if row["language"] in small else voters.get(row["language"], 0),
            "is_visible": row["language"] in shown,
            "cells": [(concept, _leader(terms.get((row["language"], concept.pk), ()))) for concept in concepts],
        }
        for row in languages
    ]


def _with_results(terms, person):
    """The terms whose counts the person may see, with their tally."""
    return list(terms.select_related("concept").results_visible_to(person, timezone.now()).with_tally())


def _by_concept(terms):
    """[(concept, rows)] in the concepts' order, the best supported word first."""
    hidden = cells_to_hide({term.pk: tally_of(term).voters for term in terms}, total_is_shown=False)
    terms.sort(key=lambda term: (term.concept.position, term.concept_id, _rank(term, hidden), term.pk))
    return [
        (concept, [row_of(term, is_hidden=term.pk in hidden) for term in group])
        for concept, group in groupby(terms, lambda term: term.concept)
    ]


def _leader(terms):
    """The row of the best supported word with more for it than against it, or None."""
    hidden = cells_to_hide({term.pk: tally_of(term).voters for term in terms}, total_is_shown=False)
    shown = [term for term in terms if term.pk not in hidden and (tally_of(term).net or 0) > 0]
    best = min(shown, key=lambda term: (_rank(term, hidden), term.pk), default=None)
    return best and row_of(best)


def _rank(term, hidden):
    """Sorts by net; hidden words follow in the order of their proposal, which tells nothing of their votes."""
    return (1,) if term.pk in hidden else (0, *tally_of(term).rank)
