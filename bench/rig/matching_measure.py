"""Solves the round of a benchmark's database some times, as organizers do; prints what it took as JSON."""

import json
import resource
import sys
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rig import databases


def main(name, size, times):
    databases.enter(name)
    from django.utils import timezone

    from mentoring.actions.solving import solve
    from mentoring.models import Round
    from mentoring.round_rows import parties_of
    from rig.quiet import Watch

    seconds, worked, others = [], [], []
    for _time in range(times):
        start, began, watch = perf_counter(), process_time(), Watch([])
        solution = solve(round=Round.objects.get(), actor=None, now=timezone.now())
        seconds.append(perf_counter() - start)
        worked.append(process_time() - began)
        others.append(watch.others())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert Round.objects.get().proposals.count() == solution.figures["matched"]
    asked = [timed(ask_what_if)[0] for _time in range(times)]
    parties = parties_of(Round.objects.get())
    said = parts(list(parties.mentees.values()), list(parties.mentors.values()), parties.terms, size)
    took = {"seconds": median(seconds), "worked": median(worked), "others": median(others), "megabytes": peak}
    print(json.dumps(took | said | {"what_if": median(asked)}))


def ask_what_if():
    """What forbidding the first pair would change, as organizers ask before they do it."""
    from mentoring.actions.what_if import if_forbidden
    from mentoring.models import Proposal

    draft = Proposal.objects.drafts().select_related("round", "request", "mentor").order_by("pk")[0]
    if_forbidden(round=draft.round, request=draft.request, mentor=draft.mentor)


def parts(mentees, mentors, terms, size):
    """The same without the database: scoring, solving, bare OR-tools on the same arrays, the proof, the oracle."""
    from mentoring.rules.candidates import gather
    from mentoring.rules.flow import best, locked, network_of
    from mentoring.rules.proof import prove
    from tests.mentoring.oracle import best_figures

    scoring, candidates = timed(gather, mentees, mentors, terms)
    _rows, network = network_of(candidates, terms, locked(candidates, terms))
    solving, bare = [], []
    for _time in range(3):
        took, matching = timed(best, candidates, terms)
        solving.append(took)
        bare.append(timed(alone, network)[0])
    proving, proof = timed(prove, matching, terms)
    return {
        "mentors": len(mentors),
        "eligible": candidates.eligible,
        "share": 100 * candidates.eligible / len(mentees) / len(mentors),
        "pairs": len(candidates),
        "figures": matching.figures,
        "scoring": scoring,
        "solving": median(solving),
        "proving": proving,
        "ratio": median(solving) / median(bare),
        "proved": int(proof.holds),
        "oracle": best_figures(candidates, terms) if size <= 5_000 else None,
    }


def alone(network):
    """OR-tools and nothing else, on arrays that are there."""
    import numpy as np
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    flow = SimpleMinCostFlow()
    ones, others = np.ones(len(network.costs), np.int64), network.mentor + network.mentees
    flow.add_arcs_with_capacity_and_unit_cost(network.mentee, others, ones, network.costs)
    flow.set_nodes_supplies(np.arange(network.nodes), np.concatenate([ones[: network.mentees], -network.places]))
    assert flow.solve_max_flow_with_min_cost() == flow.OPTIMAL


def timed(call, *arguments):
    start = perf_counter()
    answer = call(*arguments)
    return perf_counter() - start, answer


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
