"""The published figures of a selection: how many came how far, by region and by score, with small cells hidden."""

from statistics import median

from django.utils.translation import gettext as _

from consultations.rules.small_cells import LEAST, cells_to_hide

from .models import Application, Decision, Offer

STAGES = ("started", "submitted", "reviewed", "selected", "accepted")
BINS = 8  # of half a level each


def stage_labels():
    return {
        "started": _("begun"),
        "submitted": _("sent"),
        "reviewed": _("ranked"),
        "selected": _("selected"),
        "accepted": _("accepted"),
    }


def stages_of(counts):
    """[{label, people, width}] of all regions together; `width` in per cent of those who began, as SVG reads it."""
    counts = {name: sum(regions.values()) for name, regions in counts.items()}
    begun = counts["started"] or 1
    labels = stage_labels()
    return [
        {"label": labels[name], "people": counts[name], "width": f"{100 * counts[name] / begun:.1f}"} for name in STAGES
    ]


def counts_by_region(cohort, selection):
    """{stage: {region name, or "" where none was told: applications}}."""
    applications = Application.objects.of_people().filter(cohort=cohort)
    ranked = applications.filter(decisions__selection=selection)
    selected = Decision.objects.holding().filter(outcome="selected", application__cohort=cohort)
    accepted = Offer.objects.filter(cohort=cohort, answer="accepted")
    rows = {
        "started": applications,
        "submitted": applications.filter(submitted_at__isnull=False),
        "reviewed": ranked,
        "selected": applications.filter(pk__in=selected.values("application")),
        "accepted": applications.filter(pk__in=accepted.values("application")),
    }
    return {name: _count(found) for name, found in rows.items()}


def _count(applications):
    counts = {}
    for region in applications.order_by().values_list("region__name", flat=True):
        counts[region or ""] = counts.get(region or "", 0) + 1
    return counts


def region_rows(counts):
    """[{region, cells: [people, or None where hidden]}] by name, those without a region last; [] when all are small.

    A region with few applications is hidden throughout: not even a nought is told of it. Each stage has its total
    beside it; so where one cell is hidden, the next smallest one is hidden too.
    """
    small = cells_to_hide(counts["submitted"], total_is_shown=True)
    if small >= {name for name, people in counts["submitted"].items() if people}:
        return []
    hidden = {stage: hidden_in(counts[stage], small) for stage in STAGES}
    names = sorted({name for stage in STAGES for name in counts[stage]}, key=lambda name: (not name, name))
    return [
        {
            "region": name,
            "cells": [None if name in hidden[stage] else counts[stage].get(name, 0) for stage in STAGES],
        }
        for name in names
    ]


def hidden_in(counts, small):
    """The regions whose cell of one stage is hidden: `small` ones, cells of few, and what would reveal those."""
    hidden = small | cells_to_hide(counts, total_is_shown=True)
    rest = sorted((name for name in counts if name not in hidden and counts[name]), key=counts.get, reverse=True)
    while hidden and rest and sum(counts.get(name, 0) for name in hidden) < LEAST:
        hidden.add(rest.pop())
    return hidden


def score_bins(selection):
    """([{low, high, people or None where hidden, width}] of the ranked scores, half a level each; their median)."""
    scores = list(Decision.objects.filter(selection=selection).values_list("score", flat=True))
    counts = dict.fromkeys(range(BINS), 0)
    for score in scores:
        counts[min(score // 500, BINS - 1)] += 1
    hidden = cells_to_hide(counts, total_is_shown=True)
    most = max((people for place, people in counts.items() if place not in hidden), default=0) or 1
    bins = [
        {
            "low": place / 2,
            "high": (place + 1) / 2,
            "people": None if place in hidden else people,
            "width": "0" if place in hidden else f"{100 * people / most:.1f}",
        }
        for place, people in counts.items()
    ]
    return bins, (median(scores) if scores else None)


def changes_since(cohort, selection):
    """How many decisions were added after the ranking: seats that went on, and corrections."""
    later = Decision.objects.filter(application__cohort=cohort, selection=None, decided_at__gte=selection.decided_at)
    found = list(later.values_list("because", flat=True))
    return {"moved": found.count("offer"), "corrected": found.count("corrected")}
