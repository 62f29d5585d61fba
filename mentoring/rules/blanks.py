"""Why a mentee has no mentor, as the narrowest reason that is true. Names nobody."""

from dataclasses import dataclass, field

import numpy as np

from .flow import forbidden
from .points import points
from .traits import Members, Weeks

BARRIERS = {"same_person", "avoided", "conflict", "forbidden", "affiliate"}


@dataclass(frozen=True)
class Blank:
    """Why nobody, by the first of these that is so; `facts` hold what a sentence needs.

    language: no mentor speaks one of {languages}; skill: of those {speak} who do, none teaches one of {skills}; hours:
    of those {teach} who do, none shares {least} minutes of {blocks}, on the mentee's clock; rules: with those {share}
    who do, a rule of the round or of a person forbids it; away: those who could are away, the first {until} that day;
    full: {fit} or more would fit, and all their places are taken.
    """

    code: str
    facts: dict = field(default_factory=dict)

    def as_json(self):
        return {"code": self.code, **self.facts}


def why_alone(matching, terms):
    """{mentee's key: Blank} for each whom a matching leaves alone, in the order of the seed."""
    candidates = matching.candidates
    is_open = ~forbidden(candidates, terms)
    counts = np.bincount(candidates.mentee[is_open], minlength=len(candidates.mentees))
    alone = set(matching.alone)
    left = [
        mentee for mentee, count in zip(candidates.mentees, counts, strict=True) if mentee.key in alone and not count
    ]
    sieve = Sieve(left, candidates.mentors, terms)
    found = {mentee.key: sieve.reason(at) for at, mentee in enumerate(left)}
    return {
        mentee.key: found.get(mentee.key) or Blank("full", {"fit": int(count)})
        for mentee, count in zip(candidates.mentees, counts, strict=True)
        if mentee.key in alone
    }


class Sieve:
    """Mentors who are left for a mentee after one condition and the next."""

    def __init__(self, mentees, mentors, terms):
        self.mentees, self.mentors, self.terms = mentees, mentors, terms
        self.speakers = Members([mentor.levels for mentor in mentors])
        self.teachers = Members([mentor.offers for mentor in mentors])
        self.weeks = Weeks(mentees, mentors, terms)

    def reason(self, at):
        """The Blank of the mentee at that position."""
        mentee = self.mentees[at]
        languages, skills = sorted(mentee.levels), list(mentee.wants)
        speak = self.among(self.speakers, mentee.levels)
        if not len(speak):
            return Blank("language", {"languages": languages})
        teach = np.intersect1d(speak, self.among(self.teachers, mentee.wants))
        if not len(teach):
            return Blank("skill", {"languages": languages, "skills": skills, "speak": len(speak)})
        _minutes, rows = self.weeks.minutes(np.full(len(teach), at), teach, self.terms.least_minutes)
        if not len(rows):
            blocks = [list(block) for block in mentee.hours]
            said = {"languages": languages, "skills": skills, "blocks": blocks, "teach": len(teach)}
            return Blank("hours", said | {"least": self.terms.least_minutes})
        return self.further(mentee, [self.mentors[other] for other in teach[rows]])

    def among(self, members, wanted):
        """The positions of the mentors who have one of the wanted traits."""
        rows = [members.rows[trait] for trait in wanted if trait in members.rows]
        return np.flatnonzero(members.has[rows].any(axis=0))

    def further(self, mentee, mentors):
        """The Blank of a mentee whom these mentors would suit in language, skills and hours."""
        codes = [{because.code for because in points(mentee, mentor, self.terms).because} for mentor in mentors]
        allowed = [pair for pair in zip(mentors, codes, strict=True) if not pair[1] & BARRIERS]
        if not allowed:
            return Blank("rules", {"share": len(mentors)})
        here = [mentor for mentor, broken in allowed if "away" not in broken]
        if here:
            return Blank("full", {"fit": len(here)})
        return Blank("away", {"until": min(mentor.away_until for mentor, _broken in allowed).isoformat()})
