"""The list of cohorts, and one cohort: who is sought, until when, and how participants are chosen."""

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultations.grown import sections
from people.readers import same_for_all_readers

from ..models import Application, Cohort, Selection
from ..rubric_rows import rubric_of
from ..windows import last_day, moves_of, state_at, window_of

COHORTS_A_PAGE = 20


@require_safe
@same_for_all_readers
def cohort_list(request):
    """The published cohorts: open, coming, closed."""
    now = timezone.now()
    cohorts = Cohort.objects.published_at(now).by_state(now).with_list_row()
    page = Paginator(cohorts, COHORTS_A_PAGE).get_page(request.GET.get("page", "1")[:9])
    rows = [{"cohort": row, "state": state_at(row, now), "last_day": last_day(row)} for row in page]
    return render(request, "academy/cohorts.html", {"page": page, "rows": rows})


@require_safe
@same_for_all_readers
def cohort_page(request, slug):
    """One cohort: the window, the seats, the rubric, and how it selects."""
    now = timezone.now()
    cohort = get_object_or_404(Cohort.objects.published_at(now).with_page(), slug=slug)
    application = None
    if request.user.is_authenticated:
        application = Application.objects.filter(cohort=cohort, person=request.user).first()
    context = {
        "cohort": cohort,
        "state": state_at(cohort, now),
        "window": window_of(cohort),
        "moves": moves_of(cohort),
        "rubric": rubric_of(cohort),
        "application": application,
        "selection": Selection.objects.filter(cohort=cohort).only("decided_at").first(),
        "sections": sections_of(cohort),
        "now": now,
    }
    return render(request, "academy/cohort.html", context)


def sections_of(cohort):
    """What apps above add to the page of a cohort; they are not known here."""
    return sections(settings.COHORT_SECTIONS, cohort)
