"""The page on all open data of a consultation."""

import json

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people.readers import same_for_all_readers

from .. import licence
from ..actions.recount import kept
from ..models import Consultation
from ..rules.consultation import ALL_COUNTED_AFTER
from . import examples, idea_columns, result_columns


@require_safe
@same_for_all_readers
def data(request, slug):
    """What can be fetched, what stands in it, and what may be done with it."""
    consultation = get_object_or_404(
        Consultation.objects.published_at(timezone.now()).select_related("language"), slug=slug
    )
    idea, word = examples.of_ideas(consultation), examples.of_results(consultation)
    context = {
        "consultation": consultation,
        "files": files(consultation),
        "parts": [
            {"id": "ideas", "title": _("The ideas"), "columns": columns(idea_columns, idea)},
            {"id": "words", "title": _("The results on words"), "columns": columns(result_columns, word)},
        ],
        "texts": licence.TEXTS,
        "figures": licence.FIGURES,
        "example": json.dumps(idea, ensure_ascii=False, indent=2),
        "csv_url": settings.SITE_URL + reverse("consultations:ideas_csv", args=[slug]),
        "bundle_url": settings.SITE_URL + reverse("consultations:recount", args=[slug]),
        "bundle": kept(consultation) if consultation.closes_at <= timezone.now() else None,
    }
    return render(request, "consultations/data.html", context)


def files(consultation):
    """[{url, name, format, text}] of all that can be fetched."""
    is_closed = consultation.closes_at + ALL_COUNTED_AFTER <= timezone.now()
    rows = [
        ("ideas_atom", "Atom", _("The newest ideas for feed readers, 50 on a page.")),
        ("ideas_csv", "CSV", _("All ideas for spreadsheets.")),
        ("ideas_json", "JSON", _("All ideas for programs.")),
        ("results_csv", "CSV", _("The results on words for spreadsheets, as far as you may see them now.")),
        ("results_json", "JSON", _("The same for programs, with the thresholds of the verdicts.")),
        ("results_wiki", "wikitext", _("The same as tables to be pasted on a wiki, in the language of this page.")),
        ("recount", "JSON", _("The ballots without their voters, to count them again; from a minute after the close.")),
        ("calendar", "iCalendar", _("When it is open and when it closes; calendars learn of an extension.")),
    ]
    found = [(reverse(f"consultations:{name}", args=[consultation.slug]), *row) for name, *row in rows]
    start = len(consultation.get_absolute_url())
    return [
        {
            "url": url,
            "name": url[start:],
            "format": form,
            "text": text,
            "is_there": is_closed or not url.endswith("/recount.json"),
        }
        for url, form, text in found
    ]


def columns(described, example):
    """[{name, type, meaning, example}] of the columns of a module."""
    return [
        {**column._asdict(), "example": json.dumps(example[column.name], ensure_ascii=False)}
        for column in described.COLUMNS
    ]
