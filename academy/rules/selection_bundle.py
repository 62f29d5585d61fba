"""What a selection gives out, so that anybody can run its ranking again: scores without people, and the result."""

from datetime import UTC

from .scores import median_score, weighted

FORMAT, VERSION, NAME = "peer-academy-selection", 1, "selection bundle"


def bundle_content(*, address, title, decided_at, rubric, capacity, waiting_places, ranking, candidates, levels):
    """Everything in the bundle. `rubric`: its frozen content; `levels`: {tag: [{criterion: level or None}]}."""
    groups = {row.code: shown_groups(row) for row in candidates}
    return {
        "format": FORMAT,
        "version": VERSION,
        "cohort": address,
        "title": title,
        "decided_at": f"{decided_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "rubric": rubric,
        "capacity": capacity,
        "waiting_places": waiting_places,
        "minimums_kept": ranking.minimums,
        "binding": ranking.binding,
        "applications": [
            {
                "tag": row.code,
                "groups": groups[row.code],
                "reviews": in_no_order(levels[row.code]),
                **result_of(row),
            }
            for row in ranking.placed
        ],
    }


def shown_groups(candidate):
    """The groups of an application that a minimum asks for; no others are told."""
    named = zip(candidate.groups, (candidate.region, candidate.experience), strict=True)
    return [group for group, slug in named if slug is not None]


def in_no_order(reviews):
    """The reviews so that their order tells nothing of who wrote them, or when."""
    return sorted(
        reviews, key=lambda levels: [(slug, -1 if level is None else level) for slug, level in levels.items()]
    )


def result_of(row):
    """What the ranking says of one application, as bundles write it; the score as a fraction."""
    return {
        "score": f"{row.score.numerator}/{row.score.denominator}",
        "rank": row.rank,
        "outcome": row.outcome,
        "because": row.because,
        "minimum": row.minimum,
    }


def score_of(reviews, weights):
    """The median of the weighted scores of an application's reviews; None when nothing is scored."""
    return median_score([weighted(levels, weights) for levels in reviews])


def weights_of(rubric):
    return {criterion["slug"]: criterion["weight"] for criterion in rubric["criteria"]}
