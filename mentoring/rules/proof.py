"""The proof that a matching is the best possible, without trust in the solver that found it.

Prices prove it: what each mentee pays and what a place with each mentor costs. Where no mentee could get any mentor, or
stay alone, for less than they pay, and only mentors without a free place have a price, every other matching costs at
least as much (weak duality of linear programming). Prices exist just when the residual network has no negative cycle;
they are its shortest paths, found by Bellman and Ford's method. The cost of being alone outweighs all pairs together,
so the same prices prove that no matching has more people.
"""

import json
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from .flow import LockRefused, figures_of, locked, network_of
from .network import ALONE, SOLVER
from .points import points


@dataclass(frozen=True)
class Proof:
    """What the page of a round shows.

    `broken`: codes of what does not hold, none in a proof: `better` (there is a better matching), `unknown` (a pair
    that was no candidate) and those of `infeasible` and `check`. `pairs`: how many pairs could be and were looked at;
    `beyond`: how many more could be, beyond the best of each mentee. `inputs`: SHA-256 of what was matched; `solver`:
    its name and version; `prices`: the Prices, None where there are none.
    """

    broken: tuple
    mentees: int
    mentors: int
    places: int
    pairs: int
    beyond: int
    matched: int
    thin: int
    waited: int
    total: int
    seed: str
    inputs: str
    solver: tuple
    prices: object

    @property
    def holds(self):
        return not self.broken

    def as_json(self):
        """All but the prices, which grow with the round."""
        kept = {name: value for name, value in vars(self).items() if name != "prices"}
        return kept | {"broken": list(self.broken), "solver": " ".join(self.solver), "holds": self.holds}


@dataclass(frozen=True)
class Prices:
    """`mentees`: int64, what each pays: the cost of their pair and the price of the place, or of being alone;
    `places`: int64, what a place costs with each mentor, 0 where one is free.
    """

    mentees: np.ndarray
    places: np.ndarray


def prove(matching, terms):
    """The Proof of a matching under these terms; it says what is broken where the matching is not the best one."""
    candidates, figures = matching.candidates, matching.figures
    broken = infeasible(matching, terms)
    prices = None
    if not broken:
        locks = locked(candidates, terms)
        _rows, network = network_of(candidates, terms, locks)
        mentor_of = np.where(locks.mentor_of == ALONE, matching.mentor_of, ALONE)
        is_out = locks.mentor_of != ALONE
        prices = prices_of(network, mentor_of, is_out)
        broken = check(network, mentor_of, is_out, prices) if prices else ("better",)
        broken = broken if is_within(network, mentor_of) else ("unknown", *broken)
    return Proof(
        tuple(broken),
        mentees=len(candidates.mentees),
        mentors=len(candidates.mentors),
        places=sum(mentor.places for mentor in candidates.mentors),
        pairs=len(candidates),
        beyond=candidates.eligible - len(candidates),
        **figures._asdict(),
        seed=terms.seed,
        inputs=inputs(candidates, terms),
        solver=SOLVER,
        prices=prices,
    )


def infeasible(matching, terms):
    """Codes of what makes it no matching at all: shape, places, lock, rule, points, figures.

    Each pair is judged again by the definition of `points`.
    """
    candidates, mentor_of = matching.candidates, matching.mentor_of
    size = len(candidates.mentors)
    if len(mentor_of) != len(candidates.mentees) or ((mentor_of < ALONE) | (mentor_of >= size)).any():
        return ("shape",)
    places = np.array([mentor.places for mentor in candidates.mentors], np.int64)
    is_over = np.bincount(mentor_of[mentor_of != ALONE], minlength=size) > places
    counted = figures_of(candidates, terms, mentor_of, matching.points_of)
    faults = {"places": is_over.any(), "figures": counted != matching.figures, **misjudged(matching, terms)}
    return tuple(code for code, is_so in faults.items() if is_so)


def misjudged(matching, terms):
    """Whether a lock is not kept, a pair breaks a rule or has other points: {code: bool}."""
    pairs = matching.pairs
    people = {mentee.key: mentee for mentee in matching.candidates.mentees}
    guides = {mentor.key: mentor for mentor in matching.candidates.mentors}
    worth = dict(zip(people, matching.points_of.tolist(), strict=True))
    verdicts = {pair: points(people[pair[0]], guides[pair[1]], terms) for pair in pairs.items()}
    try:
        locked(matching.candidates, terms)
        is_kept = all(pairs.get(one) == other for one, other in terms.locked)
    except LockRefused:
        is_kept = False
    return {
        "lock": not is_kept,
        "rule": any(not verdict.is_eligible for pair, verdict in verdicts.items() if pair not in terms.locked),
        "points": any(verdict.total != worth[pair[0]] for pair, verdict in verdicts.items()),
    }


def is_within(network, mentor_of):
    """Whether every pair is one of the network."""
    return (network.mentor == mentor_of[network.mentee]).sum() == (mentor_of != ALONE).sum()


def prices_of(network, mentor_of, is_out):
    """The least Prices under which nobody would change, or None where somebody could for the better of all.

    Vectorised Bellman-Ford: a place costs at least what any mentee would save there; whoever's place becomes dearer
    pays more, and so would save more elsewhere. It ends after as many rounds as there are mentors, unless there is a
    negative cycle.
    `is_out`: mentees who are not part of the network.
    """
    paid, begins = paid_costs(network, mentor_of)
    is_full = np.bincount(mentor_of[mentor_of != ALONE], minlength=len(network.places)) == network.places
    places = np.zeros(len(network.places), np.int64)
    moved = np.flatnonzero(~is_out)
    for _round in range(len(places) + 2):
        pays = paid + np.where(mentor_of == ALONE, 0, places[mentor_of]) if len(places) else paid
        if (pays[moved] > network.alone).any():
            return None
        rows = ranges(begins[moved], begins[moved + 1])
        before = places.copy()
        np.maximum.at(places, network.mentor[rows], pays[network.mentee[rows]] - network.costs[rows])
        is_dearer = places > before
        if (is_dearer & ~is_full).any():
            return None
        moved = np.flatnonzero((mentor_of != ALONE) & is_dearer[mentor_of]) if len(places) else moved[:0]
        if not len(moved):
            return Prices(np.where(is_out, 0, pays), places)
    return None


def paid_costs(network, mentor_of):
    """(what each mentee's pair costs, or being alone; where each mentee's pairs begin in the network, and an end)."""
    paid = np.full(network.mentees, network.alone, np.int64)
    is_taken = network.mentor == mentor_of[network.mentee]
    paid[network.mentee[is_taken]] = network.costs[is_taken]
    return paid, np.searchsorted(network.mentee, np.arange(network.mentees + 1))


def ranges(begins, ends):
    """The numbers from each begin to its end, one range after the other."""
    lengths = ends - begins
    return np.repeat(ends - np.cumsum(lengths), lengths) + np.arange(lengths.sum())


def check(network, mentor_of, is_out, prices):
    """Codes of what the prices do not prove, in one pass over all pairs: alone, places, pairs, sum; none in a proof."""
    taken = np.bincount(mentor_of[mentor_of != ALONE], minlength=len(network.places))
    saved = prices.mentees[network.mentee] - network.costs - prices.places[network.mentor]
    paid = int(paid_costs(network, mentor_of)[0][~is_out].sum(dtype=object))
    worth = int(prices.mentees[~is_out].sum(dtype=object)) - int((prices.places * network.places).sum(dtype=object))
    faults = {
        "alone": (prices.mentees > network.alone).any(),
        "places": (prices.places < 0).any() or (prices.places[taken < network.places] != 0).any(),
        "pairs": (saved > 0).any(),
        "sum": paid != worth,
    }
    return tuple(code for code, is_so in faults.items() if is_so)


def inputs(candidates, terms):
    """The SHA-256 of what was matched: people in order, places, who waited, terms, and all pairs with their points."""
    people = [[mentee.key, mentee.waited] for mentee in candidates.mentees]
    guides = [[mentor.key, mentor.places] for mentor in candidates.mentors]
    decided = [sorted(map(list, pairs), key=repr) for pairs in (terms.locked, terms.forbidden)]
    said = json.dumps([terms.seed, terms.thin_below, people, guides, decided], ensure_ascii=True, separators=(",", ":"))
    digest = sha256(said.encode())
    for array in (candidates.mentee, candidates.mentor, candidates.points):
        digest.update(array.astype("<i4").tobytes())
    return digest.hexdigest()
