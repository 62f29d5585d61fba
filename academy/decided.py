"""Why this decision: all that an applicant reads of it, made from its codes, for `academy/_decision.html`."""

import json

from .decision_words import band_said, level_text, lists_said, next_step, outcome_said, why
from .models import Decision, Offer, Review, Selection
from .region_scores import band_of, ranked_of
from .rules.offers import is_in, position_in
from .rules.scores import median_score, weighted
from .rules.selection_bundle import weights_of
from .score_strip import strip


def decided(application, now):
    """What the applicant reads once the results are told; None before, and where nothing was decided."""
    selections = Selection.objects.select_related("rubric").defer("bundle")
    selection = selections.filter(cohort=application.cohort_id, told_at__lte=now).first()
    decisions = Decision.objects.filter(application=application).select_related("minimum__region")
    decision = decisions.newest_first().first() if selection else None
    if decision is None:
        return None
    rubric, ranked = json.loads(selection.rubric.content), ranked_of(selection)
    offer = Offer.objects.filter(application=application).order_by("-pk").first()
    reviews = reviews_of(application, rubric)
    return {
        **beside_others(decision, application, ranked),
        "cohort": application.cohort,
        "application": application,
        "decision": decision,
        "selection": selection,
        "outcome": outcome_said(decision, offer, now),
        "why": why(decision, application.cohort, ranked.last_seat(), rubric),
        "earlier": why_first(decision, decisions, application, ranked, rubric),
        "criteria": criteria_of(rubric, reviews),
        "reviews": reviews,
        "score": level_text(decision.score),
        "mean": mean_of(reviews),
        "offer": offer,
        "is_open": bool(offer and not offer.answer and offer.expires_at > now),
        "lists": waiting_of(application) if decision.outcome == "waiting" else [],
        "next": next_step(decision, offer, now),
    }


def beside_others(decision, application, ranked):
    """The score beside those of the region, and the part of the ranking it lies in."""
    region = ranked.of_region(application.region_id)
    said = region and {name: level_text(value) for name, value in region.items() if name != "people"}
    return {
        "region": said and {**said, "people": region["people"]},
        "strip": strip(decision.score, region),
        "band": band_said(band_of(decision.rank, len(ranked.rows))) if decision.rank else "",
    }


def why_first(decision, decisions, application, ranked, rubric):
    """Of a decision that was changed: what the ranking had said."""
    if decision.selection_id:
        return ""
    first = decisions.filter(selection__isnull=False).first()
    return why(first, application.cohort, ranked.last_seat(), rubric) if first else ""


def reviews_of(application, rubric):
    """The submitted reviews without names, in the order of their scores: {number, levels, score, note_html}."""
    weights, found = weights_of(rubric), []
    reviews = Review.objects.submitted().filter(application=application).prefetch_related("scores__criterion")
    for review in reviews:
        levels = {score.criterion.slug: score.level for score in review.scores.all()}
        found.append({"levels": levels, "exact": weighted(levels, weights), "note_html": review.note_html})
    found.sort(key=lambda row: (-(row["exact"] or 0), sorted(map(str, row["levels"].items())), row["note_html"]))
    for number, row in enumerate(found, start=1):
        row |= {"number": number, "score": level_text(row["exact"] and row["exact"] * 1000)}
    return found


def criteria_of(rubric, reviews):
    """Each criterion with what every reviewer gave, and the words of that level."""
    return [
        {
            **criterion,
            "share": criterion["weight"] / 10,
            "given": [given(review, criterion) for review in reviews],
        }
        for criterion in rubric["criteria"]
    ]


def given(review, criterion):
    level = review["levels"].get(criterion["slug"])
    anchor = None if level is None else criterion["levels"][level]
    return {"number": review["number"], "level": level, "anchor": anchor}


def mean_of(reviews):
    """The mean of the reviewers' scores; the median decides."""
    scores = [row["exact"] for row in reviews if row["exact"] is not None]
    return level_text(sum(scores) / len(scores) * 1000) if median_score(scores) is not None else ""


def waiting_of(application):
    """Sentences: the place on the general list and on those of the groups, and how many seats went on so far."""
    cohort = application.cohort
    waiting = list(Decision.objects.waiting_list(cohort).select_related("application"))
    moved = Decision.objects.filter(application__cohort=cohort, because="offer")
    rows = [(None, position_in(waiting, application), len(waiting), moved.count())]
    for minimum in cohort.minimums.select_related("region"):
        if is_in(minimum, application.region_id, application.experience):
            place = position_in(waiting, application, minimum)
            theirs = sum(is_in(minimum, row.application.region_id, row.application.experience) for row in waiting)
            rows.append((minimum, place, theirs, moved.filter(minimum=minimum).count()))
    return [lists_said(*row) for row in rows if row[1]]
