"""The best matching, held against another solver, and what has to hold of any."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.rules.candidates import Candidates, gather
from mentoring.rules.flow import Figures, LockRefused, best, match
from mentoring.rules.network import INT64, Network, RoundTooLarge, folded, solve
from mentoring.rules.points import points
from mentoring.rules.proof import prove
from tests.mentoring.oracle import best_figures, drawn_arrays
from tests.mentoring.parties import mentee, mentees, mentor, mentors, terms

pairs_of_keys = st.frozensets(st.tuples(st.integers(1, 12), st.integers(8, 20)), max_size=10)
loose = {"least_minutes": 0, "same_affiliate_may": True}


def test_a_thousand_rounds_are_as_good_as_another_solver_finds():
    chance = np.random.default_rng(6)
    for _round in range(1000):
        candidates = drawn_arrays(chance)
        assert best(candidates, terms()).figures == best_figures(candidates, terms())


def test_the_levels_come_in_their_order():
    people = (mentee(0), mentee(1, waited=True))
    one, other = np.array([0, 1, 1], np.int32), np.array([0, 0, 1], np.int32)

    def figures(worth, guides):
        rows = Candidates(people, guides, one, other, np.array(worth, np.int16), 3)
        return best(rows, terms()).figures

    both = mentor(100), mentor(101)
    assert figures([10, 100, 10], both) == Figures(2, 2, 1, 20)  # more people before fewer thin
    only = mentor(100), mentor(101, places=0)
    assert figures([40, 39, 0], only) == Figures(1, 0, 0, 40)  # fewer thin before who waited
    assert figures([100, 40, 0], only) == Figures(1, 0, 1, 40)  # who waited before the points


@settings(max_examples=80, deadline=None)
@given(mentees(8), mentors(8), pairs_of_keys, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(ones, others, avoided, random):
    on = terms(avoided=avoided, **loose)
    before = match(ones, others, on)
    random.shuffle(ones)
    random.shuffle(others)

    assert match(ones, others, on).pairs == before.pairs


@settings(max_examples=80, deadline=None)
@given(mentees(8), mentors(8), st.data())
def test_more_places_never_match_fewer(ones, others, data):
    before = match(ones, others, terms(**loose)).figures
    more = [replace(other, places=other.places + data.draw(st.integers(0, 2))) for other in others]

    assert match(ones, more, terms(**loose)).figures.matched >= before.matched


@settings(max_examples=80, deadline=None)
@given(mentees(8), mentors(8), pairs_of_keys, pairs_of_keys)
def test_no_rule_is_broken_and_no_mentor_has_too_many(ones, others, avoided, forbidden):
    on = terms(avoided=avoided, forbidden=forbidden, **loose)
    matching = match(ones, others, on)
    people = {one.key: one for one in ones}, {other.key: other for other in others}

    for pair in matching.pairs.items():
        assert pair not in avoided | forbidden
        assert points(people[0][pair[0]], people[1][pair[1]], on).is_eligible
    for key, count in Counter(matching.pairs.values()).items():
        assert count <= people[1][key].places


def test_the_best_of_each_are_not_all_where_somebody_would_stay_alone():
    ones, others = [mentee(n) for n in range(3)], [mentor("x"), mentor("y", languages={"es": 2}, places=2)]

    assert match(ones, others, terms(most_each=1)).figures == match(ones, others, terms()).figures


@settings(max_examples=80, deadline=None)
@given(mentees(8), mentors(8), st.integers(0, 2))
def test_nobody_stays_alone_beside_a_free_place_that_suits(ones, others, most_each):
    on = terms(most_each=most_each, **loose)
    matching = match(ones, others, on)
    taken = Counter(matching.pairs.values())
    free = [other for other in others if taken[other.key] < other.places]

    assert matching.figures.matched <= match(ones, others, terms(**loose)).figures.matched
    assert not [one for one in ones if one.key in matching.alone for two in free if points(one, two, on).is_eligible]
    assert prove(matching, on).holds


def test_another_seed_may_choose_another_of_the_equal():
    ones, others = [mentee(f"mentee {n}") for n in range(6)], [mentor(f"mentor {n}") for n in range(6)]

    chosen = {tuple(sorted(match(ones, others, terms(seed=str(seed))).pairs.items())) for seed in range(5)}

    assert len(chosen) > 1


@pytest.mark.parametrize(
    ("ones", "others"),
    [
        ([], []),
        ([mentee()], []),
        ([], [mentor()]),
        ([mentee()], [mentor(places=0)]),
        ([mentee()], [mentor(offers=frozenset({2}))]),
    ],
)
def test_without_a_pair_that_can_be_nobody_is_matched(ones, others):
    matching = match(ones, others, terms())

    assert (matching.figures, matching.pairs) == (Figures(0, 0, 0, 0), {})
    assert matching.alone == [one.key for one in ones]


def test_a_lock_holds_against_a_better_pair_and_takes_a_place():
    ones = [mentee("a", wants=(1,)), mentee("b", wants=(2, 1))]
    locked = frozenset({("b", "mentor")})

    matching = match(ones, [mentor()], terms(locked=locked))

    assert matching.pairs == {"b": "mentor"}
    assert matching.figures == Figures(1, 0, 0, 15 + 25 + 25)
    assert matching.locked.tolist() == [one.key == "b" for one in matching.candidates.mentees]


def test_a_lock_may_override_what_only_makes_a_pair_poor():
    matching = match([mentee(wants=(2,))], [mentor()], terms(locked=frozenset({("mentee", "mentor")})))

    assert matching.figures == Figures(1, 0, 0, 50)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("avoided", {"avoided": frozenset({("mentor", "mentee")})}),
        ("conflict", {"conflicts": frozenset({("mentor", "mentee")})}),
        ("forbidden", {"forbidden": frozenset({("mentee", "mentor")})}),
        ("unknown", {"locked": frozenset({("nobody", "mentor")})}),
        ("twice", {"locked": frozenset({("mentee", "mentor"), ("mentee", "other")})}),
        ("full", {"locked": frozenset({("mentee", "mentor"), ("second", "mentor")})}),
        ("full", {"locked": frozenset({("mentee", "empty")})}),
    ],
)
def test_a_lock_that_cannot_be_is_refused(code, changes):
    people = [mentee(), mentee("second")], [mentor(), mentor("other"), mentor("empty", places=0)]

    with pytest.raises(LockRefused) as refusal:
        match(*people, terms(**{"locked": frozenset({("mentee", "mentor")})} | changes))

    assert refusal.value.code == code


def test_a_pair_forbidden_after_the_scoring_is_not_made():
    candidates = gather([mentee()], [mentor(), mentor("other")], terms())
    first = best(candidates, terms()).pairs["mentee"]

    assert best(candidates, terms(forbidden=frozenset({("mentee", first)}))).pairs["mentee"] != first


@pytest.mark.parametrize("size", [1, 2, 50, 500])
@pytest.mark.parametrize("below", [0, 1])
def test_the_solver_is_right_up_to_its_bound_and_says_so_beyond(size, below):
    """A chain: each mentee has a mentor and the next one too, so that there is one way to match all."""
    one, other = np.repeat(np.arange(size), 2)[:-1], np.repeat(np.arange(size), 2)[1:]
    chain = Network(size, np.ones(size, np.int64), one, other, np.zeros(len(one), np.int64), 0)

    def is_right(cost):
        return solve(replace(chain, costs=np.where(one == other, cost, cost - below)))[::2].all()

    bound = INT64 // (3 * (2 * size + 3))
    assert is_right(bound)
    with pytest.raises(RoundTooLarge):
        is_right(2 * bound)


def test_prices_that_climb_along_a_chain_are_refused_and_never_wrong():
    """Costs in one direction only are the worst: potentials climb at each step."""
    size = 200
    one, other = np.repeat(np.arange(size), 2)[:-1], np.repeat(np.arange(size), 2)[1:]
    answers = set()
    for bits in range(20, 62):
        costs = np.where(one == other, 1 << bits, 0)
        try:
            taken = solve(Network(size, np.ones(size, np.int64), one, other, costs, 0))
            answers.add(bool((taken == (one == other)).all()))
        except RoundTooLarge:
            answers.add("refused")

    assert answers == {True, "refused"}


def test_levels_that_do_not_fit_into_64_bits_are_refused():
    levels = [(np.array([1]), 1), (np.array([1]), 1), (np.array([100]), 100)]

    costs, above = folded(levels, 20_000)
    assert costs.tolist() == [20_001 * 2_000_001 + 2_000_001 + 100]
    assert 20_000 * costs[0] < above <= INT64
    with pytest.raises(RoundTooLarge):
        folded(levels, 1_000_000)
