"""The round with the numbers of 2023: the real ranking comes to exactly the published numbers."""

from collections import Counter

import pytest
from django.db.models import Count

from academy import models
from academy.actions.sample import load_academy, load_round
from academy.rules.rubrics import check_weights
from consultations.actions.sample import load_sample
from notices.models import Notice
from tests.samples import NOW, loaded_once

# https://wikimania.wikimedia.org/wiki/2023:Scholarship_outcomes
APPLIED_AND_AWARDED = {
    "Sub-Saharan Africa": (490, 38),
    "Central Asia": (55, 8),
    "Central and Eastern Europe": (78, 17),
    "ESEAP": (150, 53),
    "MENA": (82, 16),
    "North America": (51, 12),
    "South America": (68, 15),
    "South Asia": (144, 20),
    "Western Europe": (91, 18),
}
BEGAN, REVIEWED, AWARDED = 3800, 1209, 197


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The round, loaded once for the tests of this module."""
    with loaded_once(django_db_blocker, load_sample, load_academy, load_round) as made:
        yield made.pk


@pytest.fixture
def cohort(loaded, db):
    return models.Cohort.objects.get(pk=loaded)


def by_region(applications):
    return Counter(applications.values_list("region__name", flat=True))


def test_the_ranking_comes_to_the_published_numbers(cohort):
    applied = by_region(cohort.applications.standing())
    awarded = by_region(cohort.applications.filter(decisions__outcome="selected"))
    seated = by_region(cohort.applications.filter(offers__answer="accepted"))

    assert {name: (applied[name], awarded[name]) for name in applied} == APPLIED_AND_AWARDED
    assert seated == awarded
    assert applied.total() == REVIEWED
    assert awarded.total() == cohort.capacity == AWARDED
    assert cohort.applications.of_people().count() == BEGAN
    assert cohort.closes_at < cohort.selection.decided_at < cohort.selection.told_at < NOW
    check_weights(list(cohort.criteria.values_list("weight", flat=True)))


def test_its_applications_are_of_nobody_each_reviewed_and_nobody_is_told(cohort):
    standing, told = cohort.applications.standing(), Notice.objects.count()

    assert cohort.is_demonstration
    assert cohort.source_url == "https://wikimania.wikimedia.org/wiki/2023:Scholarship_outcomes"
    assert "demonstration data" in cohort.summary
    assert not cohort.applications.filter(person__isnull=False).exists()
    assert standing.reviewed().count() == REVIEWED
    assert standing.annotate(n=Count("answers")).exclude(n=2).count() == 0
    assert standing.with_differing_reviews().count() > 20
    assert not Notice.objects.filter(kind="result", dedupe_key__contains=f"result:{cohort.selection.pk}:").exists()

    load_academy(now=NOW)
    assert load_round(now=NOW) == cohort
    assert (models.Application.objects.filter(cohort=cohort).count(), Notice.objects.count()) == (BEGAN, told)
