"""Why nobody: the narrowest reason that is true."""

import json
from datetime import date

import pytest
from hypothesis import given, settings

from mentoring.rules.blanks import why_alone
from mentoring.rules.flow import best, match
from mentoring.rules.parties import Block
from mentoring.rules.points import points
from tests.mentoring.parties import mentee, mentees, mentor, mentors, terms

TUESDAY = (Block(1, 1140, 1260),)


def reason(others, on=None, **of_mentee):
    on = on or terms()
    told = why_alone(match([mentee(**of_mentee)], others, on), on)["mentee"].as_json()
    return json.loads(json.dumps(told))


def test_nobody_speaks_it():
    assert reason([mentor()], languages={"sw": 3, "fr": 1}) == {"code": "language", "languages": ["sw"]}
    assert reason([]) == {"code": "language", "languages": ["es"]}


def test_nobody_who_speaks_it_teaches_it():
    others = [mentor("a", offers=frozenset({2})), mentor("b", languages={"fr": "N"})]

    assert reason(others, wants=(1, 3)) == {"code": "skill", "languages": ["es"], "skills": [1, 3], "speak": 1}


def test_nobody_who_teaches_it_has_the_hours():
    assert reason([mentor(hours=(Block(2, 0, 600),)), mentor("far", offers=frozenset())], hours=TUESDAY) == {
        "code": "hours",
        "languages": ["es"],
        "skills": [1],
        "blocks": [[1, 1140, 1260]],
        "teach": 1,
        "least": 60,
    }


@pytest.mark.parametrize(
    "forbids",
    [
        {"avoided": frozenset({("mentor", "mentee")})},
        {"conflicts": frozenset({("mentee", "mentor")})},
        {"forbidden": frozenset({("mentee", "mentor")})},
    ],
)
def test_a_rule_forbids_it_and_which_one_stays_untold(forbids):
    assert reason([mentor()], terms(**forbids)) == {"code": "rules", "share": 1}


def test_who_could_is_away():
    others = [mentor("a", away_until=date(2026, 4, 1)), mentor("b", away_until=date(2026, 3, 1))]

    assert reason(others) == {"code": "away", "until": "2026-03-01"}


def test_all_who_fit_are_full():
    matching = match([mentee(n) for n in range(3)], [mentor("a"), mentor("b")], terms())

    assert [blank.as_json() for blank in why_alone(matching, terms()).values()] == [{"code": "full", "fit": 2}]
    assert reason([mentor(places=0)]) == {"code": "full", "fit": 1}


def test_a_pair_forbidden_later_is_no_full_mentor():
    on = terms(forbidden=frozenset({("mentee", "mentor")}))
    matching = best(match([mentee()], [mentor()], terms()).candidates, on)

    assert why_alone(matching, on)["mentee"].code == "rules"


def test_who_has_a_mentor_needs_no_reason():
    assert why_alone(match([mentee()], [mentor()], terms()), terms()) == {}


@settings(max_examples=100, deadline=None)
@given(mentees(6), mentors(6))
def test_each_reason_is_true(ones, others):
    on = terms(least_minutes=60)
    matching = match(ones, others, on)
    told = why_alone(matching, on)

    assert list(told) == matching.alone
    for one in ones:
        if one.key in told:
            broken = [{because.code for because in points(one, other, on).because} for other in others]
            assert told[one.key].code == expected(broken)


def expected(broken):
    """The reason by the definition of each pair: the first condition after which no mentor is left."""
    for code, codes in (("language", {"language"}), ("skill", {"skill"}), ("hours", {"hours"})):
        broken = [of_mentor for of_mentor in broken if not of_mentor & codes]
        if not broken:
            return code
    allowed = [of_mentor for of_mentor in broken if of_mentor <= {"away"}]
    if not allowed:
        return "rules"
    return "full" if set() in allowed else "away"
