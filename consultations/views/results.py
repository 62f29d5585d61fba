"""Results on words: by language, and the languages side by side."""

from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.models import Language
from people.readers import same_for_all_readers

from ..models import LanguageTally, Term
from ..results import results_of
from ..rules.small_cells import cells_to_hide
from ..rules.verdicts import Thresholds
from ..word_matrix import in_words, matrix, reasons_by_language
from ..word_rows import limits, row_of
from .consultation import published_or_404


@require_safe
@same_for_all_readers
def results(request, slug, code):
    """What the voters of one language said of each word."""
    consultation = published_or_404(slug)
    language = get_object_or_404(Language, code=code)
    voters = LanguageTally.objects.voters_by_language(consultation)
    found = results_of(consultation, request.user, timezone.now(), language=language, voters=voters)
    terms = Term.objects.in_consultation(consultation).on_the_ballot().filter(language=language)
    context = {
        "consultation": consultation,
        "language": language,
        "has_terms": bool(found) or terms.exists(),
        "is_visible": bool(found),
        "is_small": language.pk in cells_to_hide(voters, total_is_shown=False),
        "voters": voters.get(language.pk, 0),
    }
    if found and not context["is_small"]:
        thresholds = Thresholds.of(consultation)
        context |= {"concepts": _by_concept(found, thresholds), "limits": limits(thresholds)}
    return render(request, "consultations/words/results.html", context)


def _by_concept(found, thresholds):
    """One dictionary a concept: the rows of its words by net, and the judged ones in the order of approval alone."""
    concepts = []
    for concept, group in groupby(found, lambda result: result.concept):
        words = list(group)
        judged = [result for result in words if result.approval_place]
        concepts.append(
            {
                "concept": concept,
                "rows": [row_of(result, thresholds) for result in words],
                "approvals": sorted(judged, key=lambda result: (result.approval_place, result.place, result.term.pk)),
            }
        )
    return concepts


@require_safe
@same_for_all_readers
def results_overview(request, slug):
    """The leading words of each language for each concept, as a table and in words."""
    consultation = published_or_404(slug)
    voters = LanguageTally.objects.voters_by_language(consultation)
    found = results_of(consultation, request.user, timezone.now(), voters=voters)
    concepts = list(consultation.concepts.order_by("position", "pk"))
    languages = _languages(consultation, found, voters)
    rows = matrix(concepts, [row for row in languages if row["is_visible"] and row["voters"]], found)
    context = {
        "consultation": consultation,
        "concepts": concepts,
        "rows": rows,
        "in_words": in_words(concepts, rows, found),
        "reasons": reasons_by_language(rows, found),
        "limits": limits(Thresholds.of(consultation)),
        "without_votes": [row for row in languages if row["voters"] == 0],
        "small": [row for row in languages if row["voters"] is None],
        "waiting": [row for row in languages if row["voters"] and not row["is_visible"]],
    }
    return render(request, "consultations/words/results_overview.html", context)


def _languages(consultation, found, voters):
    """One row a language; `voters` is None where it is too small to show, and then nothing of it is shown."""
    small = cells_to_hide(voters, total_is_shown=False)
    shown = {result.term.language_id for result in found}
    return [
        {
            "pk": row["language"],
            "code": row["language__code"],
            "autonym": row["language__autonym"],
            "direction": row["language__direction"],
            "voters": None if row["language"] in small else voters.get(row["language"], 0),
            "is_visible": row["language"] in shown,
        }
        for row in Term.objects.in_consultation(consultation).on_the_ballot().by_language()
    ]
