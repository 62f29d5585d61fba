"""Reviewers and organizers at the same moment. Where the docstring says what fails without the lock, it was seen."""

from functools import partial

import pytest
from django.utils import timezone

from academy.actions import reviews as actions
from academy.models import Conflict, Review
from tests.races import at_once, slowed

from .factories import ApplicationFactory, ReviewerFactory, ReviewFactory, published_cohort
from .test_reviews_actions import levels

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cohort():
    """Closed; each review that is written takes a while, so that those who come at once meet."""
    cohort = published_cohort(closed=True)
    ReviewerFactory.create_batch(4, cohort=cohort)
    with slowed("AFTER INSERT OR UPDATE OR DELETE ON academy_review FOR EACH ROW", seconds=0.2):
        yield cohort


def test_two_who_assign_at_once_assign_once(cohort):
    """Without the lock on the cohort both fill the same places, and the applications get four reviewers."""
    ApplicationFactory.create_batch(2, cohort=cohort)
    assign = partial(actions.assign_reviewers, cohort=cohort, actor=None, now=timezone.now())

    made = at_once([assign, assign])

    assert sorted(len(reviews) for reviews in made) == [0, 4]
    assert [one.reviews.count() for one in cohort.applications.all()] == [2, 2]


def test_who_declares_a_conflict_while_somebody_assigns_is_not_assigned_again(cohort):
    """Two who assign and one who declares come in turn; the database would refuse what conflicts (migration 0002)."""
    application = ApplicationFactory(cohort=cohort)
    review = actions.assign_reviewers(cohort=cohort, actor=None, now=timezone.now())[0]
    declare = partial(actions.declare_conflict, review=review, note="", now=timezone.now())
    assign = partial(actions.assign_reviewers, cohort=cohort, actor=None, now=timezone.now())

    answers = at_once([declare, assign, assign])

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert Conflict.objects.get().person_id == review.reviewer_id
    assert application.reviews.count() == 2
    assert not application.reviews.filter(reviewer=review.reviewer_id).exists()


def test_two_who_differ_and_submit_at_once_ask_one_third(cohort):
    """Without the lock neither sees the other's scores, and nobody is asked."""
    pair = ReviewFactory.create_batch(2, application=ApplicationFactory(cohort=cohort), submitted_at=None)
    submit = [
        partial(actions.submit_review, review=review, levels=levels(cohort, level, 3), note="", now=timezone.now())
        for review, level in zip(pair, (0, 4), strict=True)
    ]

    answers = at_once(submit)

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert pair[0].application.reviews.count() == 3


def test_a_form_that_is_sent_twice_at_once_is_one_review(cohort):
    """Without the lock both write the scores, and the second one meets the constraint."""
    review = ReviewFactory(application__cohort=cohort, submitted_at=None)
    submit = partial(
        actions.submit_review, review=review, levels=levels(cohort, 3, None), note="Good.", now=timezone.now()
    )

    answers = at_once([submit, submit])

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert review.scores.count() == 2


def test_who_is_asked_to_calibrate_twice_at_once_has_each_sample_once(cohort):
    """The second one finds what the first one made, or meets the constraint and then finds it."""
    ApplicationFactory.create_batch(3, cohort=cohort, person=None, is_sample=True)
    person = cohort.reviewers.first().person
    begin = partial(actions.begin_calibration, cohort=cohort, person=person, now=timezone.now())

    answers = at_once([begin, begin])

    assert answers == [None, None]
    assert Review.objects.of_samples().filter(reviewer=person).count() == 3
