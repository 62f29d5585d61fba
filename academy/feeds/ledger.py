"""The ledger as files: the bundle to rank again, and its counts as a table."""

import csv
import json
from io import StringIO

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.feeds.formats import BYTE_ORDER_MARK, cell

from ..ledger_rows import STAGES, counts_by_region, region_rows
from ..models import Cohort, Selection
from ..rules.ledger import tells_people_apart


@require_safe
def bundle(request, slug):
    """The sealed bundle as it was kept at the decision. Where people could be told apart, for organizers alone."""
    cohort, leads = _cohort(request, slug)
    selection = get_object_or_404(_told(cohort, leads))
    if not leads and tells_people_apart(json.loads(selection.bundle)["applications"]):
        raise Http404
    return _file(selection.bundle, "application/json", f"{cohort.slug}-ledger.json", selection.sha256)


@require_safe
def ledger_csv(request, slug):
    """The counts by region and stage; a hidden cell says so."""
    cohort, _leads = _cohort(request, slug)
    selection = get_object_or_404(_told(cohort, False).defer("bundle"))
    text = StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(["region", *STAGES])
    for row in region_rows(counts_by_region(cohort, selection)):
        cells = [_("hidden") if people is None else people for people in row["cells"]]
        writer.writerow([cell(value) for value in (row["region"] or _("not told"), *cells)])
    return _file(BYTE_ORDER_MARK + text.getvalue(), "text/csv; charset=utf-8", f"{cohort.slug}-ledger.csv", "")


def _cohort(request, slug):
    """(the cohort as this reader sees it, whether they lead it)."""
    led = Cohort.objects.led_by(request.user).filter(slug=slug).first()
    return led or get_object_or_404(Cohort.objects.published_at(timezone.now()), slug=slug), led is not None


def _told(cohort, leads):
    """The selection, for organizers from the decision on, for everybody once the results are told."""
    selections = Selection.objects.filter(cohort=cohort)
    return selections if leads else selections.filter(told_at__lte=timezone.now())


def _file(text, content_type, name, sha256):
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Access-Control-Allow-Origin": "*"}
    if sha256:
        headers["ETag"] = f'"{sha256[:32]}"'
    return HttpResponse(text, content_type=content_type, headers=headers)
