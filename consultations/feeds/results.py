"""Results on words as files, through the same gate as the pages."""

from django.conf import settings
from django.utils import timezone

from ..licence import FIGURES
from ..models import LanguageTally, Term, TermTally
from ..results import results_of
from ..rules.small_cells import cells_to_hide
from ..rules.verdicts import THRESHOLDS, Thresholds
from .answers import open_data, sent
from .columns import moment, record
from .formats import csv_text, json_text
from .result_columns import COLUMNS, rows
from .wikitext import wikitext

TALLY = [f"tally__{field.attname}" for field in TermTally._meta.concrete_fields]
SHOWN = ["pk", "text", "gloss", "is_demonstration", "language__code", "concept__slug", "concept__title"]


def results_stamp(request, consultation):
    """The counts of the words that the reader may see: the whole of what the files are computed from."""
    terms = Term.objects.in_consultation(consultation).on_the_ballot()
    terms = terms.results_visible_to(request.user, timezone.now()).order_by("concept__position", "pk")
    voters = LanguageTally.objects.voters_by_language(consultation)
    return (
        consultation.title,
        consultation.closes_at,
        thresholds_of(consultation),
        sorted(voters.items()),
        list(terms.values_list(*SHOWN, *TALLY)),
    )


def thresholds_of(consultation):
    return {name: getattr(consultation, name) for name in THRESHOLDS}


def visible(request, consultation):
    return results_of(consultation, request.user, timezone.now())


def records(consultation, results):
    return (record(COLUMNS, row) for row in rows(consultation, results, Thresholds.of(consultation)))


@open_data(results_stamp)
def results_csv(request, consultation):
    """Every word as a row."""
    text = csv_text(COLUMNS, records(consultation, visible(request, consultation)))
    name = f"{consultation.slug}-words.csv"
    return sent(request, text, content_type="text/csv; charset=utf-8; header=present", name=name)


@open_data(results_stamp)
def results_json(request, consultation):
    """Every word as an object, with the thresholds and how many people voted in each language."""
    results = visible(request, consultation)
    head = {
        "consultation": settings.SITE_URL + consultation.get_absolute_url(),
        "title": consultation.title,
        "licence": FIGURES["url"],
        "closes_at": moment(consultation.closes_at),
        "thresholds": thresholds_of(consultation),
        "voters": voters_by_language(consultation, results),
    }
    text = json_text(head, "results", records(consultation, results))
    return sent(request, text, content_type="application/json", name=f"{consultation.slug}-words.json")


def voters_by_language(consultation, results):
    """{language code: people who voted in it} of the languages in the results; None where fewer than five did."""
    voters = LanguageTally.objects.voters_by_language(consultation)
    small = cells_to_hide(voters, total_is_shown=False)
    shown = {result.language.code: result.language.pk for result in results}
    return {code: None if pk in small else voters.get(pk, 0) for code, pk in shown.items()}


@open_data(results_stamp)
def results_wiki(request, consultation):
    """One table for each language, to be pasted on a wiki."""
    results = visible(request, consultation)
    text = wikitext(consultation, list(results))
    return sent(request, text, content_type="text/plain; charset=utf-8", name=f"{consultation.slug}-words.wiki")
