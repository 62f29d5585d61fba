"""The best possible matching of a round, exactly: most people matched, then fewest thin pairs, then most of those who
waited, then the best total of points. What is equal in all of these depends on the people and the seed alone.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from .candidates import Candidates, gather
from .network import ALONE, Network, RoundTooLarge, folded, solve
from .points import MOST_POINTS, UNBENDING, points


class LockRefused(ValueError):  # noqa: N818 - a refusal, named after what it says
    """A pair cannot be locked; `code`: unknown, twice, full, or the rule that no organizer may override."""

    def __init__(self, pair, code):
        super().__init__(f"{pair} cannot be locked: {code}")
        self.pair, self.code = pair, code


class Figures(NamedTuple):
    """What a matching is judged by; the pairs that were locked count as well."""

    matched: int
    thin: int
    waited: int
    total: int

    @property
    def worth(self):
        """Greater for the better matching."""
        return self.matched, -self.thin, self.waited, self.total


@dataclass(frozen=True)
class Matching:
    """Who is paired with whom. `mentor_of`: int32, each mentee's position among the mentors of `candidates`, -1 alone;
    `points_of`: int16, of that pair; `locked`: bool, whether it was the organizer's.
    """

    candidates: Candidates
    mentor_of: np.ndarray
    points_of: np.ndarray
    locked: np.ndarray
    figures: Figures

    @cached_property
    def pairs(self):
        """{mentee's key: mentor's key} in the order of the seed."""
        rows = zip(self.candidates.mentees, self.mentor_of.tolist(), strict=True)
        return {mentee.key: self.candidates.mentors[at].key for mentee, at in rows if at != ALONE}

    @cached_property
    def alone(self):
        """The keys of the mentees whom it leaves alone, in the order of the seed."""
        return [mentee.key for mentee in self.candidates.mentees if mentee.key not in self.pairs]


@dataclass(frozen=True)
class Locks:
    """The locked pairs of a round. `mentor_of`: int32 per mentee, -1 for none; `points_of`: int16; `places`: int64 per
    mentor, what is left.
    """

    mentor_of: np.ndarray
    points_of: np.ndarray
    places: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))


def match(mentees, mentors, terms):
    """The best Matching of these people under these terms; UnknownZone, LockRefused, RoundTooLarge, ValueError.

    With `terms.most_each` it is the best among those candidates, and among all further ones that had to be looked at so
    that nobody stays alone to whom a mentor with a free place could be given.
    """
    matching = best(gather(mentees, mentors, terms), terms)
    while terms.most_each is not None and (more := further(matching, terms)):
        matching = best(more, terms)
    return matching


def further(matching, terms):
    """The candidates with all pairs of those alone and of mentors with a free place, or None where there are none."""
    candidates, alone = matching.candidates, set(matching.alone)
    taken = np.bincount(matching.mentor_of[matching.mentor_of != ALONE], minlength=len(candidates.mentors))
    ones = [at for at, mentee in enumerate(candidates.mentees) if mentee.key in alone]
    others = [at for at, mentor in enumerate(candidates.mentors) if mentor.places > taken[at]]
    people, guides = [candidates.mentees[at] for at in ones], [candidates.mentors[at] for at in others]
    added = gather(people, guides, replace(terms, most_each=None))
    if not len(added):
        return None
    mentee = np.concatenate([candidates.mentee, np.array(ones, np.int32)[added.mentee]])
    mentor = np.concatenate([candidates.mentor, np.array(others, np.int32)[added.mentor]])
    order = np.lexsort((mentor, mentee))
    worth = np.concatenate([candidates.points, added.points])
    return replace(candidates, mentee=mentee[order], mentor=mentor[order], points=worth[order])


def best(candidates, terms, near=None):
    """The best Matching among candidates gathered before, under what is locked and forbidden now.

    `near`: a Matching of the same people; of equally good ones the nearest to it is taken, where that still fits into
    64 bits. LockRefused, RoundTooLarge.
    """
    locks = locked(candidates, terms)
    taken = chosen(candidates, terms, locks, near)
    mentor_of, points_of = locks.mentor_of.copy(), locks.points_of.copy()
    mentor_of[candidates.mentee[taken]] = candidates.mentor[taken]
    points_of[candidates.mentee[taken]] = candidates.points[taken]
    figures = figures_of(candidates, terms, mentor_of, points_of)
    return Matching(candidates, mentor_of, points_of, locks.mentor_of != ALONE, figures)


def locked(candidates, terms):
    """The Locks of the round, each checked: LockRefused."""
    ones = {mentee.key: at for at, mentee in enumerate(candidates.mentees)}
    others = {mentor.key: at for at, mentor in enumerate(candidates.mentors)}
    places = np.array([mentor.places for mentor in candidates.mentors], np.int64)
    mentor_of, points_of = np.full(len(ones), ALONE, np.int32), np.zeros(len(ones), np.int16)
    times = Counter(pair[0] for pair in terms.locked)
    for pair in terms.locked:
        if pair[0] not in ones or pair[1] not in others:
            raise LockRefused(pair, "unknown")
        if times[pair[0]] > 1:
            raise LockRefused(pair, "twice")
        one, other = ones[pair[0]], others[pair[1]]
        verdict = points(candidates.mentees[one], candidates.mentors[other], terms)
        broken = [because.code for because in verdict.because if because.code in UNBENDING]
        if broken or not places[other]:
            raise LockRefused(pair, broken[0] if broken else "full")
        places[other] -= 1
        mentor_of[one], points_of[one] = other, verdict.total
    return Locks(mentor_of, points_of, places)


def chosen(candidates, terms, locks, near):
    """The positions of the candidates that are pairs of the best matching, near to another one if that can be."""
    try:
        rows, network = network_of(candidates, terms, locks, near)
        return rows[solve(network)]
    except RoundTooLarge:
        if near is None:
            raise
        return chosen(candidates, terms, locks, None)


def network_of(candidates, terms, locks, near=None):
    """(the positions of the candidates that are free to be pairs, the Network of them)."""
    is_free = (locks.mentor_of[candidates.mentee] == ALONE) & (locks.places[candidates.mentor] > 0)
    rows = np.flatnonzero(is_free & ~forbidden(candidates, terms))
    one, other, worth = candidates.mentee[rows], candidates.mentor[rows], candidates.points[rows]
    waited = np.array([mentee.waited for mentee in candidates.mentees], bool)
    most_pairs = int(min(len(np.unique(one)), locks.places[np.unique(other)].sum()))
    levels = [(worth < terms.thin_below, 1), (~waited[one], 1), (MOST_POINTS - worth, MOST_POINTS)]
    if near is not None:
        levels.append((near.mentor_of[one] != other, 1))
    costs, alone = folded(levels, most_pairs)
    return rows, Network(len(waited), locks.places, one, other, costs, alone)


def forbidden(candidates, terms):
    """Which candidates the organizer forbids."""
    ones = {mentee.key: at for at, mentee in enumerate(candidates.mentees)}
    others = {mentor.key: at for at, mentor in enumerate(candidates.mentors)}
    width = len(others)
    codes = [ones[a] * width + others[b] for a, b in terms.forbidden if a in ones and b in others]
    return np.isin(candidates.mentee.astype(np.int64) * width + candidates.mentor, np.array(codes, np.int64))


def figures_of(candidates, terms, mentor_of, points_of):
    """The Figures of a matching, counted from its pairs."""
    is_paired = mentor_of != ALONE
    waited = np.array([mentee.waited for mentee in candidates.mentees], bool)
    counts = is_paired, is_paired & (points_of < terms.thin_below), is_paired & waited
    return Figures(*(int(count.sum()) for count in counts), int(points_of[is_paired].sum(dtype=np.int64)))
