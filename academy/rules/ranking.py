"""Who is chosen: the best by rank among all choices that keep the published minimums. Pure; no database is asked."""

from collections import Counter
from fractions import Fraction
from hashlib import sha256
from itertools import chain, combinations
from typing import NamedTuple


class Candidate(NamedTuple):
    """An application as the ranking knows it; `region` and `experience` are slugs, None where no minimum asks."""

    code: str
    score: Fraction
    region: str | None
    experience: str | None

    @property
    def groups(self):
        """The names of its groups as rubrics write them, the region's first."""
        return f"region:{self.region}", f"experience:{self.experience}"


class Placed(NamedTuple):
    """What the ranking says of one application.

    `because`: `rank` (within the seats), `minimum` (chosen from below the seats, for `minimum`), `passed` (within the
    seats by rank, but the seats left were needed for `minimum`) or `below`.
    """

    code: str
    score: Fraction
    rank: int
    outcome: str
    because: str
    minimum: str | None


class Ranking(NamedTuple):
    """All applications in order, the minimums as they could be kept, and those that decided about somebody."""

    placed: list
    minimums: dict
    binding: list


def ranked(candidates, *, capacity, minimums, waiting_places, seed):
    """Choose `capacity` people. `minimums`: {group: seats}; `seed`: what orders equal scores. Answers a Ranking.

    Down the ranking everybody is taken unless the seats left could then not keep every minimum with those below; that
    gives the choice whose best-ranked differing member is better than in any other choice that keeps the minimums.
    """
    order = in_order(candidates, seed)
    kept = lowered(minimums, order, capacity)
    walk = Walk(order, capacity, kept)
    waiting = waiting_places
    placed = []
    for rank, candidate in enumerate(order, start=1):
        is_taken, minimum = walk.step(candidate)
        because = reason_of(is_taken, rank <= capacity)
        outcome = "selected" if is_taken else "waiting" if waiting > 0 else "declined"
        waiting -= outcome == "waiting"
        minimum = minimum if because in ("minimum", "passed") else None
        placed.append(Placed(candidate.code, candidate.score, rank, outcome, because, minimum))
    return Ranking(placed, kept, sorted({row.minimum for row in placed if row.minimum}))


def in_order(candidates, seed):
    """The highest score first; equal scores by the SHA-256 of "<seed> <code>"."""
    return sorted(candidates, key=lambda row: (-row.score, sha256(f"{seed} {row.code}".encode()).digest()))


def reason_of(is_taken, is_within_seats):
    if is_taken:
        return "rank" if is_within_seats else "minimum"
    return "passed" if is_within_seats else "below"


def lowered(minimums, candidates, capacity):
    """The minimums that can be kept at once.

    None is more than the applications of its group. While they still need more people than there are seats, the largest
    one gives up a seat; of equal ones that whose name comes last.
    """
    of_group = Counter(chain.from_iterable(row.groups for row in candidates))
    kept = {group: min(seats, of_group[group]) for group, seats in minimums.items()}
    cells = Counter(row.groups for row in candidates)
    while people_needed(kept, cells) > capacity:
        kept[max(kept, key=lambda group: (kept[group], group))] -= 1
    return kept


class Walk:
    """The seats and the minimums that are left, on the way down the ranking."""

    def __init__(self, order, capacity, minimums):
        self.seats = capacity
        self.unmet = dict(minimums)
        self.cells = Counter(row.groups for row in order)  # of those who come next

    def step(self, candidate):
        """Take the candidate or pass; answers (is taken, the minimum that they meet or that the seats are kept for)."""
        self.cells[candidate.groups] -= 1
        meets = [group for group in candidate.groups if self.unmet.get(group)]
        if self.seats and self.can_take(meets):
            self.seats -= 1
            for group in meets:
                self.unmet[group] -= 1
            return True, meets[0] if meets else None
        return False, self.largest_unmet()

    def can_take(self, meets):
        """Whether the seats left after taking somebody who `meets` these minimums suffice for the others."""
        after = self.unmet | {group: self.unmet[group] - 1 for group in meets}
        left = self.seats - 1
        return sum(after.values()) <= left or people_needed(after, self.cells) <= left

    def largest_unmet(self):
        left = {group: seats for group, seats in self.unmet.items() if seats}
        return min(left, key=lambda group: (-left[group], group)) if left else None


def people_needed(unmet, cells):
    """The least number of people who meet all `unmet` minimums, of whom `cells` has enough in each group.

    `cells`: {(region group, experience group): people}. One person can meet a minimum of both kinds. As many as can be
    paired in that way are saved: the maximum flow from regions to experiences, by the least of all cuts (max-flow
    min-cut theorem of Ford and Fulkerson); there are few experiences, so all sets of them are tried.
    """
    regions = {group: seats for group, seats in unmet.items() if seats and group.startswith("region:")}
    others = {group: seats for group, seats in unmet.items() if seats and not group.startswith("region:")}
    saved = min(
        sum(others.values())
        - sum(others[group] for group in across)
        + sum(min(seats, sum(cells.get((region, group), 0) for group in across)) for region, seats in regions.items())
        for across in subsets(others)
    )
    return sum(regions.values()) + sum(others.values()) - saved


def subsets(items):
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))
