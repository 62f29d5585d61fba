"""How many reviews an application needs, in Python and in SQL, and whose scores a person may read."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from academy.models import Application, Conflict, Review, Score, Selection
from academy.rules.reviewing import (
    check_can_assign,
    check_can_score,
    check_can_submit,
    reviewers_differ,
    reviews_needed,
)
from tests.factories import PersonFactory

from .factories import ApplicationFactory, ReviewFactory, published_cohort

NOW = timezone.now()


def decide(cohort):
    """The cohort's selection, decided just now."""
    return Selection.objects.create(cohort=cohort, rubric=cohort.rubrics.get(), bundle="{}", sha256="0" * 64)


@pytest.fixture
def cohort(db):
    return published_cohort(closed=True)


def reviewed(cohort, *levels):
    """An application of the cohort with one submitted review for each pair of levels (experience, sharing)."""
    application = ApplicationFactory(cohort=cohort)
    for experience, sharing in levels:
        ReviewFactory(application=application, levels={"experience": experience, "sharing": sharing})
    return application


@pytest.mark.parametrize(
    ("levels", "differ"),
    [
        ([], False),
        ([{"a": 4}], False),
        ([{"a": 4}, {"a": 3}], False),
        ([{"a": 4}, {"a": 2}], True),
        ([{"a": 4}, {"b": 0}], False),
        ([{"a": 4}, {"a": None}], False),
        ([{"a": 1}, {"a": 2}, {"a": 3}], True),
    ],
)
def test_reviewers_differ_from_two_levels_on(levels, differ):
    assert reviewers_differ(levels) is differ
    assert reviews_needed(levels, 2) == (3 if differ else 2)


def test_a_cohort_that_asks_for_four_reviews_needs_no_more_when_they_differ():
    assert reviews_needed([{"a": 4}, {"a": 0}], 4) == 4


@given(some.lists(some.dictionaries(some.sampled_from("ab"), some.none() | some.integers(0, 4)), max_size=4))
def test_what_is_not_scored_never_makes_reviewers_differ(levels):
    scored = [{name: level for name, level in review.items() if level is not None} for review in levels]

    assert reviewers_differ(levels) is reviewers_differ(scored)


@pytest.mark.parametrize(
    "levels", [[], [(4, 0)], [(4, 0), (3, 1)], [(4, 0), (2, 0)], [(4, None), (None, 4)], [(0, 0), (1, 1), (2, 2)]]
)
def test_sql_and_python_agree_on_the_reviews_that_are_needed(cohort, levels):
    application = reviewed(cohort, *levels)
    pairs = [{"experience": one, "sharing": other} for one, other in levels]

    row = Application.objects.with_review_state().get(pk=application.pk)

    assert (row.assigned_reviews, row.submitted_reviews) == (len(levels), len(levels))
    assert row.reviewers_differ is reviewers_differ(pairs)
    assert row.needed_reviews == reviews_needed(pairs, cohort.least_reviews)


def test_what_is_not_submitted_yet_makes_nobody_differ(cohort):
    application = reviewed(cohort, (4, 4))
    ReviewFactory(application=application, levels={"experience": 0}, submitted_at=None)

    row = Application.objects.with_review_state().get(pk=application.pk)

    assert (row.assigned_reviews, row.submitted_reviews, row.reviewers_differ) == (2, 1, False)


def test_which_applications_need_a_reviewer_which_differ_and_which_are_reviewed(cohort):
    one, agreed = reviewed(cohort, (4, 4)), reviewed(cohort, (4, 4), (4, 3))
    apart, settled = reviewed(cohort, (4, 4), (2, 4)), reviewed(cohort, (4, 4), (2, 4), (3, 3))
    draft = ApplicationFactory(cohort=cohort, submitted_at=None)
    withdrawn = ApplicationFactory(cohort=cohort, withdrawn_at=NOW)
    sample = ApplicationFactory(cohort=cohort, person=None, is_sample=True)
    everything = Application.objects.filter(cohort=cohort)

    assert set(everything.needing_reviewer()) == {one, apart}
    assert set(everything.with_differing_reviews()) == {apart, settled}
    assert set(everything.reviewed()) == {agreed, settled}
    assert {draft, withdrawn, sample}.isdisjoint(everything.standing())

    decide(cohort)
    assert not everything.needing_reviewer().exists()


def test_before_the_deadline_no_application_needs_a_reviewer(db):
    ApplicationFactory(cohort=published_cohort())

    assert not Application.objects.needing_reviewer().exists()


def refusal(check, *args, **kwargs):
    with pytest.raises(ValidationError) as refused:
        check(*args, **kwargs)
    return refused.value.code


def test_before_the_deadline_only_samples_are_scored(db):
    cohort = published_cohort()
    sample = ApplicationFactory(cohort=cohort, person=None, is_sample=True, submitted_at=None)

    assert refusal(check_can_score, ApplicationFactory(cohort=cohort), timezone.now()) == "open"
    assert refusal(check_can_assign, cohort, timezone.now()) == "open"
    check_can_score(sample, timezone.now())


def test_withdrawn_and_decided_applications_are_not_scored(cohort):
    application = ApplicationFactory(cohort=cohort)
    check_can_score(application, timezone.now())

    application.withdrawn_at = NOW
    assert refusal(check_can_score, application, timezone.now()) == "withdrawn"
    decide(cohort)
    assert refusal(check_can_score, application, timezone.now()) == "decided"
    assert refusal(check_can_assign, cohort, timezone.now()) == "decided"


def test_a_review_is_submitted_whole_and_after_the_samples(cohort):
    first, second = criteria = list(cohort.criteria.order_by("position"))

    assert refusal(check_can_submit, {first.pk: 3, second.pk: 3}, criteria, samples_left=1) == "calibrate"
    assert refusal(check_can_submit, {first.pk: 3}, criteria, samples_left=0) == "missing"
    assert refusal(check_can_submit, {first.pk: None, second.pk: None}, criteria, samples_left=0) == "nothing"
    check_can_submit({first.pk: 0, second.pk: None}, criteria, samples_left=0)


# Whose scores a person reads


def seen_by(person):
    return set(Review.objects.visible_to(person, timezone.now()))


def test_others_scores_are_read_once_the_own_are_in(cohort):
    application = reviewed(cohort, (4, 4))
    other = application.reviews.get()
    own = ReviewFactory(application=application, submitted_at=None)

    assert seen_by(own.reviewer) == {own}
    Review.objects.filter(pk=own.pk).update(submitted_at=timezone.now())
    assert seen_by(own.reviewer) == {own, other}
    assert set(Score.objects.visible_to(own.reviewer, timezone.now())) == set(other.scores.all())


def test_others_who_have_not_submitted_are_not_read(cohort):
    own = ReviewFactory(application__cohort=cohort, levels={"experience": 1})
    ReviewFactory(application=own.application, submitted_at=None)

    assert seen_by(own.reviewer) == {own}


def organizer_of(cohort):
    person = PersonFactory(is_staff=True)
    cohort.organizers.add(person)
    return person


def test_organizers_read_the_scores_of_their_cohorts_alone(cohort):
    review = ReviewFactory(application__cohort=cohort)
    ReviewFactory(application__cohort=published_cohort(closed=True))

    assert seen_by(organizer_of(cohort)) == {review}
    assert seen_by(PersonFactory(is_staff=True)) == set()
    assert seen_by(PersonFactory()) == set()


def test_an_organizer_who_reviews_an_application_reads_others_scores_only_afterwards(cohort):
    review = ReviewFactory(application__cohort=cohort)
    organizer = organizer_of(cohort)
    own = ReviewFactory(application=review.application, reviewer=organizer, submitted_at=None)

    assert seen_by(organizer) == {own}
    Review.objects.filter(pk=own.pk).update(submitted_at=timezone.now())
    assert seen_by(organizer) == {own, review}


def test_an_organizer_with_a_conflict_reads_the_scores_once_it_is_decided(cohort):
    organizer = organizer_of(cohort)
    own = ReviewFactory(application=ApplicationFactory(cohort=cohort, person=organizer))
    declared = ReviewFactory(application__cohort=cohort)
    Conflict.objects.create(application=declared.application, person=organizer, reason="declared")

    assert seen_by(organizer) == set()
    decide(cohort)
    assert seen_by(organizer) == {own, declared}


def test_a_reviewer_opens_own_reviews_from_the_deadline_on_and_of_samples_before(db):
    cohort, reviewer = published_cohort(), PersonFactory()
    review = ReviewFactory(application__cohort=cohort, reviewer=reviewer, submitted_at=None)
    sample = ApplicationFactory(cohort=cohort, person=None, is_sample=True)
    calibration = ReviewFactory(application=sample, reviewer=reviewer, submitted_at=None)
    before, after = timezone.now(), cohort.closes_at + timedelta(seconds=1)

    assert set(Review.objects.open_to(reviewer, before)) == {calibration}
    assert set(Review.objects.open_to(reviewer, after)) == {calibration, review}
    assert not Review.objects.open_to(PersonFactory(), after).exists()
    Application.objects.filter(pk=review.application_id).update(withdrawn_at=before)
    assert set(Review.objects.open_to(reviewer, after)) == {calibration}
