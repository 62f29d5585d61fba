"""The network of a round and its levels folded into one cost, solved by the min-cost flow of OR-tools.

A unit of flow from a mentee to a mentor is a pair. The most flow is the most people matched; among flows of that size
the solver minimises the sum of the pairs' costs (cost-scaling push-relabel of Goldberg and Tarjan; exact).
"""

from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

SOLVER = "OR-tools min_cost_flow", version("ortools")
INT64 = 2**63 - 1
ALONE = -1


class RoundTooLarge(ValueError):  # noqa: N818 - a refusal, named after what it says
    """The levels of this round do not fit into 64 bits together."""


@dataclass(frozen=True)
class Network:
    """Pairs as arrays over `mentees` and `places` (int64, free places of each mentor).

    `mentee`, `mentor`: positions; `costs`: int64, 0 or more; `alone`: int, the price of a mentee without a mentor, more
    than all pairs can cost together.
    """

    mentees: int
    places: np.ndarray
    mentee: np.ndarray
    mentor: np.ndarray
    costs: np.ndarray
    alone: int

    @property
    def nodes(self):
        return self.mentees + len(self.places)


def folded(levels, most_pairs):
    """One cost per pair for levels in order of weight, and what is more than all pairs cost together.

    `levels`: [(int array of what a pair costs on the level, the most that can be)]; `most_pairs`: how many pairs there
    can be. Each level weighs more than all lower ones over all pairs together. RoundTooLarge beyond 64 bits.
    """
    weight, weights = 1, []
    for _values, most in reversed(levels):
        weights.append(weight)
        weight *= most * most_pairs + 1
    if weight * 2 > INT64:
        raise RoundTooLarge(f"{most_pairs} pairs and {len(levels)} levels need costs up to {weight}")
    parts = (each * values.astype(np.int64) for each, (values, _most) in zip(reversed(weights), levels, strict=True))
    return sum(parts), weight


def solve(network):
    """For each pair of the network, whether it is in the best matching: bool array. RoundTooLarge.

    The solver multiplies costs by the number of nodes and lets prices move by as much again, up to the number of nodes
    times in the worst of networks. It watches over its own 64 bits and says so; in practice it takes costs up to 2^63
    through three times the number of nodes.
    """
    if not len(network.costs):
        return np.zeros(0, bool)
    flow = SimpleMinCostFlow()
    ones = np.ones(len(network.costs), np.int64)
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        network.mentee, network.mentor + network.mentees, ones, network.costs
    )
    supplies = np.concatenate([np.ones(network.mentees, np.int64), -network.places])
    flow.set_nodes_supplies(np.arange(network.nodes), supplies)
    status = flow.solve_max_flow_with_min_cost()
    if status == flow.BAD_COST_RANGE:
        raise RoundTooLarge(f"a cost of {network.costs.max()} is too much for {network.nodes} people")
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the solver ended with {status}")
    return flow.flows(arcs) > 0
