"""Runs in an environment of its own: the package `mentor-match` pairs people who come as JSON, and says what it took.

In: {"places": [of each mentor], "mentees": how many, "points": [[mentee, mentor, points] of each pair that can be]}.
Each of its rounds gives a mentor one mentee at most, so there are as many rounds as the most places of a mentor; rules
keep mentees who have a mentor, mentors without a place and pairs that cannot be out of them.
"""

import json
import sys
from time import perf_counter

from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data
from matching.rules.rule import Disqualify, Rule


class Points(Rule):
    """Worth what our points say of the pair."""

    def __init__(self, points):
        super().__init__()
        self.points = points

    def apply(self, match_object):
        return self.points.get((match_object.mentee.role, match_object.mentor.role), 0)

    def evaluate(self, match_object):
        return True


def rules(points, places):
    return [
        Points(points),
        Disqualify(lambda match: (match.mentee.role, match.mentor.role) not in points),
        Disqualify(lambda match: bool(match.mentee.mentors)),
        Disqualify(lambda match: len(match.mentor.mentees) >= places[match.mentor.role]),
    ]


def main():
    given = json.load(sys.stdin)
    points = {(mentee, mentor): worth for mentee, mentor, worth in given["points"]}
    places = given["places"]
    mentees = [Mentee(grade=1, role=n, email=f"mentee {n}") for n in range(given["mentees"])]
    mentors = [Mentor(grade=1, role=n, email=f"mentor {n}") for n in range(len(places))]
    start = perf_counter()
    process_data(mentors, mentees, [rules(points, places) for _round in range(max(places))])
    seconds = perf_counter() - start
    pairs = [(mentee.role, mentee.mentors[0].role) for mentee in mentees if mentee.mentors]
    print(json.dumps({"seconds": seconds, "matched": len(pairs), "total": sum(points[pair] for pair in pairs)}))


if __name__ == "__main__":
    main()
