"""How reviewers use the scale: strictness, drift and calibration, for a cohort's organizers."""

from collections import defaultdict
from itertools import pairwise
from statistics import fmean

from .models import Review, Score
from .rules.scores import weighted

PARTS = 4  # of a reviewer's own reviews, in the order they were submitted


def leniency(scores):
    """{reviewer: mean of (own score - mean of the others' scores on the same application)}; None without others.

    `scores`: [(reviewer, application, score from 0 to 4)]. Above 0: gives more than the others do.
    """
    by_application = defaultdict(list)
    for reviewer, application, score in scores:
        by_application[application].append((reviewer, score))
    apart = {reviewer: [] for reviewer, _application, _score in scores}
    for given in by_application.values():
        for reviewer, score in given:
            others = [other for name, other in given if name != reviewer]
            if others:
                apart[reviewer].append(float(score) - fmean(map(float, others)))
    return {reviewer: fmean(each) if each else None for reviewer, each in apart.items()}


def drift(scores):
    """{reviewer: the mean score in each of PARTS equal parts of the reviewer's reviews, in their order}.

    With fewer reviews than parts a part is empty: None.
    """
    own = defaultdict(list)
    for reviewer, _application, score in scores:
        own[reviewer].append(float(score))
    return {reviewer: [_mean(part) for part in _parts(given)] for reviewer, given in own.items()}


def _parts(given):
    edges = [round(len(given) * number / PARTS) for number in range(PARTS + 1)]
    return [given[start:end] for start, end in pairwise(edges)]


def _mean(values):
    return fmean(values) if values else None


def figures_of(cohort, person, now):
    """One row for each reviewer of the cohort, as far as `person` may read the scores; by name."""
    reviews = Review.objects.visible_to(person, now).submitted().filter(application__cohort=cohort)
    reviews = reviews.order_by("submitted_at", "pk").prefetch_related("scores__criterion")
    scores = [(review.reviewer_id, review.application_id, score) for review, score in _scored(reviews.of_people())]
    apart, parts, calibration = leniency(scores), drift(scores), _calibration(cohort, person, now)
    waiting = _waiting(cohort)
    return [
        {
            "name": role.person.display_name,
            "done": sum(reviewer == role.person_id for reviewer, *_rest in scores),
            "waiting": waiting[role.person_id],
            "leniency": apart.get(role.person_id),
            "drift": parts.get(role.person_id, [None] * PARTS),
            "calibration": calibration.get(role.person_id),
        }
        for role in cohort.reviewers.select_related("person").order_by("person__display_name", "pk")
    ]


def _scored(reviews):
    """(review, its weighted score) of those with a score."""
    for review in reviews:
        rows = review.scores.all()
        levels = {row.criterion.slug: row.level for row in rows}
        score = weighted(levels, {row.criterion.slug: row.criterion.weight for row in rows})
        if score is not None:
            yield review, score


def _calibration(cohort, person, now):
    """{reviewer: mean of (own level - the level that the organizers expect)} over the samples."""
    rows = (
        Score.objects.visible_to(person, now)
        .given()
        .filter(review__application__cohort=cohort, review__application__is_sample=True)
    )
    answers = rows.values_list("review__reviewer", "review__application", "criterion", "level")
    expected = {
        (answer["application"], answer["criterion"]): answer["expected_level"]
        for answer in _expected(cohort).values("application", "criterion", "expected_level")
    }
    apart = defaultdict(list)
    for reviewer, application, criterion, level in answers:
        if (application, criterion) in expected:
            apart[reviewer].append(level - expected[application, criterion])
    return {reviewer: fmean(each) for reviewer, each in apart.items()}


def _expected(cohort):
    answers = cohort.applications.model.answers.rel.related_model.objects
    return answers.filter(application__cohort=cohort, application__is_sample=True, expected_level__isnull=False)


def _waiting(cohort):
    number = defaultdict(int)
    waiting = Review.objects.of_people().waiting().filter(application__cohort=cohort)
    for reviewer in waiting.values_list("reviewer", flat=True):
        number[reviewer] += 1
    return number
