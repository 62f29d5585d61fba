"""Reviews: who reviews what, the scores, and a third opinion where two differ.

Every change holds the cohort's row first: two that assign, one that declares and the one that decides come in turn.
"""

from django.db import transaction
from django.db.models import Count
from simple_history.utils import bulk_create_with_history

from ..models import Application, Cohort, Conflict, Review, Score
from ..rules import reviewing as rules
from ..rules.assigning import share_out
from . import conflicts
from .review_notices import tell_assigned


@transaction.atomic
def assign_reviewers(*, cohort, actor, now, applications=None):
    """Give each standing application, or each of `applications`, the reviewers it lacks; answers the new reviews."""
    cohort = _held(cohort.pk)
    rules.check_can_assign(cohort, now)
    reviewers = list(cohort.reviewers.filter(person__is_active=True).order_by("pk").values_list("person", flat=True))
    chosen = cohort.applications.standing()
    if applications is not None:
        chosen = chosen.filter(pk__in=[application.pk for application in applications])
    conflicts.note_conflicts(list(chosen), reviewers)
    pairs = _shared_out(cohort, chosen, reviewers)
    reviews = [
        Review(application_id=application, reviewer_id=reviewer, assigned_at=now, assigned_by=actor)
        for application, reviewer in pairs
    ]
    if reviews:
        reviews = bulk_create_with_history(reviews, Review, default_user=actor)
        tell_assigned(cohort, {review.reviewer_id for review in reviews}, now)
    return reviews


def _shared_out(cohort, chosen, reviewers):
    lacking = {row.pk: row.needed_reviews - row.assigned_reviews for row in chosen.needing_reviewer().order_by("pk")}
    reviews = Review.objects.of_people().filter(application__cohort=cohort)
    load = reviews.order_by().values_list("reviewer").annotate(n=Count("pk"))
    barred = Conflict.objects.filter(application__cohort=cohort).values_list("application", "person")
    taken = {*reviews.values_list("application", "reviewer"), *barred}
    seed = cohort.rubrics.order_by("-version").values_list("seed", flat=True).first()
    return share_out(lacking, reviewers, load=dict(load), taken=taken, seed=seed)


def assign_third(*, application, actor, now):
    """Ask one more where two differ: who has the fewest, without a conflict; answers the new reviews, if any."""
    return assign_reviewers(cohort=application.cohort, actor=actor, now=now, applications=[application])


def set_conflicts_aside(*, now):
    """Where a conflict came up later, what was assigned or submitted counts no more, and somebody else is asked.

    Answers how many applications that concerned. It may run at any time.
    """
    cohorts = Cohort.objects.filter(closes_at__lte=now, selection__isnull=True, applications__reviews__isnull=False)
    return sum(_set_aside(cohort, now) for cohort in cohorts.distinct().order_by("pk"))


@transaction.atomic
def _set_aside(cohort, now):
    cohort = _held(cohort.pk)
    if hasattr(cohort, "selection"):  # decided meanwhile
        return 0
    concerned = conflicts.in_conflict(Review.objects.of_people().filter(application__cohort=cohort))
    if concerned:
        found = list(cohort.applications.filter(pk__in=concerned))
        assign_reviewers(cohort=cohort, actor=None, now=now, applications=found)
    return len(concerned)


@transaction.atomic
def unassign(*, review, actor):
    """Take back what was assigned and not submitted. Raises ValidationError."""
    _held(review.application.cohort_id)
    review = Review.objects.filter(pk=review.pk).first()
    if review is None:  # somebody was quicker
        return
    rules.check_not_submitted(review)
    review._history_user = actor
    review.delete()


@transaction.atomic
def declare_conflict(*, review, note, now):
    """The reviewer does not review this application; somebody else does, if anybody is left. Raises ValidationError."""
    cohort = _held(review.application.cohort_id)
    review = Review.objects.filter(pk=review.pk).select_related("application", "reviewer").first()
    if review is None:  # sent twice
        return
    application, reviewer = review.application, review.reviewer
    application.cohort = cohort
    rules.check_can_declare(review, now)
    review._history_user = reviewer
    review.delete()
    told = {"reason": Conflict.Reason.DECLARED, "note": note}
    Conflict.objects.get_or_create(application=application, person=reviewer, defaults=told)
    assign_reviewers(cohort=cohort, actor=None, now=now, applications=[application])


@transaction.atomic
def begin_calibration(*, cohort, person, now):
    """The sample applications of a cohort, each as a review of this person; again it changes nothing."""
    for sample in cohort.applications.samples():
        Review.objects.get_or_create(application=sample, reviewer=person, defaults={"assigned_at": now})


@transaction.atomic
def save_scores(*, review, levels, note, now):
    """Keep a draft: {criterion pk: level, or None for not scored}; what is left out stays. Raises ValidationError."""
    review = _open_review(review, now)
    rules.check_not_submitted(review)
    _write(review, levels, note, now)
    return review


@transaction.atomic
def submit_review(*, review, levels, note, now):
    """Submit, or change what was submitted until the selection. Where two differ now, a third reviewer is asked."""
    review = _open_review(review, now)
    application = review.application
    real = not application.is_sample
    left = application.cohort.applications.unscored_by(review.reviewer).count() if real else 0
    criteria = application.cohort.criteria.all()
    rules.check_can_submit(levels, criteria, samples_left=left)
    review.submitted_at = review.submitted_at or now
    _write(review, levels, note, now)
    if real:
        assign_third(application=application, actor=None, now=now)
    return review


def _held(pk):
    return Cohort.objects.select_for_update(no_key=True).get(pk=pk)


def _open_review(review, now):
    """The review as it stands, with its cohort held; raises ValidationError when nothing can be written any more."""
    cohort = _held(review.application.cohort_id)
    application = Application.objects.get(pk=review.application_id)
    application.cohort = cohort
    rules.check_can_score(application, now)
    review = rules.check_is_there(Review.objects.filter(pk=review.pk).select_related("reviewer").first())
    review.application = application
    return review


def _write(review, levels, note, now):
    held = {score.criterion_id: score for score in review.scores.all()}
    for criterion, level in levels.items():
        score = held.get(criterion) or Score(review=review, criterion_id=criterion)
        if score.pk is None or score.level != level:
            score.level, score.changed_at, score._history_user = level, now, review.reviewer
            score.save()
    review.note, review._history_user = note, review.reviewer
    review.save(update_fields=["note", "note_html", "submitted_at"])
