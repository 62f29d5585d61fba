"""Solving a round: from rows to draft proposals that are proved to be the best ones."""

from contextlib import contextmanager
from functools import partial
from time import perf_counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Person

from ..kept_candidates import written
from ..models import Proposal, Round, Solution, Unmatched
from ..round_rows import digest_of, parties_of
from ..rules import solving as rules
from ..rules.blanks import why_alone
from ..rules.flow import LockRefused, match
from ..rules.network import RoundTooLarge
from ..rules.points import points
from ..rules.proof import prove
from .holding import held_round

READ, MATCHED, PROVED, STORED = 20, 70, 85, 100  # per cent
AT_ONCE = 2_000  # rows in one statement


def solve(*, round, actor, now, report=None):  # noqa: A002 - a round is a round
    """Solve a round anew; answers its new Solution. ValidationError where it cannot be, which stands as its failure.

    Only one at a time solves a round. `report(per_cent)`: told of the progress, which stands in the round as well.
    """
    matching = claimed(round.pk, now)
    begun = perf_counter()
    tell = partial(tell_progress, matching, report)
    with failing(matching, now):
        decided, parties = digest_of(matching), parties_of(matching)
        tell(READ)
        found = matched(parties)
        tell(MATCHED)
        proof = prove(found, parties.terms)
        rules.check_proof(proof)
        tell(PROVED)
        solution = Solution(
            round=matching,
            proof=proof.as_json(),
            candidates=written(found, proof.prices),
            decided=decided,
            sha256=proof.inputs,
            solved_at=now,
            solved_by=actor,
        )
        solution = stored(solution, found, parties, begun)
    if report:
        report(STORED)
    return solution


@transaction.atomic
def claimed(pk, now):
    """The round, taken to be solved by us alone; ValidationError where another does so."""
    matching = held_round(pk)
    rules.check_can_solve(matching, now)
    matching.solving_since, matching.progress, matching.failure = now, 0, ""
    noted(matching, solving_since=now, progress=0, failure="")
    return matching


def noted(matching, **fields):
    """Write what is no change by a person: it leaves no trace in the history."""
    Round.objects.filter(pk=matching.pk).update(**fields)


def tell_progress(matching, report, per_cent):
    Round.objects.filter(pk=matching.pk, solving_since=matching.solving_since).update(progress=per_cent)
    if report:
        report(per_cent)


@contextmanager
def failing(matching, now):
    """Whatever goes wrong stands as a sentence in the round, which is free to be solved again."""
    try:
        yield
    except ValidationError as refusal:
        give_up(matching, refusal.messages[0])
        raise
    except BaseException:
        give_up(matching, _("Something went wrong while this round was solved. It is noted; please try again."))
        raise


def give_up(matching, sentence):
    ours = Round.objects.filter(pk=matching.pk, solving_since=matching.solving_since)
    ours.update(solving_since=None, progress=0, failure=str(sentence)[:300])


def matched(parties):
    """The best Matching; ValidationError for a lock that cannot be kept or a round that is too large."""
    try:
        return match(parties.mentees.values(), parties.mentors.values(), parties.terms)
    except LockRefused as refusal:
        names = dict(Person.objects.filter(pk__in=refusal.pair).values_list("pk", "display_name"))
        raise rules.lock_refused(refusal.code, *(names[key] for key in refusal.pair)) from refusal
    except RoundTooLarge as refusal:
        raise rules.too_large() from refusal


@transaction.atomic
def stored(solution, found, parties, begun):
    """Keep the solution, its drafts and whom it leaves alone, in place of what was kept before."""
    matching = held_round(solution.round_id)
    rules.check_is_ours(matching, solution.round.solving_since)
    earlier = Solution.objects.filter(round=matching)
    Unmatched.objects.filter(solution__in=earlier).delete()
    solution.version = max(earlier.values_list("version", flat=True), default=0) + 1
    earlier.exclude(candidates=b"").update(candidates=b"")
    Proposal.objects.drafts().filter(round=matching).delete()
    drafts = list(drafted(solution, found, parties))
    Proposal.objects.bulk_create(drafts, batch_size=AT_ONCE)
    solution.figures = figures_of(found, parties) | {"seconds": round(perf_counter() - begun, 2)}
    solution.save()
    Unmatched.objects.bulk_create(left_alone(solution, found, parties), batch_size=AT_ONCE)
    noted(matching, solving_since=None, progress=STORED, failure="")
    return solution


def drafted(solution, found, parties):
    """A draft for each pair, with its points and the reasons for them."""
    for one, other in found.pairs.items():
        request, mentor = parties.requests[one], parties.guides[other]
        verdict = points(parties.mentees[request], parties.mentors[mentor], parties.terms)
        yield Proposal(
            request_id=request,
            mentor_id=mentor,
            round_id=solution.round_id,
            origin=Proposal.Origin.ROUND,
            points=verdict.total,
            codes=[reason.as_json() for reason in verdict.reasons],
            made_at=solution.solved_at,
        )


def figures_of(found, parties):
    """What is shown of the solution, as the model says."""
    return {
        "requests": len(parties.mentees),
        "mentors": len(parties.with_places),
        "places": sum(mentor.places for mentor in parties.with_places),
        "pairs": found.candidates.eligible,
        **found.figures._asdict(),
    }


def left_alone(solution, found, parties):
    """Each request without a mentor, with the reason."""
    told = why_alone(found, parties.terms)
    for person in found.alone:
        missing = parties.mentees_without_hours.get(person)
        codes = [missing] if missing else [told[person].as_json()]
        yield Unmatched(solution=solution, request_id=parties.requests[person], codes=codes)
