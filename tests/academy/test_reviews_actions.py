"""Assigning, scoring, submitting and declaring: what each changes and refuses, and what the history keeps."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from academy.actions import reviews as actions
from academy.models import Application, Cohort, Review, Reviewer, Score
from tests.factories import PersonFactory

from .factories import ApplicationFactory, ReviewerFactory, ReviewFactory, published_cohort
from .test_reviewing_rules import decide

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return published_cohort(closed=True)


def reviewers(cohort, number):
    return [role.person for role in ReviewerFactory.create_batch(number, cohort=cohort)]


def assign(cohort, **choice):
    return actions.assign_reviewers(cohort=cohort, actor=None, now=timezone.now(), **choice)


def refusal(act, **kwargs):
    with pytest.raises(ValidationError) as refused:
        act(**kwargs)
    return refused.value.code


def levels(cohort, experience, sharing):
    """{criterion pk: level} as a form hands it over; "-" leaves a criterion out."""
    given = {"experience": experience, "sharing": sharing}
    return {one.pk: given[one.slug] for one in cohort.criteria.all() if given[one.slug] != "-"}


def submit(review, experience=3, sharing=3, note=""):
    scores = levels(review.application.cohort, experience, sharing)
    return actions.submit_review(review=review, levels=scores, note=note, now=timezone.now())


def people_of(application):
    return set(application.reviews.values_list("reviewer", flat=True))


# Assigning


def test_each_application_gets_as_many_reviewers_as_the_cohort_says_and_all_the_same_load(cohort):
    people = reviewers(cohort, 3)
    ApplicationFactory.create_batch(6, cohort=cohort)

    made = assign(cohort)

    assert len(made) == 12
    assert all(len(people_of(one)) == 2 for one in cohort.applications.all())
    assert {person.reviews.count() for person in people} == {4}


def test_assigning_again_changes_nothing(cohort):
    reviewers(cohort, 3)
    ApplicationFactory.create_batch(2, cohort=cohort)
    assign(cohort)

    assert assign(cohort) == []
    assert Review.objects.count() == 4


def test_drafts_samples_and_withdrawn_applications_get_nobody(cohort):
    reviewers(cohort, 3)
    ApplicationFactory(cohort=cohort, submitted_at=None)
    ApplicationFactory(cohort=cohort, withdrawn_at=timezone.now())
    ApplicationFactory(cohort=cohort, person=None, is_sample=True)

    assert assign(cohort) == []


def test_only_the_chosen_applications_are_served(cohort):
    reviewers(cohort, 2)
    chosen, other = ApplicationFactory.create_batch(2, cohort=cohort)

    assert {review.application_id for review in assign(cohort, applications=[chosen])} == {chosen.pk}
    assert people_of(other) == set()


def test_an_application_of_another_cohort_is_not_served(cohort):
    reviewers(cohort, 2)
    foreign = ApplicationFactory(cohort=published_cohort(closed=True))

    assert assign(cohort, applications=[foreign]) == []


def test_nobody_is_assigned_before_the_deadline_or_after_the_selection(cohort):
    assert refusal(assign, cohort=published_cohort()) == "open"
    decide(cohort)
    assert refusal(assign, cohort=cohort) == "decided"


def test_assigning_is_traced_with_who_did_it(cohort):
    reviewers(cohort, 2)
    ApplicationFactory(cohort=cohort)
    organizer = PersonFactory()

    actions.assign_reviewers(cohort=cohort, actor=organizer, now=timezone.now())

    assert set(Review.history.values_list("history_type", "history_user")) == {("+", organizer.pk)}


def test_who_is_no_reviewer_any_more_is_replaced(cohort):
    first, second = reviewers(cohort, 2)
    application = ApplicationFactory(cohort=cohort)
    assign(cohort)
    Reviewer.objects.filter(person=first).delete()
    (third,) = reviewers(cohort, 1)

    assign(cohort)

    assert people_of(application) == {first.pk, second.pk, third.pk}
    assert not Review.objects.open_to(first, timezone.now()).exists()


# Scores


@pytest.fixture
def review(cohort):
    return ReviewFactory(application__cohort=cohort, submitted_at=None)


def scores_of(review):
    return dict(review.scores.order_by("criterion__position").values_list("criterion__slug", "level"))


def test_a_draft_keeps_what_is_scored_and_is_not_submitted(cohort, review):
    actions.save_scores(review=review, levels=levels(cohort, 2, "-"), note="Good.", now=timezone.now())

    review.refresh_from_db()
    assert scores_of(review) == {"experience": 2}
    assert (review.note, review.submitted_at) == ("Good.", None)


def test_not_scored_is_kept_apart_from_zero(review):
    submit(review, 0, None)

    assert scores_of(review) == {"experience": 0, "sharing": None}
    assert [score.level for score in Score.objects.given()] == [0]


def test_an_incomplete_review_is_not_submitted_and_nothing_is_written(cohort, review):
    told = {"review": review, "note": "Good.", "now": timezone.now()}

    assert refusal(actions.submit_review, levels=levels(cohort, 2, "-"), **told) == "missing"
    assert refusal(actions.submit_review, levels=levels(cohort, None, None), **told) == "nothing"
    review.refresh_from_db()
    assert (scores_of(review), review.note) == ({}, "")


def test_submitting_twice_is_one_and_changes_are_traced(review):
    first = submit(review, 3, 3).submitted_at
    submit(review, 3, 3)
    assert Score.history.count() == 2

    again = submit(review, 1, 3)

    assert again.submitted_at == first
    assert scores_of(review) == {"experience": 1, "sharing": 3}
    kept = Score.history.filter(criterion__slug="experience").order_by("history_id")
    assert list(kept.values_list("level", "history_user")) == [(3, review.reviewer_id), (1, review.reviewer_id)]


def test_what_is_submitted_is_no_draft_again(cohort, review):
    submit(review)

    assert refusal(actions.save_scores, review=review, levels={}, note="", now=timezone.now()) == "submitted"


def test_before_the_deadline_and_after_the_selection_nothing_is_scored(cohort, review):
    Cohort.objects.filter(pk=cohort.pk).update(closes_at=timezone.now() + timedelta(hours=1))
    assert refusal(submit, review=review) == "open"

    Cohort.objects.filter(pk=cohort.pk).update(closes_at=timezone.now() - timedelta(hours=1))
    submit(review)
    decide(cohort)
    assert refusal(submit, review=review) == "decided"
    assert scores_of(review) == {"experience": 3, "sharing": 3}


def test_what_was_withdrawn_meanwhile_is_not_scored(review):
    Application.objects.update(withdrawn_at=timezone.now())

    assert refusal(submit, review=review) == "withdrawn"


def test_what_was_taken_back_meanwhile_is_not_scored(review):
    actions.unassign(review=review, actor=None)
    actions.unassign(review=review, actor=None)

    assert refusal(submit, review=review) == "gone"


def test_what_is_submitted_is_not_taken_back(review):
    submit(review)

    assert refusal(actions.unassign, review=review, actor=None) == "submitted"


# A third reviewer


@pytest.fixture
def pair(cohort):
    """Two reviews of one application, and a third person without any."""
    application = ApplicationFactory(cohort=cohort)
    pair = ReviewFactory.create_batch(2, application=application, submitted_at=None)
    reviewers(cohort, 1)
    return pair


@pytest.mark.parametrize(("other", "asked"), [(3, 2), (2, 2), (1, 3), (None, 2)])
def test_two_levels_apart_ask_a_third(pair, other, asked):
    submit(pair[0], 3, 3)
    submit(pair[1], other, 3)

    assert pair[0].application.reviews.count() == asked


def test_a_third_is_asked_once_however_often_the_two_change_their_scores(pair):
    submit(pair[0], 4, 4)
    submit(pair[1], 0, 4)
    submit(pair[1], 1, 4)

    assert pair[0].application.reviews.count() == 3


def test_the_third_is_who_has_the_fewest_reviews(cohort, pair):
    idle = cohort.reviewers.exclude(person__in=[one.reviewer for one in pair]).get().person
    (busy,) = reviewers(cohort, 1)
    ReviewFactory(application=ApplicationFactory(cohort=cohort), reviewer=busy, submitted_at=None)
    submit(pair[0], 4, 4)
    submit(pair[1], 0, 4)

    assert people_of(pair[0].application) == {pair[0].reviewer_id, pair[1].reviewer_id, idle.pk}


# Calibration


@pytest.fixture
def samples(cohort):
    return ApplicationFactory.create_batch(3, cohort=cohort, person=None, is_sample=True)


def test_nothing_real_is_submitted_before_the_samples_are_scored(cohort, review, samples):
    actions.begin_calibration(cohort=cohort, person=review.reviewer, now=timezone.now())
    actions.begin_calibration(cohort=cohort, person=review.reviewer, now=timezone.now())
    calibration = list(Review.objects.of_samples().filter(reviewer=review.reviewer))
    assert len(calibration) == 3

    for one in calibration:
        assert refusal(submit, review=review) == "calibrate"
        submit(one)

    assert submit(review).submitted_at


def test_differing_on_a_sample_asks_nobody(cohort, samples):
    for level in (0, 4):
        submit(ReviewFactory(application=samples[0], submitted_at=None), level, level)

    assert samples[0].reviews.count() == 2
    assert not Application.objects.with_differing_reviews().exists()
