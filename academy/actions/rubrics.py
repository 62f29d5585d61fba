"""Freezing a cohort's rubric by publishing it, and taking the publication back before it opens."""

from django.db import transaction

from consultations.rules.bundles import sealed

from ..models import Cohort, Rubric
from ..models.cohorts import new_seed
from ..rules import rubrics as rules


@transaction.atomic
def publish(*, cohort, actor, now):
    """Freeze the criteria and minimums as the next version of the rubric, and show the cohort; answers the rubric."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    criteria = list(cohort.criteria.order_by("position", "pk"))
    minimums = list(cohort.minimums.select_related("region").order_by("region__slug", "experience"))
    rules.check_can_publish(cohort, criteria, minimums, now)
    seed = new_seed()
    content, seal = sealed(rules.rubric_content(cohort, criteria, minimums, seed))
    rubric = Rubric.objects.create(
        cohort=cohort,
        version=cohort.rubrics.count() + 1,
        content=content,
        sha256=seal,
        seed=seed,
        frozen_at=now,
        frozen_by=actor,
    )
    cohort.published_at, cohort._history_user = now, actor
    cohort.save(update_fields=["published_at"])
    return rubric


@transaction.atomic
def take_back(*, cohort, actor, now):
    """Hide a published cohort that is not open yet, so that its rubric can be changed; the old version stays."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    rules.check_can_take_back(cohort, now)
    cohort.published_at, cohort._history_user = None, actor
    cohort.save(update_fields=["published_at"])
    return cohort
