"""What other weights would change: the ranking of past scores, or of demonstration scores, under both."""

from random import Random
from typing import NamedTuple

from .actions.ranking import levels_of
from .models import Application, Cohort
from .models.cohorts import Experience
from .rules.ranking import Candidate, ranked
from .rules.rubrics import group_of
from .rules.selection_bundle import score_of

REVIEWS = 3
LEAST = 30  # demonstration applications
SEED = "what if"


class Scored(NamedTuple):
    """An application with the levels of its reviews: [{criterion slug: level or None}]."""

    code: str
    region: str | None
    experience: str | None
    levels: list


class Comparison(NamedTuple):
    """Who would be chosen under other weights. `past`: the cohort whose scores these are, None for invented ones."""

    past: Cohort | None
    rows: list  # {code, before, after, change}
    come_in: list
    fall_out: list
    seats: int


def compare(cohort, criteria, weights, *, led):
    """The Comparison of the cohort's own weights with others: {criterion slug: thousandths}.

    `led`: the cohorts whose scores the organizer may look at.
    """
    past = past_of(cohort, criteria, led)
    scored = scores_of(past) if past else invented(cohort, criteria)
    before = placed(cohort, scored, {criterion.slug: criterion.weight for criterion in criteria})
    after = placed(cohort, scored, weights)
    rows = [
        {"code": code, "before": before[code], "after": after[code], "change": change(before[code], after[code])}
        for code in sorted(after, key=lambda code: after[code].rank)
    ]
    return Comparison(
        past,
        rows,
        [row["code"] for row in rows if row["change"] == "in"],
        [row["code"] for row in rows if row["change"] == "out"],
        cohort.capacity,
    )


def change(before, after):
    """`in`, `out`, or nothing."""
    was, is_now = before.outcome == "selected", after.outcome == "selected"
    return "" if was == is_now else "in" if is_now else "out"


def past_of(cohort, criteria, led):
    """The newest other cohort of the track that was decided by criteria of the same slugs."""
    slugs = {criterion.slug for criterion in criteria}
    others = led.filter(track=cohort.track_id, selection__isnull=False).exclude(pk=cohort.pk)
    for other in others.newest_first().prefetch_related("criteria"):
        if {criterion.slug for criterion in other.criteria.all()} == slugs:
            return other
    return None


def scores_of(past):
    """The scored applications of a past cohort, by their codes."""
    levels = levels_of(past)
    rows = Application.objects.standing().filter(cohort=past, pk__in=levels).order_by("pk")
    return [
        Scored(code, region, experience, levels[pk])
        for pk, code, region, experience in rows.values_list("pk", "code", "region__slug", "experience")
    ]


def invented(cohort, criteria):
    """Scores drawn by a seed, the same each time: some are good at one thing, some at another."""
    draw = Random(SEED)  # noqa: S311 - nothing is secret about a demonstration
    regions = [minimum.region.slug for minimum in cohort.minimums.select_related("region") if minimum.region_id]
    found = []
    for number in range(1, max(LEAST, 2 * cohort.capacity) + 1):
        gifts = {criterion.slug: draw.gauss(2.2, 1) for criterion in criteria}
        levels = [
            {slug: min(4, max(0, round(draw.gauss(gift, 0.6)))) for slug, gift in gifts.items()} for _ in range(REVIEWS)
        ]
        found.append(Scored(f"D{number:03}", draw.choice([*regions, None]), draw.choice(Experience.values), levels))
    return found


def placed(cohort, scored, weights):
    """{code: its place in the ranking under these weights}."""
    candidates = [
        Candidate(row.code, score, row.region, row.experience)
        for row in scored
        if (score := score_of(row.levels, weights)) is not None
    ]
    minimums = {group_of(minimum): minimum.seats for minimum in cohort.minimums.select_related("region")}
    ranking = ranked(
        candidates, capacity=cohort.capacity, minimums=minimums, waiting_places=cohort.waiting_places, seed=SEED
    )
    return {row.code: row for row in ranking.placed}
