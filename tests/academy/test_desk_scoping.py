"""Who leads one cohort sees nothing of another one at the desk: of every page of it, those of later days too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from academy import models
from academy.admin.base import OF_EVERYBODY, PATHS, led
from tests.desk_scoping import FOREIGN, OWN, DeskScoping, keys_of
from tests.factories import PersonFactory

from .factories import ApplicationFactory, EnrolmentFactory, ReviewFactory, published_cohort


def everything_of(title):
    """One row of each model that belongs to a cohort of this title."""
    cohort = published_cohort(title=title, minimums=[{"experience": "new", "seats": 1}])
    application = ApplicationFactory(cohort=cohort, person__display_name=f"{cohort.title} applicant")
    reviewer = PersonFactory(display_name=f"{cohort.title} reviewer")
    review = ReviewFactory(application=application, reviewer=reviewer, levels={"experience": 3})
    rubric, later = cohort.rubrics.get(), timezone.now() + timedelta(days=1)
    offer = models.Offer.objects.create(cohort=cohort, application=application, expires_at=later)
    conflicted = PersonFactory(display_name=f"{cohort.title} colleague")
    decision = {"application": application, "outcome": "selected", "because": "rank"}
    return {
        models.Cohort: cohort,
        models.Criterion: cohort.criteria.first(),
        models.Minimum: cohort.minimums.get(),
        models.Reviewer: models.Reviewer.objects.get_or_create(cohort=cohort, person=reviewer)[0],
        models.Rubric: rubric,
        models.Selection: models.Selection.objects.create(cohort=cohort, rubric=rubric, bundle="{}", sha256="0" * 64),
        models.Offer: offer,
        models.Application: application,
        models.Enrolment: EnrolmentFactory(cohort=cohort, person__display_name=f"{cohort.title} learner"),
        models.Answer: application.answers.first(),
        models.Conflict: application.conflicts.create(person=conflicted, reason="declared"),
        models.Decision: models.Decision.objects.create(**decision),
        models.Review: review,
        models.Score: review.scores.get(),
    }


@pytest.fixture
def own():
    return everything_of(OWN)


@pytest.fixture
def foreign():
    return everything_of(FOREIGN)


class TestCohorts(DeskScoping):
    root, paths, of_everybody = models.Cohort, PATHS, OF_EVERYBODY

    def filters(self, model, foreign):
        return [{f"{self.paths[model]}__{lookup}": foreign[models.Cohort].pk} for lookup in ("exact", "pk")]

    def test_enrolments_in_no_cohort_are_everybodys(self, lead):
        assert EnrolmentFactory().pk in keys_of(led(models.Enrolment.objects.all(), lead))
