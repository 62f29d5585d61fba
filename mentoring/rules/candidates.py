"""The points of all pairs of a round at once: the same as `points` says of each, over arrays and in chunks.

Cheap rules come first: a row of bits per language and skill says which mentors have it, and a mentee's candidates are
those rows joined. Only for pairs that are left are the quarters of an hour counted that both weeks share.
"""

from dataclasses import dataclass
from itertools import chain

import numpy as np

from .parties import in_order
from .points import HOURS, LEVEL, MOST_MINUTES, MOST_POINTS, SKILLS, WEIGHTS, is_away
from .traits import Levels, Members, Weeks, listed

CHUNK = 4_000_000  # pairs that are looked at together
NO_PAIRS = np.empty(0, np.int64)


@dataclass(frozen=True)
class Candidates:
    """`mentees`, `mentors`: the people in the order of the seed. `mentee`, `mentor`: int32, positions in those, one of
    each for each pair that can be, by mentee and mentor; `points`: int16, 0-100. `eligible`: how many pairs can be at
    all, also those beyond `most_each`.
    """

    mentees: tuple
    mentors: tuple
    mentee: np.ndarray
    mentor: np.ndarray
    points: np.ndarray
    eligible: int

    def __len__(self):
        return len(self.points)


def gather(mentees, mentors, terms):
    """The Candidates of a round: all pairs that break no rule, with their points; UnknownZone, ValueError.

    A mentor without a free place is nobody's candidate. With `terms.most_each` only the best so many of each mentee are
    kept. Equal ones go by the seeded order of the mentors, begun for each mentee at another of them, so that not the
    same few are kept for all.
    """
    mentees, mentors = once(in_order(mentees, terms.seed)), once(in_order(mentors, terms.seed))
    free = tuple(mentor for mentor in mentors if mentor.places and not is_away(mentor, terms))
    scorer = Scorer(mentees, free, terms)
    rows = max(1, CHUNK // max(1, len(free)))
    parts = [scorer.pairs(start, min(start + rows, len(mentees))) for start in range(0, len(mentees), rows)]
    position = {mentor.key: at for at, mentor in enumerate(mentors)}
    places = np.array([position[mentor.key] for mentor in free], np.int32)
    one, other, points = (np.concatenate(part) for part in zip(*parts, strict=True)) if parts else [NO_PAIRS] * 3
    return Candidates(mentees, mentors, one.astype(np.int32), places[other], points.astype(np.int16), scorer.eligible)


def once(parties):
    """The parties as a tuple; ValueError where a key stands twice."""
    if len({party.key for party in parties}) < len(parties):
        raise ValueError("a person stands twice among the mentees or among the mentors")
    return tuple(parties)


class Scorer:
    """The arrays of a round's people, and the pairs of some of its mentees with all mentors."""

    def __init__(self, mentees, mentors, terms):
        self.mentees, self.mentors, self.terms = mentees, mentors, terms
        self.eligible = 0
        self.speakers = Members([mentor.levels for mentor in mentors])
        self.teachers = Members([mentor.offers for mentor in mentors])
        self.colleagues = Members([() if terms.same_affiliate_may else mentor.affiliates for mentor in mentors])
        self.levels = Levels(mentees, mentors)
        self.weeks = Weeks(mentees, mentors, terms)
        self.excluded = np.unique(self.codes(self.unwanted()))
        self.choices = self.chosen()
        self.wants = listed([mentee.wants for mentee in mentees], self.teachers.rows, len(WEIGHTS))
        self.weights = np.array([sum(WEIGHTS[: len(mentee.wants)]) for mentee in mentees], np.int64)

    def unwanted(self):
        """Pairs of keys that may not be."""
        terms = self.terms
        either = [*terms.avoided, *terms.conflicts]
        same = ((mentee.key, mentee.key) for mentee in self.mentees)
        return chain(either, ((whom, who) for who, whom in either), terms.forbidden, same)

    def codes(self, pairs):
        """One number for each of the pairs of keys that are in this round."""
        ones = {mentee.key: at for at, mentee in enumerate(self.mentees)}
        others = {mentor.key: at for at, mentor in enumerate(self.mentors)}
        found = [ones[a] * len(others) + others[b] for a, b in pairs if a in ones and b in others]
        return np.array(found, np.int64)

    def chosen(self):
        """The organizer's points as numbers of pairs in order, and what each has."""
        known = {mentee.key for mentee in self.mentees}, {mentor.key for mentor in self.mentors}
        kept = {pair: more for pair, more in self.terms.choices.items() if pair[0] in known[0] and pair[1] in known[1]}
        codes = self.codes(kept)
        order = np.argsort(codes)
        return codes[order], np.array(list(kept.values()), np.int64)[order]

    def pairs(self, start, end):
        """(mentees, mentors, points) of the pairs that can be of the mentees from `start` to `end`."""
        one, other = self.within_reach(self.mentees[start:end])
        one += start
        is_free = ~is_in(one * len(self.mentors) + other, self.excluded)
        one, other = one[is_free], other[is_free]
        minutes, is_enough = self.weeks.minutes(one, other, self.terms.least_minutes)
        one, other = one[is_enough], other[is_enough]
        points = self.skill_points(one, other) + LEVEL * self.levels.best(one, other)
        points += HOURS * np.minimum(minutes, MOST_MINUTES) // MOST_MINUTES
        points += worth(one * len(self.mentors) + other, *self.choices)
        self.eligible += len(one)
        return self.best(one, other, points) if self.terms.most_each is not None else (one, other, points)

    def within_reach(self, mentees):
        """The pairs that have a language and a wanted skill in common, and no affiliate where that is not allowed."""
        bits = self.speakers.any([mentee.levels for mentee in mentees])
        bits &= self.teachers.any([mentee.wants for mentee in mentees])
        bits &= ~self.colleagues.any([mentee.affiliates for mentee in mentees])
        return np.unpackbits(bits, axis=1, count=len(self.mentors)).nonzero()

    def skill_points(self, one, other):
        weights = zip(WEIGHTS, self.wants, strict=True)
        return (
            SKILLS * sum(weight * self.teachers.has[rows[one], other] for weight, rows in weights) // self.weights[one]
        )

    def best(self, one, other, points):
        """The best so many of each mentee."""
        width = max(1, len(self.mentors))
        turned = (other - one * width // max(1, len(self.mentees))) % width
        order = np.argsort(((MOST_POINTS + 1) * one - points) * width + turned)  # a mentee's, best first
        ranked = one[order]
        first = np.searchsorted(ranked, ranked)  # where the mentee's candidates begin
        kept = np.sort(order[np.arange(len(order)) - first < self.terms.most_each])
        return one[kept], other[kept], points[kept]


def is_in(codes, wanted):
    """Which of the codes are among the wanted ones, which are in order."""
    if not len(wanted):
        return np.zeros(len(codes), bool)
    return wanted[np.minimum(np.searchsorted(wanted, codes), len(wanted) - 1)] == codes


def worth(codes, keys, values):
    """The value of each code; `keys` in order, `values` beside them; 0 where there is none."""
    if not len(keys):
        return np.zeros(len(codes), np.int64)
    at = np.minimum(np.searchsorted(keys, codes), len(keys) - 1)
    return np.where(keys[at] == codes, values[at], 0)
