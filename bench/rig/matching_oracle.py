"""Without a database: random small rounds held against another solver; or, with a size, what its round took here."""

import json
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

sys.path[:0] = [str(folder) for folder in Path(__file__).resolve().parents[1:3]]

from mentoring.rules.flow import best, match  # noqa: E402 - the product stands two folders above
from rig import pairs  # noqa: E402
from tests.mentoring.oracle import best_figures, drawn_arrays  # noqa: E402

ROUNDS, TIMES = 1_000, 9


def small():
    """How many of so many random rounds come out unlike the oracle."""
    chance = np.random.default_rng(pairs.SEED)
    terms, unlike = pairs.terms(), 0
    for _round in range(ROUNDS):
        candidates = drawn_arrays(chance, ones=25, others=12)
        unlike += best(candidates, terms).figures != best_figures(candidates, terms)
    return {"rounds": ROUNDS, "unlike": unlike}


def one(size):
    """Solving of a round from its points, and scoring it too; the same points as plain numbers for a peer."""
    mentees, mentors = pairs.drawn(size)
    terms = pairs.terms()
    matching, scored = timed(lambda: match(mentees, mentors, terms))
    found = matching.candidates
    matching, solved = timed(lambda: best(found, terms))
    points = list(zip(found.mentee.tolist(), found.mentor.tolist(), found.points.tolist(), strict=True))
    given = {"places": [mentor.places for mentor in found.mentors], "mentees": size, "points": points}
    return {"seconds": solved, "with_scoring": scored, "matched": matching.figures.matched, "given": given}


def timed(act):
    """(what `act()` answers, the median of the seconds that it takes)."""
    seconds = []
    for _time in range(TIMES):
        start = perf_counter()
        answer = act()
        seconds.append(perf_counter() - start)
    return answer, median(seconds)


if __name__ == "__main__":
    print(json.dumps(small() if len(sys.argv) == 1 else one(int(sys.argv[1]))))
