"""Which mentors to look for: kinds of mentors, and how many more mentees would be matched with them.

The kinds are guessed from whom a matching leaves alone; what each would bring is not: such mentors are put into the
round and the most people that can be matched is counted again, by maximum flow.
"""

from collections import Counter, defaultdict
from itertools import product
from typing import NamedTuple

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow

from .flow import forbidden, locked
from .network import ALONE
from .parties import NATIVE, Block, Mentor
from .weeks import FULL, QUARTER, local_week, regimes, utc_weeks
from .what_if import joined

STRETCH = 3 * 60  # minutes of the week that such a mentor gives, more where a round asks for more
TRIED = 4  # kinds that are tried for each that is told


class Kind(NamedTuple):
    """Mentors who speak `language`, teach `skill` and have `block` of each week, in UTC; `more`: mentees who would be
    matched with them and are not now.
    """

    language: str
    skill: int | str
    block: Block
    more: int


def wanted(matching, terms, count=2, places=3, most=5):
    """Up to `most` Kinds, the best first: what `count` more mentors of the kind with `places` places each would bring.

    Those who bring nothing are left out. Each is counted for itself: two kinds together may bring less than their sum.
    """
    kinds = []
    for language, skill, block in asked_for(matching, terms, count * places, most * TRIED):
        new = [
            Mentor(f"new mentor {n}", {language: NATIVE}, hours=(block,), offers=frozenset({skill}), places=places)
            for n in range(count)
        ]
        kinds.append(Kind(language, skill, block, brought(matching, terms, new)))
    kinds.sort(key=lambda kind: -kind.more)
    return [kind for kind in kinds if kind.more > 0][:most]


def brought(matching, terms, mentors):
    """How many more can be matched with these further mentors, who are all alike."""
    candidates, places = joined(matching.candidates, mentors, terms), sum(mentor.places for mentor in mentors)
    is_new = candidates.mentor >= len(candidates.mentors) - len(mentors)
    suited = np.unique(candidates.mentee[is_new])
    if (matching.mentor_of[suited] == ALONE).sum() >= places:
        return places  # each new place goes to somebody who is alone: no more can be had
    return most_matched(candidates, terms) - matching.figures.matched


def asked_for(matching, terms, places, most):
    """Up to `most` of (language, skill, block), each chosen for those alone whom those before it would not reach.

    `places`: how many of them one can reach.
    """
    alone = set(matching.alone)
    mentees = [mentee for mentee in matching.candidates.mentees if mentee.key in alone]
    reach, minutes = defaultdict(set), Counter()
    for mentee, blocks in zip(mentees, common_blocks(mentees, terms), strict=True):
        for kind in product(mentee.levels, mentee.wants, blocks):
            reach[kind].add(mentee.key)
            minutes[kind] += blocks[kind[2]]
    chosen, reached = [], set()
    ordered = sorted(reach, key=lambda kind: (-len(reach[kind]), -minutes[kind], kind[0], str(kind[1]), kind[2]))
    while ordered and len(chosen) < most:
        best = max(ordered, key=lambda kind: min(places, len(reach[kind] - reached)))
        fresh = sorted(reach[best] - reached, key=str)[:places]
        if not fresh:
            break
        chosen.append(best)
        reached.update(fresh)
    return chosen


def common_blocks(mentees, terms):
    """For each mentee {block of the UTC week: minutes of it that they have all through the round}, where enough."""
    states = regimes({mentee.zone for mentee in mentees}, terms.starts_on, terms.ends_on)
    length = max(STRETCH, -(-terms.least_minutes // 60) * 60)
    starts = range(0, 24 * 60 - length + 1, 60)
    blocks = {
        block: local_week((block,)) for day in range(7) for block in (Block(day, at, at + length) for at in starts)
    }
    for mentee in mentees:
        always = FULL
        for week in utc_weeks(mentee, states):
            always &= week
        counts = ((block, (always & week).bit_count() * QUARTER) for block, week in blocks.items())
        yield {block: minutes for block, minutes in counts if minutes and minutes >= terms.least_minutes}


def most_matched(candidates, terms):
    """The most people that any matching of the candidates can have, the locked ones included."""
    locks = locked(candidates, terms)
    rows = np.flatnonzero((locks.mentor_of[candidates.mentee] == ALONE) & ~forbidden(candidates, terms))
    size, width = len(candidates.mentees), len(candidates.mentors)
    source, sink = size + width, size + width + 1
    ones, others = np.arange(size), np.arange(size, size + width)
    flow = SimpleMaxFlow()
    flow.add_arcs_with_capacity(np.full(size, source), ones, np.ones(size, np.int64))
    flow.add_arcs_with_capacity(candidates.mentee[rows], candidates.mentor[rows] + size, np.ones(len(rows), np.int64))
    flow.add_arcs_with_capacity(others, np.full(width, sink), locks.places)
    if flow.solve(source, sink) != flow.OPTIMAL:
        raise RuntimeError("the most people that can be matched could not be found")
    return flow.optimal_flow() + int((locks.mentor_of != ALONE).sum())
