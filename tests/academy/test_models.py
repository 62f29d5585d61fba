"""What the database refuses, whoever asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from academy import models
from academy.actions import rubrics
from tests.factories import PersonFactory
from tests.refusals import refused

from .factories import (
    ApplicationFactory,
    CohortFactory,
    CourseFactory,
    CriterionFactory,
    EnrolmentFactory,
    ReviewFactory,
    published_cohort,
)

pytestmark = pytest.mark.django_db


def needs(course, other):
    return models.Prerequisite.objects.create(course=course, needs=other)


def test_courses_that_would_need_one_another_are_refused():
    first, second, third = CourseFactory.create_batch(3)
    needs(second, first)
    needs(third, second)

    assert refused(lambda: needs(first, third)) == "prerequisite_makes_no_circle"


def test_a_course_that_two_others_need_is_no_circle():
    first, second, third = CourseFactory.create_batch(3)
    needs(second, first)
    needs(third, first)

    assert needs(third, second).pk


def test_one_person_more_than_seats_is_refused():
    course = CourseFactory(capacity=1)
    EnrolmentFactory(course=course)

    assert refused(lambda: EnrolmentFactory(course=course)) == "enrolment_within_capacity"


def test_who_waits_or_left_takes_no_seat():
    course = CourseFactory(capacity=1)
    EnrolmentFactory(course=course, left_at=timezone.now())
    EnrolmentFactory(course=course, seated_at=None)

    assert EnrolmentFactory(course=course).pk


def test_a_capacity_below_those_seated_is_refused():
    course = CourseFactory(capacity=2)
    EnrolmentFactory.create_batch(2, course=course)
    course.capacity = 1

    assert refused(course.save) == "course_capacity_holds_the_seated"


def offer(cohort, **fields):
    application = ApplicationFactory(cohort=cohort)
    expires_at = timezone.now() + timedelta(days=7)
    return models.Offer.objects.create(cohort=cohort, application=application, expires_at=expires_at, **fields)


def test_one_offer_more_than_seats_is_refused():
    cohort = published_cohort(capacity=1)
    offer(cohort)

    assert refused(lambda: offer(cohort)) == "offer_within_capacity"


def test_a_cohort_with_fewer_seats_than_offers_is_refused():
    cohort = published_cohort(capacity=2)
    offer(cohort), offer(cohort)
    cohort.capacity = 1

    assert refused(cohort.save) == "cohort_capacity_holds_the_seated"


def test_windows_of_one_track_do_not_overlap():
    cohort = CohortFactory()

    assert refused(lambda: CohortFactory(track=cohort.track)) == "cohort_windows_apart"
    assert CohortFactory(track=cohort.track, opens_at=cohort.closes_at, closes_at=cohort.closes_at + timedelta(1)).pk


def test_a_criterion_of_a_published_cohort_stays():
    cohort = published_cohort()
    criterion = cohort.criteria.first()
    criterion.weight = 500

    assert refused(criterion.save) == "cohort_rubric_frozen"
    assert refused(lambda: CriterionFactory(cohort=cohort)) == "cohort_rubric_frozen"
    assert refused(criterion.delete) == "cohort_rubric_frozen"


def test_a_minimum_of_a_published_cohort_stays():
    cohort = published_cohort(minimums=[{"experience": "new", "seats": 3}])

    assert refused(cohort.minimums.get().delete) == "cohort_rubric_frozen"


def test_a_cohort_whose_weights_make_no_whole_is_not_published():
    cohort = CohortFactory()
    CriterionFactory(cohort=cohort, weight=999)
    cohort.published_at = timezone.now()

    assert refused(cohort.save) == "cohort_weights_make_one"


def test_a_cohort_without_a_frozen_rubric_is_not_published():
    cohort = CohortFactory()
    CriterionFactory(cohort=cohort)
    cohort.published_at = timezone.now()

    assert refused(cohort.save) == "cohort_published_with_rubric"


def test_a_cohort_that_opened_is_not_hidden():
    cohort = published_cohort()
    cohort.published_at = None

    assert refused(cohort.save) == "cohort_stays_published"


def test_a_cohort_taken_back_before_it_opens_is_published_with_the_next_version():
    now = timezone.now()
    cohort = published_cohort(opens_at=now + timedelta(days=1))

    cohort = rubrics.take_back(cohort=cohort, actor=None, now=now)
    second = rubrics.publish(cohort=cohort, actor=None, now=now)

    assert second.version == 2
    assert second.seed != cohort.rubrics.get(version=1).seed


def test_a_frozen_rubric_stays():
    rubric = published_cohort().rubrics.get()
    rubric.content = "{}"

    assert refused(rubric.save) == "rubric_append_only"
    assert refused(rubric.delete) == "rubric_append_only"


def test_a_decision_stays():
    decision = models.Decision.objects.create(application=ApplicationFactory(), outcome="declined", because="below")
    decision.outcome = "selected"

    assert refused(decision.save) == "decision_append_only"
    assert refused(decision.delete) == "decision_append_only"


def test_nobody_reviews_the_own_application():
    application = ApplicationFactory()

    assert refused(lambda: ReviewFactory(application=application, reviewer=application.person)) == (
        "review_without_conflict"
    )


def test_nobody_reviews_with_a_conflict_or_has_one_while_reviewing():
    application, reviewer = ApplicationFactory(), PersonFactory()
    declared = {"application": application, "person": reviewer, "reason": "declared"}
    conflict = models.Conflict.objects.create(**declared)

    assert refused(lambda: ReviewFactory(application=application, reviewer=reviewer)) == "review_without_conflict"
    conflict.delete()
    ReviewFactory(application=application, reviewer=reviewer)
    assert refused(lambda: models.Conflict.objects.create(**declared)) == "conflict_without_review"
