"""Editions of Learning Days, for everybody."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from academy.sources import seen_finding
from people.readers import same_for_all_readers

from ..edition_page import days_of, edition_row, figures_of, split
from ..models import Edition
from ..register_page import step_of

EDITIONS_A_PAGE = 20


@require_safe
@same_for_all_readers
def edition_list(request):
    """The published editions, the newest first; those to come stand above."""
    now = timezone.now()
    editions = Edition.objects.published_at(now).select_related("language").newest_first()
    page = Paginator(editions, EDITIONS_A_PAGE).get_page(request.GET.get("page", "1")[:9])
    coming, past = split([edition_row(row, now) for row in page])
    return render(request, "learning_days/editions.html", {"page": page, "coming": coming, "past": past})


@require_safe
@same_for_all_readers
def edition_page(request, slug):
    """One edition: where and when, for whom each day is, and what was reported of it."""
    now = timezone.now()
    editions = Edition.objects.published_at(now).select_related("language").with_span()
    row = get_object_or_404(editions, slug=slug)
    context = {
        "edition": row,
        "row": edition_row(row, now),
        "days": days_of(row),
        "figures": figures_of(row),
        "step": step_of(row, request.user, now),
        "source": {"finding": seen_finding(row, now)},
    }
    return render(request, "learning_days/edition.html", context)
