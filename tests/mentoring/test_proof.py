"""The proof holds for the best matching, and for nothing else."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.rules.flow import Figures, figures_of, locked, match, network_of
from mentoring.rules.network import ALONE
from mentoring.rules.parties import Block
from mentoring.rules.points import points
from mentoring.rules.proof import check, prove
from tests.mentoring.oracle import best_figures
from tests.mentoring.parties import mentee, mentees, mentor, mentors, terms

LOOSE = {"least_minutes": 0, "same_affiliate_may": True}
TERMS = terms()
ONES = [
    mentee("a", waited=True),
    mentee("b", languages={"es": 3}),
    mentee("c", wants=(2, 1)),
    mentee("d", wants=(2,)),
    mentee("e", hours=(Block(0, 18 * 60, 19 * 60),)),
]
OTHERS = [mentor("x"), mentor("y", offers=frozenset({1, 2}), places=2), mentor("z", languages={"es": 2})]


def repaired(matching, mentor_of, on=TERMS):
    """The matching with these mentors, its points and figures counted honestly."""
    candidates = matching.candidates
    worth = [
        points(one, candidates.mentors[at], on).total if at != ALONE else 0
        for one, at in zip(candidates.mentees, mentor_of.tolist(), strict=True)
    ]
    points_of = np.array(worth, np.int16)
    figures = figures_of(candidates, on, mentor_of, points_of)
    return replace(matching, mentor_of=mentor_of, points_of=points_of, figures=figures)


def placed(matching, **mentors_of):
    """The mentors as positions after these mentees changed to these mentors, None for nobody."""
    ones = [one.key for one in matching.candidates.mentees]
    others = [other.key for other in matching.candidates.mentors]
    mentor_of = matching.mentor_of.copy()
    for one, other in mentors_of.items():
        mentor_of[ones.index(one)] = ALONE if other is None else others.index(other)
    return mentor_of


@pytest.fixture
def matching():
    found = match(ONES, OTHERS, TERMS)
    assert found.figures.matched == 4
    return found


def test_the_proof_of_the_best_matching_holds_and_can_be_shown(matching):
    proof = prove(matching, TERMS)

    assert proof.holds
    assert (proof.matched, proof.mentees, proof.places, proof.pairs, proof.beyond) == (4, 5, 4, 13, 0)
    assert json.loads(json.dumps(proof.as_json()))["holds"] is True
    assert proof.solver[0] == "OR-tools min_cost_flow"
    assert len(proof.inputs) == 64


def test_a_pair_left_out_is_found(matching):
    for alone in matching.pairs:
        assert prove(repaired(matching, placed(matching, **{alone: None})), TERMS).broken == ("better",)


def test_a_pair_that_could_be_better_is_found():
    ones, others = [mentee("a"), mentee("b", languages={"es": 2})], [mentor("x"), mentor("y", languages={"es": 2})]
    best = match(ones, others, TERMS)
    assert best.pairs == {"a": "x", "b": "y"}

    assert prove(repaired(best, placed(best, a="y", b="x")), TERMS).broken == ("better",)


def test_too_many_for_a_mentor_are_found(matching):
    assert "places" in prove(repaired(matching, placed(matching, a="x", b="x")), TERMS).broken


def test_a_pair_against_the_rules_is_found(matching):
    spoiled = repaired(matching, placed(matching, d="x", a=None, b="y", c="y", e=None))

    assert prove(spoiled, TERMS).broken == ("rule",)


def test_invented_points_and_figures_are_found(matching):
    more = matching.points_of + np.int16(1)
    counted = replace(
        matching, points_of=more, figures=figures_of(matching.candidates, TERMS, matching.mentor_of, more)
    )

    assert prove(counted, TERMS).broken == ("points",)
    assert prove(replace(matching, figures=Figures(5, 0, 1, 400)), TERMS).broken == ("figures",)


def test_a_shape_that_is_none_is_found(matching):
    assert prove(replace(matching, mentor_of=matching.mentor_of[1:]), TERMS).broken == ("shape",)
    assert prove(replace(matching, mentor_of=matching.mentor_of + 9), TERMS).broken == ("shape",)


def test_a_lock_and_a_prohibition_that_came_later_are_found(matching):
    one, other = next(iter(matching.pairs.items()))
    elsewhere = next(key for key in ("x", "y", "z") if key != other)

    assert "lock" in prove(matching, terms(locked=frozenset({(one, elsewhere)}))).broken
    assert prove(matching, terms(forbidden=frozenset({(one, other)}))).broken == ("rule",)
    assert "lock" in prove(matching, terms(locked=frozenset({("nobody", other)}))).broken


def test_a_pair_that_was_no_candidate_is_found():
    on = terms(most_each=1)
    best = match([mentee("a")], [mentor("x"), mentor("y", languages={"es": 2})], on)

    assert "unknown" in prove(repaired(best, placed(best, a="y"), on), on).broken


def test_locked_pairs_stand_outside_of_the_proof():
    on = terms(locked=frozenset({("d", "x")}))  # x does not teach what d wants
    best = match(ONES, OTHERS, on)

    assert best.pairs["d"] == "x"
    assert prove(best, on).holds


def test_prices_that_were_changed_prove_nothing(matching):
    prices = prove(matching, TERMS).prices
    locks = locked(matching.candidates, TERMS)
    _rows, network = network_of(matching.candidates, TERMS, locks)
    is_out = np.zeros(5, bool)

    def faults(**changes):
        return check(network, matching.mentor_of, is_out, replace(prices, **changes))

    assert faults() == ()
    assert "sum" in faults(mentees=prices.mentees - 1)
    assert "pairs" in faults(mentees=prices.mentees + 1)
    assert "alone" in faults(mentees=prices.mentees + network.alone)
    assert "places" in faults(places=prices.places - network.alone)


def test_the_inputs_have_one_hash_in_any_order(matching):
    proof = prove(matching, TERMS)

    assert prove(match(ONES[::-1], OTHERS[::-1], TERMS), TERMS).inputs == proof.inputs
    assert prove(match(ONES, OTHERS, terms(thin_below=41)), terms(thin_below=41)).inputs != proof.inputs


@pytest.mark.parametrize(
    ("ones", "others"), [([], []), ([mentee()], []), ([], [mentor()]), ([mentee()], [mentor(places=0)])]
)
def test_a_round_of_nobody_is_proved_too(ones, others):
    assert prove(match(ones, others, TERMS), TERMS).holds


@settings(max_examples=60, deadline=None)
@given(mentees(7), mentors(5))
def test_every_best_matching_is_proved(ones, others):
    on = terms(**LOOSE)

    assert prove(match(ones, others, on), on).broken == ()


@settings(max_examples=120, deadline=None)
@given(mentees(7), mentors(5), st.data())
def test_the_proof_holds_just_when_another_solver_finds_no_better(ones, others, data):
    """Matchings by chance, some of them best: the prices exist for those and for no others."""
    on = terms(**LOOSE)
    best = match(ones, others, on)
    candidates, mentor_of = best.candidates, np.full(len(ones), ALONE, np.int32)
    left = [other.places for other in candidates.mentors]
    pairs = list(zip(candidates.mentee.tolist(), candidates.mentor.tolist(), strict=True))
    for one, other in data.draw(st.permutations(pairs)):
        if mentor_of[one] == ALONE and left[other]:
            mentor_of[one] = other
            left[other] -= 1
    chance = repaired(best, mentor_of, on)

    assert prove(chance, on).holds == (chance.figures == best_figures(candidates, on))
