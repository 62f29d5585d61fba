"""The best figures of a round by other people's solver: scipy's sparse assignment (LAPJVsp of Jonker and Volgenant)."""

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from mentoring.rules.candidates import Candidates
from mentoring.rules.flow import Figures
from tests.mentoring.parties import mentee, mentor


def best_figures(candidates, terms):
    """The Figures of the best matching. Each place is a column; each mentee has a dummy to be alone with.

    The levels are worked out here again, from what the issue says, so that no mistake is shared.
    """
    size = len(candidates.mentees)
    if not size:
        return Figures(0, 0, 0, 0)
    waited = np.array([mentee.waited for mentee in candidates.mentees])
    places = np.array([mentor.places for mentor in candidates.mentors], np.int64)
    first = np.concatenate([[0], np.cumsum(places)]).astype(np.int64)
    times = places[candidates.mentor]
    rows = np.repeat(np.arange(len(times)), times)  # a candidate for each place
    place = first[candidates.mentor[rows]] + np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    points = candidates.points.astype(np.int64)
    gain = points + 101 * size * waited[candidates.mentee] - 101 * (size + 1) ** 2 * (points < terms.thin_below)
    dear = 101 * (size + 1) ** 3
    one = np.concatenate([candidates.mentee[rows], np.arange(size)])
    other = np.concatenate([place, first[-1] + np.arange(size)])
    costs = np.concatenate([dear - gain[rows], np.full(size, 3 * dear)]).astype(float)
    graph = csr_matrix((costs, (one, other)), shape=(size, int(first[-1]) + size))
    chosen, column = min_weight_full_bipartite_matching(graph)
    is_paired = column < first[-1]
    return figures(candidates, terms, chosen[is_paired], np.searchsorted(first, column[is_paired], side="right") - 1)


def figures(candidates, terms, mentees, mentors):
    pairs = zip(candidates.mentee.tolist(), candidates.mentor.tolist(), strict=True)
    worth = dict(zip(pairs, candidates.points.tolist(), strict=True))
    points = [worth[pair] for pair in zip(mentees.tolist(), mentors.tolist(), strict=True)]
    waited = sum(candidates.mentees[mentee].waited for mentee in mentees)
    return Figures(len(points), sum(point < terms.thin_below for point in points), waited, sum(points))


def drawn_arrays(chance, ones=8, others=5):
    """A small round as bare arrays: anybody with anybody, points by chance, few different so that much is equal."""
    people = tuple(mentee(n, waited=bool(chance.random() < 0.4)) for n in range(int(chance.integers(0, ones + 1))))
    guides = tuple(
        mentor(100 + n, places=int(chance.integers(0, 4))) for n in range(int(chance.integers(0, others + 1)))
    )
    is_there = chance.random((len(people), len(guides))) < chance.choice([0.1, 0.3, 0.6, 1])
    one, other = (side.astype(np.int32) for side in is_there.nonzero())
    worth = chance.choice([10, 30, 39, 40, 41, 55, 80, 100], len(one)).astype(np.int16)
    return Candidates(people, guides, one, other, worth, len(one))
