"""Cohorts for the benchmarks: one that takes applications, the others one after the other."""

from datetime import timedelta

from django.utils import timezone

from academy.actions.rubrics import publish
from academy.models import Cohort, Criterion, Track
from people.models import Language

from . import shelf

WORDS = {f"level_{level}": f"What level {level} means." for level in Criterion.LEVELS}


def filled(rows):
    """Publish as many cohorts as are missing to so many."""
    now, track = timezone.now(), a_track()
    for number in range(Cohort.objects.published_at(now).count(), rows):
        opens_at = now + timedelta(days=1000 + 2 * number)
        cohort = Cohort.objects.create(
            slug=f"bench-{number}",
            track=track,
            title=f"Cohort {number} of those who guide others",
            summary="For people who **help others** already, in small things.",
            language=track.language,
            capacity=20,
            opens_at=opens_at,
            closes_at=opens_at + timedelta(days=1),
        )
        Criterion.objects.create(
            cohort=cohort, slug="sharing", title="Sharing", question="What did you share?", weight=1000, **WORDS
        )
        publish(cohort=cohort, actor=None, now=now)


def a_track():
    """The one track that all of them are cohorts of."""
    language = Language.objects.get(code=shelf.LANGUAGE)
    about = {"school": shelf.school(language), "title": "Guiding others", "summary": "How.", "language": language}
    return Track.objects.get_or_create(slug="bench", defaults={**about, "published_at": timezone.now()})[0]
