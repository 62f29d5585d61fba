"""The organizers' page of a cohort, as a browser sends it."""

from datetime import UTC, datetime

from django.urls import reverse

from academy.models import Cohort
from tests.factories import LanguageFactory

from .factories import CohortFactory, TrackFactory

LIST = "/admin/academy/cohort/"


def own(organizer, make=CohortFactory, **fields):
    cohort = make(**fields)
    cohort.organizers.add(organizer)
    return cohort


def page(cohort, name="change"):
    return reverse(f"admin:academy_cohort_{name}", args=[cohort.pk])


def inline(prefix, rows=(), initial=0):
    fields = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields


def criterion(slug, weight):
    levels = {f"level_{level}": "Words." for level in range(5)}
    return {"slug": slug, "title": slug.title(), "question": "What?", "weight": weight, "position": 0, **levels}


def typed(cohort, **changes):
    """What the page sends: a day and an hour for each moment."""
    sent = {
        "title": cohort.title,
        "slug": cohort.slug,
        "track": cohort.track_id,
        "summary": cohort.summary,
        "language": cohort.language_id,
        "capacity": cohort.capacity,
        "least_reviews": cohort.least_reviews,
        "offer_days": cohort.offer_days,
        "waiting_places": cohort.waiting_places,
        "organizers": [person.pk for person in cohort.organizers.all()] if cohort.pk else [],
        **split("opens_at", cohort.opens_at),
        **split("closes_at", cohort.closes_at),
        **inline("criteria"),
        **inline("minimums"),
        **inline("reviewers"),
    }
    sent |= changes
    return {name: value for name, value in sent.items() if value is not None}


def split(name, moment):
    return {f"{name}_0": f"{moment:%Y-%m-%d}", f"{name}_1": f"{moment:%H:%M:%S}"}


def sketch(**fields):
    opens_at = datetime(2030, 3, 1, tzinfo=UTC)
    closes_at = datetime(2030, 4, 1, tzinfo=UTC)
    cohort = Cohort(slug="spring", title="Spring", summary="For all.", capacity=20, opens_at=opens_at, **fields)
    cohort.closes_at = closes_at
    cohort.track, cohort.language = TrackFactory(), LanguageFactory()
    return cohort
