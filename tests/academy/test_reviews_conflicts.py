"""Conflicts of interest: found by what the site knows, or declared; a review and a conflict exclude each other."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from academy.actions import reviews as actions
from academy.actions.selection import decide
from academy.models import Application, Conflict, Review, Score
from academy.tasks import set_reviews_in_conflict_aside

from .factories import AffiliateFactory, ApplicationFactory, ReviewFactory, published_cohort
from .test_reviews_actions import assign, people_of, refusal, reviewers, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return published_cohort(closed=True)


def test_nobody_gets_the_own_application(cohort):
    own, other = reviewers(cohort, 2)
    application = ApplicationFactory(cohort=cohort, person=own)

    assign(cohort)

    assert people_of(application) == {other.pk}
    assert application.conflicts.get().reason == "own"


def test_nobody_gets_an_application_of_the_same_affiliate(cohort):
    near, far = reviewers(cohort, 2)
    affiliate = AffiliateFactory()
    application = ApplicationFactory(cohort=cohort)
    near.affiliates.add(affiliate)
    far.affiliates.add(AffiliateFactory())
    application.person.affiliates.add(affiliate, AffiliateFactory())

    assign(cohort)

    assert people_of(application) == {far.pk}
    assert application.conflicts.get().reason == "affiliate"


def mentors(people, applicants):
    """A finder as an app above would give it: who is the mentor of whom."""
    return [(person, applicant) for person in people for applicant in applicants if (person, applicant) == MENTORED]


MENTORED = None


def test_nobody_gets_the_application_of_their_mentee(cohort, settings, monkeypatch):
    mentor, other = reviewers(cohort, 2)
    application = ApplicationFactory(cohort=cohort)
    settings.CONFLICT_FINDERS = [f"{__name__}.mentors"]
    monkeypatch.setitem(globals(), "MENTORED", (mentor.pk, application.person_id))

    assign(cohort)

    assert people_of(application) == {other.pk}
    assert application.conflicts.get().reason == "mentor_pair"


def in_one_affiliate(*people):
    affiliate = AffiliateFactory()
    for person in people:
        person.affiliates.add(affiliate)


def test_a_conflict_that_comes_up_later_takes_back_what_is_assigned_and_what_is_submitted(cohort):
    near, far = reviewers(cohort, 2)
    application = ApplicationFactory(cohort=cohort)
    assign(cohort)
    submit(application.reviews.get(reviewer=far), note="Go on.")
    (other,) = reviewers(cohort, 1)
    in_one_affiliate(near, far, application.person)

    set_reviews_in_conflict_aside()
    set_reviews_in_conflict_aside()  # again, which changes nothing

    assert people_of(application) == {other.pk}
    assert set(application.conflicts.values_list("person", flat=True)) == {near.pk, far.pk}
    kept = Review.history.filter(reviewer=far, history_type="-").get()
    assert (kept.history_change_reason, kept.note) == ("affiliate", "Go on.")
    assert Score.history.filter(review_id=kept.id, history_type="-").count() == 2
    assert list(Application.objects.needing_reviewer()) == [application]


def test_who_comes_into_conflict_while_writing_does_not_count(cohort):
    near, _far, _other = reviewers(cohort, 3)
    application = ApplicationFactory(cohort=cohort)
    review = ReviewFactory(application=application, reviewer=near, submitted_at=None)
    in_one_affiliate(near, application.person)

    submit(review)

    assert near.pk not in people_of(application)
    assert len(people_of(application)) == 2


@pytest.mark.parametrize("submitted_at", [None, timezone.now()])
def test_whose_review_is_set_aside_hears_so_and_is_led_to_the_desk(client, cohort, submitted_at):
    (near,) = reviewers(cohort, 1)
    application = ApplicationFactory(cohort=cohort)
    review = ReviewFactory(application=application, reviewer=near, submitted_at=submitted_at)
    in_one_affiliate(near, application.person)
    client.force_login(near)
    typed = {f"level-{criterion.slug}": "3" for criterion in cohort.criteria.all()}

    answer = client.post(reverse("academy:review", args=[review.pk]), typed | {"do": "submit"}, follow=True)

    assert answer.redirect_chain[0][0].startswith(reverse("academy:reviews"))
    assertContains(answer, "This review is no longer yours")


def test_a_cohort_is_not_decided_with_a_review_in_conflict(cohort):
    application = ApplicationFactory(cohort=cohort)
    levels = {"experience": 3, "sharing": 3}
    review, _other = ReviewFactory.create_batch(2, application=application, levels=levels)
    in_one_affiliate(review.reviewer, application.person)

    with pytest.raises(ValidationError, match=application.code) as refused:
        decide(cohort=cohort, actor=None, now=timezone.now())

    assert refused.value.code == "reviews"


def test_what_is_decided_stays_as_it_was_reviewed(cohort):
    application = ApplicationFactory(cohort=cohort)
    levels = {"experience": 3, "sharing": 3}
    review, _other = ReviewFactory.create_batch(2, application=application, levels=levels)
    decide(cohort=cohort, actor=None, now=timezone.now())
    in_one_affiliate(review.reviewer, application.person)

    set_reviews_in_conflict_aside()

    assert application.reviews.count() == 2


def test_a_declared_conflict_takes_the_review_and_asks_somebody_else(cohort):
    people = reviewers(cohort, 3)
    application = ApplicationFactory(cohort=cohort)
    assign(cohort)
    review = application.reviews.first()

    actions.declare_conflict(review=review, note="We share a flat.", now=timezone.now())

    conflict = Conflict.objects.get()
    assert (conflict.person, conflict.reason, conflict.note) == (review.reviewer, "declared", "We share a flat.")
    assert people_of(application) == {person.pk for person in people} - {review.reviewer_id}


def test_where_nobody_else_is_left_the_application_needs_a_reviewer(cohort):
    reviewers(cohort, 2)
    application = ApplicationFactory(cohort=cohort)
    assign(cohort)
    review = application.reviews.first()

    actions.declare_conflict(review=review, note="", now=timezone.now())

    assert list(Application.objects.needing_reviewer()) == [application]
    assert assign(cohort) == []


def test_a_conflict_declared_twice_is_one(cohort):
    review = ReviewFactory(application__cohort=cohort, submitted_at=None)
    for _time in range(2):
        actions.declare_conflict(review=review, note="", now=timezone.now())

    assert Conflict.objects.count() == 1


def test_no_conflict_is_declared_after_the_own_scores_are_in_nor_with_a_sample(cohort):
    review = ReviewFactory(application__cohort=cohort)
    sample = ReviewFactory(application__cohort=cohort, application__is_sample=True, application__person=None)
    told = {"note": "", "now": timezone.now()}

    assert refusal(actions.declare_conflict, review=review, **told) == "submitted"
    assert refusal(actions.declare_conflict, review=sample, **told) == "sample"
