"""Deciding on a cohort, once, and telling the results, once; later corrections are added."""

from collections import Counter
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from consultations.rules.bundles import sealed
from notices.actions.planning import plan, plan_for

from ..models import Application, Cohort, Decision, Offer, Review, Selection
from ..rules import selection as rules
from ..rules.scores import in_thousandths
from ..rules.selection_bundle import bundle_content
from .conflicts import in_conflict
from .ranking import round_of


class Preview(NamedTuple):
    """What deciding now would do, without names."""

    outcomes: dict  # {outcome: applications}
    regions: list  # (region, {outcome: applications})
    lacking: list  # codes of applications that still need a review
    lowered: list  # (group, seats as published, seats that can be kept)
    binding: list  # groups whose minimum decides about somebody


def preview(*, cohort):
    """What deciding now would do; with reviews missing, by the scores that are there."""
    rubric = cohort.rubrics.order_by("version").last()
    if rubric is None:
        return Preview({}, [], [], [], [])
    found = round_of(cohort, rubric)
    ranking = found.ranked(cohort)
    outcomes = {found.pks[row.code]: row.outcome for row in ranking.placed}
    return Preview(
        outcomes=Counter(outcomes.values()),
        regions=by_region(outcomes),
        lacking=lacking_reviews(cohort, found),
        lowered=[
            (minimum["group"], minimum["seats"], ranking.minimums[minimum["group"]])
            for minimum in found.rubric["minimums"]
            if ranking.minimums[minimum["group"]] < minimum["seats"]
        ],
        binding=ranking.binding,
    )


def by_region(outcomes):
    """The counts of outcomes {application: outcome} by region, in the order of their names."""
    counts = {}
    regions = Application.objects.filter(pk__in=outcomes).values_list("pk", "region__name")
    for pk, region in regions:
        counts.setdefault(region or "", Counter())[outcomes[pk]] += 1
    return sorted(counts.items())


def lacking_reviews(cohort, found):
    """The codes of applications that still need a review, have none with a score, or one by somebody in a conflict."""
    standing = Application.objects.standing().filter(cohort=cohort).with_review_state()
    barred = in_conflict(Review.objects.of_people().submitted().filter(application__cohort=cohort))
    lacking = standing.filter(Q(submitted_reviews__lt=F("needed_reviews")) | Q(pk__in=barred))
    return sorted({*lacking.values_list("code", flat=True), *found.unscored})


@transaction.atomic
def decide(*, cohort, actor, now):
    """Rank the applications under the published rubric and decide on each; answers the selection.

    The cohort's row orders two organizers: the second is told what the first decided.
    """
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    rubric = cohort.rubrics.order_by("version").last()
    found = round_of(cohort, rubric) if rubric else None
    rules.check_can_decide(
        cohort,
        applications=len(found.candidates) + len(found.unscored) if found else 0,
        lacking=lacking_reviews(cohort, found) if found else [],
        now=now,
    )
    ranking = found.ranked(cohort)
    selection = keep(cohort, rubric, found, ranking, actor, now)
    Decision.objects.bulk_create([decision_of(row, found, selection) for row in ranking.placed], batch_size=1000)
    return selection


def decision_of(row, found, selection):
    """What the ranking says of one application, as a decision to be written."""
    return Decision(
        application_id=found.pks[row.code],
        selection=selection,
        outcome=row.outcome,
        because=row.because,
        minimum_id=found.minimums.get(row.minimum),
        rank=row.rank,
        score=in_thousandths(row.score),
        tag=row.code,
        decided_at=selection.decided_at,
        decided_by=selection.decided_by,
    )


def keep(cohort, rubric, found, ranking, actor, now):
    """Write the selection with its sealed bundle."""
    bundle, seal = sealed(
        bundle_content(
            address=settings.SITE_URL + cohort.get_absolute_url(),
            title=cohort.title,
            decided_at=now,
            rubric=found.rubric,
            capacity=cohort.capacity,
            waiting_places=cohort.waiting_places,
            ranking=ranking,
            candidates=found.candidates,
            levels=found.levels,
        )
    )
    return Selection.objects.create(
        cohort=cohort, rubric=rubric, bundle=bundle, sha256=seal, decided_at=now, decided_by=actor
    )


@transaction.atomic
def tell_results(*, selection, actor, now):
    """Send everybody their result, once; answers to how many people it goes.

    The cohort's row is held first: a correction comes before, and is what is told, or after, and is told apart.
    """
    Cohort.objects.select_for_update(no_key=True).get(pk=selection.cohort_id)
    selection = (
        Selection.objects.select_for_update(of=["self"]).select_related("cohort", "told_by").get(pk=selection.pk)
    )
    rules.check_can_tell(selection)
    selection.told_at, selection.told_by = now, actor
    selection.save(update_fields=["told_at", "told_by"])
    decided = Decision.objects.holding().filter(application__cohort=selection.cohort_id)
    people = Application.objects.standing().filter(person__isnull=False)
    told = 0
    for outcome in Decision.Outcome.values:
        applications = people.filter(pk__in=decided.filter(outcome=outcome).values("application"))
        told += plan_for(
            applications,
            kind="result",
            key=f"result:{selection.pk}",
            subject_of=(Application, F("pk")),
            payload={"outcome": outcome},
        )
    return told


@transaction.atomic
def correct(*, application, outcome, reason, actor, now):
    """Add a decision that holds from now on, with a reason that the applicant reads; seats are offered apart."""
    Cohort.objects.select_for_update(no_key=True).get(pk=application.cohort_id)
    decision = Decision.objects.filter(application=application).newest_first().first()
    holding = Offer.objects.filter(application=application).holding_at(now)
    rules.check_can_correct(
        decision,
        outcome,
        is_decider_concerned=application.person_id is not None and application.person_id == actor.pk,
        holds_offer=holding.exists(),
    )
    corrected = Decision(
        application=application,
        outcome=outcome,
        because="corrected",
        rank=decision.rank,
        score=decision.score,
        tag=decision.tag,
        reason=reason,
        decided_at=now,
        decided_by=actor,
    )
    corrected.full_clean()
    corrected.save()
    tell_of_correction(corrected)
    return corrected


def tell_of_correction(decision):
    """Tell the applicant, if the results were told and there is somebody to tell."""
    application = decision.application
    if application.person_id and application.cohort.selection.told_at:
        plan(
            kind="result",
            recipient_id=application.person_id,
            subject=application,
            key=f"correction:{decision.pk}",
            payload={"outcome": decision.outcome, "reason": decision.reason},
        )
