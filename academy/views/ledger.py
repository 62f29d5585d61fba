"""The ledger: how a cohort selected, for everybody."""

import json

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.readers import same_for_all_readers

from ..decision_words import level_text
from ..ledger_rows import changes_since, counts_by_region, region_rows, score_bins, stage_labels, stages_of
from ..minimum_rows import minimum_rows
from ..models import Cohort, Selection
from ..rubric_rows import rubric_of
from ..rules.ledger import tells_people_apart


@require_safe
@same_for_all_readers
def ledger(request, slug):
    """What was decided, by which rubric, with which constraints; before the results are told, what will stand here."""
    now = timezone.now()
    cohort = get_object_or_404(Cohort.objects.published_at(now).select_related("language", "track"), slug=slug)
    selection = Selection.objects.filter(cohort=cohort, told_at__lte=now).select_related("rubric").first()
    context = {"cohort": cohort, "selection": selection, "rubric": rubric_of(cohort)}
    if selection:
        context |= _told(request, cohort, selection)
    return render(request, "academy/ledger.html", context)


def _told(request, cohort, selection):
    content = json.loads(selection.bundle)
    is_withheld = tells_people_apart(content["applications"])
    counts, (bins, middle) = counts_by_region(cohort, selection), score_bins(selection)
    regions = region_rows(counts)
    return {
        "stages": stages_of(counts),
        "labels": stage_labels().values(),
        "regions": regions,
        "has_hidden": any(people is None for row in regions for people in row["cells"]),
        "minimums": minimum_rows(content),
        "bins": bins if any(row["people"] for row in bins) else [],
        "median": level_text(middle),
        "since": changes_since(cohort, selection),
        "seed": content["rubric"]["seed"],
        "ranked": len(content["applications"]),
        "is_withheld": is_withheld,
        "may_download": not is_withheld or Cohort.objects.led_by(request.user).filter(pk=cohort.pk).exists(),
        "site": settings.SITE_URL,
    }
