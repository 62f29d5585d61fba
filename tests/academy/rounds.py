"""Cohorts with reviewed applications, for tests of the selection."""

from datetime import timedelta

from django.utils import timezone

from academy import models
from academy.actions import offers, selection
from tests.factories import PersonFactory

from .factories import ApplicationFactory, RegionFactory, ReviewFactory, published_cohort


def reviewed(cohort, level, *, region="sub-saharan-africa", experience="some", **fields):
    """An application to which two reviewers gave this level throughout."""
    application = ApplicationFactory(cohort=cohort, region=RegionFactory(slug=region), experience=experience, **fields)
    levels = {criterion.slug: level for criterion in cohort.criteria.all()}
    ReviewFactory.create_batch(2, application=application, levels=levels)
    return application


def closed_cohort(levels=(4, 3, 2, 1), **fields):
    """(cohort, applications): closed, one reviewed application for each level, the best one first."""
    cohort = published_cohort(closed=True, **fields)
    return cohort, [reviewed(cohort, level) for level in levels]


def decided(cohort, *, told=True):
    """The selection of a cohort, decided now by an organizer, with the results told."""
    actor, now = PersonFactory(), timezone.now()
    made = selection.decide(cohort=cohort, actor=actor, now=now)
    if told:
        selection.tell_results(selection=made, actor=actor, now=now)
        made.refresh_from_db()
    return made


def offered(cohort, now=None):
    """The offers to all who are selected; decides first."""
    decided(cohort)
    return offers.make_offers(cohort=cohort, actor=None, now=now or timezone.now())


def outcomes(applications):
    """The outcome that holds for each of the applications, in their order."""
    decisions = models.Decision.objects.holding()
    held = dict(decisions.filter(application__in=applications).values_list("application", "outcome"))
    return [held.get(application.pk) for application in applications]


def lapse(offer):
    """Let the time of an offer be over."""
    made_at = timezone.now() - timedelta(days=8)
    models.Offer.objects.filter(pk=offer.pk).update(made_at=made_at, expires_at=made_at + timedelta(days=7))
    offer.refresh_from_db()
