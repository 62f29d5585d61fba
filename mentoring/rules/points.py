"""The points of one pair and the rules that it breaks: the definition, which the vectorised scoring has to equal.

Skills 40: the weights 5, 3 and 2 of the wanted skills that the mentor offers, over those of all skills wanted.
Languages 25: 5 for each level of the lower of the two in the best language in common; the mother tongue counts as 5.
Hours 25: in proportion to the minutes shared each week, all of them from 8 hours on.
The organizer's choice 10: as given. All whole numbers, rounded down.
"""

from dataclasses import dataclass, field

from .weeks import lasting_blocks, least_minutes, regimes, shared_weeks

WEIGHTS = (5, 3, 2)
SKILLS, LEVEL, HOURS = 40, 5, 25
MOST_MINUTES = 8 * 60
UNBENDING = {"same_person", "avoided", "conflict", "forbidden"}  # no lock overrides these
MOST_POINTS = 100


@dataclass(frozen=True)
class Reason:
    """Why a pair has points: `code` is skills, languages, hours or choice; `facts` hold what a sentence needs."""

    code: str
    points: int
    facts: dict = field(default_factory=dict)

    def as_json(self):
        return {"code": self.code, "points": self.points, **self.facts}


@dataclass(frozen=True)
class Because:
    """The rule by which a pair cannot be: see `hurdles`; `facts` hold what a sentence needs."""

    code: str
    facts: dict = field(default_factory=dict)

    def as_json(self):
        return {"code": self.code, **self.facts}


@dataclass(frozen=True)
class Verdict:
    """`total`: 0-100; `reasons`: what it is made of; `because`: each rule that the pair breaks."""

    total: int
    reasons: tuple
    because: tuple

    @property
    def is_eligible(self):
        return not self.because


def points(mentee, mentor, terms):
    """The Verdict on a pair within a round; UnknownZone where either lives in a zone that does not exist.

    Facts: skills {skills: ids offered of those wanted, in the order wanted; wanted: how many}, languages {languages:
    [[code, lower level]], the best first}, hours {minutes; mentee, mentor: [[weekday, start, end]] on the clock of
    each, only what stands all through the round}.
    """
    offered = [skill for skill in mentee.wants if skill in mentor.offers]
    languages = common_languages(mentee, mentor)
    hours = hours_of(mentee, mentor, terms)
    choice = terms.choices.get((mentee.key, mentor.key), 0)
    reasons = (
        Reason("skills", skill_points(mentee.wants, offered), {"skills": offered, "wanted": len(mentee.wants)}),
        Reason("languages", LEVEL * (languages[0][1] if languages else 0), {"languages": languages}),
        Reason("hours", hour_points(hours["minutes"]), hours),
        Reason("choice", choice),
    )
    because = tuple(hurdles(mentee, mentor, terms, offered, languages, hours["minutes"]))
    return Verdict(sum(reason.points for reason in reasons), reasons, because)


def skill_points(wants, offered):
    weights = dict(zip(wants, WEIGHTS, strict=False))
    return SKILLS * sum(weights[skill] for skill in offered) // sum(weights.values()) if weights else 0


def hour_points(minutes):
    return HOURS * min(minutes, MOST_MINUTES) // MOST_MINUTES


def common_languages(mentee, mentor):
    """[[code, the lower of the two levels]] that both can talk in, the best first."""
    common = mentee.levels.keys() & mentor.levels.keys()
    levels = [[code, min(mentee.levels[code], mentor.levels[code])] for code in common]
    return sorted(levels, key=lambda language: (-language[1], language[0]))


def hours_of(mentee, mentor, terms):
    """The facts on the hours that the two share."""
    states = regimes({mentee.zone, mentor.zone}, terms.starts_on, terms.ends_on)
    weeks = shared_weeks(mentee, mentor, states)
    mine, theirs = (lasting_blocks(weeks, states.offsets[party.zone]) for party in (mentee, mentor))
    return {
        "minutes": least_minutes(weeks),
        "mentee": [list(block) for block in mine],
        "mentor": [list(block) for block in theirs],
    }


def hurdles(mentee, mentor, terms, offered, languages, minutes):
    """A Because for each rule that the pair breaks, the weightiest first."""
    affiliates = sorted(mentee.affiliates & mentor.affiliates, key=str)
    checks = (
        (mentee.key == mentor.key, "same_person", {}),
        (is_among(mentee, mentor, terms.avoided), "avoided", {}),  # by whom stays untold
        (is_among(mentee, mentor, terms.conflicts), "conflict", {}),
        ((mentee.key, mentor.key) in terms.forbidden, "forbidden", {}),
        (bool(affiliates) and not terms.same_affiliate_may, "affiliate", {"affiliates": affiliates}),
        (is_away(mentor, terms), "away", {"until": mentor.away_until and mentor.away_until.isoformat()}),
        (not languages, "language", {"languages": sorted(mentee.levels)}),
        (not offered, "skill", {"skills": list(mentee.wants)}),
        (minutes < terms.least_minutes, "hours", {"minutes": minutes, "least": terms.least_minutes}),
    )
    return [Because(code, facts) for is_broken, code, facts in checks if is_broken]


def is_among(mentee, mentor, pairs):
    return (mentee.key, mentor.key) in pairs or (mentor.key, mentee.key) in pairs


def is_away(mentor, terms):
    """Whether the mentor is still away on the day that the round starts."""
    return mentor.away_until is not None and mentor.away_until >= terms.starts_on
