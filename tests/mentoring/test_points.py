"""Points of one pair, and each rule that forbids one."""

import json
from datetime import date

import pytest
from hypothesis import given, settings

from mentoring.rules.parties import Block, Mentee, Terms, in_order
from mentoring.rules.points import points
from mentoring.rules.weeks import UnknownZone
from tests.mentoring.parties import ROUND, mentee, mentees, mentor, mentors, terms


def of(verdict):
    return {reason.code: reason.points for reason in verdict.reasons}


def codes(verdict):
    return [because.code for because in verdict.because]


def test_a_pair_that_fits_in_all_has_a_hundred():
    verdict = points(mentee(), mentor(), terms(choices={("mentee", "mentor"): 10}))

    assert of(verdict) == {"skills": 40, "languages": 25, "hours": 25, "choice": 10}
    assert (verdict.total, verdict.is_eligible) == (100, True)


@pytest.mark.parametrize(
    ("wants", "offers", "expected"),
    [
        ((1,), {1}, 40),
        ((1, 2), {1}, 25),
        ((1, 2), {2}, 15),
        ((1, 2, 3), {1, 2}, 32),
        ((1, 2, 3), {3}, 8),
        ((1, 2), {9}, 0),
        ((), {1}, 0),
    ],
)
def test_skills_count_by_their_rank(wants, offers, expected):
    assert of(points(mentee(wants=wants), mentor(offers=frozenset(offers)), terms()))["skills"] == expected


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ({"es": "N"}, {"es": 2}, 10),
        ({"es": 3}, {"es": 5}, 15),
        ({"es": "N"}, {"es": 5}, 25),
        ({"es": 2, "pt": 4}, {"es": "N", "pt": 4}, 20),
        ({"es": 1}, {"es": "N"}, 0),
        ({"es": 5}, {"pt": 5}, 0),
    ],
)
def test_the_best_common_language_counts_by_the_lower_level(mine, theirs, expected):
    assert of(points(mentee(languages=mine), mentor(languages=theirs), terms()))["languages"] == expected


@pytest.mark.parametrize(("minutes", "expected"), [(30, 1), (60, 3), (240, 12), (450, 23), (480, 25), (600, 25)])
def test_hours_count_in_proportion_up_to_eight(minutes, expected):
    hours = (Block(2, 600, 600 + minutes),)

    assert of(points(mentee(hours=hours), mentor(hours=hours), terms()))["hours"] == expected


def test_the_facts_say_what_a_sentence_needs_and_can_be_kept():
    hours = (Block(1, 19 * 60, 21 * 60),)
    one = mentee(wants=(3, 1, 2), languages={"pt": 4, "es": "N"}, zone="America/Sao_Paulo", hours=hours)
    other = mentor(
        offers=frozenset({1, 3}), languages={"es": 3, "pt": "N"}, zone="Africa/Luanda", hours=(Block(2, 0, 60),)
    )

    kept = json.loads(json.dumps([reason.as_json() for reason in points(one, other, terms()).reasons]))

    assert kept == [
        {"code": "skills", "points": 32, "skills": [3, 1], "wanted": 3},
        {"code": "languages", "points": 20, "languages": [["pt", 4], ["es", 3]]},
        {"code": "hours", "points": 3, "minutes": 60, "mentee": [[1, 1200, 1260]], "mentor": [[2, 0, 60]]},
        {"code": "choice", "points": 0},
    ]


BROKEN = [
    ("same_person", {"key": "mentee"}, {}),
    ("avoided", {}, {"avoided": frozenset({("mentor", "mentee")})}),
    ("avoided", {}, {"avoided": frozenset({("mentee", "mentor")})}),
    ("conflict", {}, {"conflicts": frozenset({("mentor", "mentee")})}),
    ("forbidden", {}, {"forbidden": frozenset({("mentee", "mentor")})}),
    ("affiliate", {"affiliates": frozenset({"chapter"})}, {}),
    ("away", {"away_until": date(2026, 2, 1)}, {}),
    ("language", {"languages": {"es": 1, "fr": "N"}}, {}),
    ("skill", {"offers": frozenset({2})}, {}),
    ("hours", {"hours": (Block(0, 0, 300),)}, {}),
]


@pytest.mark.parametrize(("code", "of_mentor", "of_terms"), BROKEN)
def test_each_rule_forbids_and_says_so(code, of_mentor, of_terms):
    one = mentee(affiliates=frozenset({"chapter"}))
    other = mentor(**of_mentor) if "key" not in of_mentor else mentor("mentee")

    verdict = points(one, other, terms(**of_terms))

    assert (codes(verdict), verdict.is_eligible) == ([code], False)
    json.dumps(verdict.because[0].as_json())


def test_what_the_organizer_allows_is_no_hurdle():
    chapter = {"affiliates": frozenset({"chapter"})}

    assert points(mentee(**chapter), mentor(**chapter), terms(same_affiliate_may=True)).is_eligible
    assert points(mentee(), mentor(away_until=date(2026, 1, 31)), terms()).is_eligible


def test_an_avoidance_does_not_say_whose_it_is():
    first, second = ("mentee", "mentor"), ("mentor", "mentee")

    told = [points(mentee(), mentor(), terms(avoided=frozenset({pair}))).because for pair in (first, second)]

    assert told[0] == told[1]


def test_wrong_terms_and_parties_are_refused():
    with pytest.raises(UnknownZone):
        points(mentee(zone="Mars/Olympus"), mentor(), terms())
    with pytest.raises(ValueError, match="different skills"):
        Mentee(1, wants=(1, 1))
    with pytest.raises(ValueError, match="different skills"):
        Mentee(1, wants=(1, 2, 3, 4))
    with pytest.raises(ValueError, match="places"):
        mentor(places=-1)
    with pytest.raises(ValueError, match="choice"):
        terms(choices={("mentee", "mentor"): 11})
    with pytest.raises(ValueError, match="ends on"):
        Terms(starts_on=ROUND["ends_on"], ends_on=ROUND["starts_on"])


@settings(max_examples=150, deadline=None)
@given(mentees(1), mentors(1))
def test_points_are_whole_and_up_to_a_hundred(ones, others):
    for one in ones:
        for other in others:
            verdict = points(one, other, terms(least_minutes=0))
            assert 0 <= verdict.total <= 100
            assert all(type(reason.points) is int for reason in verdict.reasons)


def test_the_order_depends_on_the_seed_alone():
    people = [mentee(key) for key in range(8)]

    assert in_order(people, "one") == in_order(people[::-1], "one")
    assert in_order(people, "one") != in_order(people, "two")
