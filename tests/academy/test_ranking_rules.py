"""Scores, and the choice under minimums held against a search through all choices."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from academy.rules.ranking import Candidate, in_order, people_needed, ranked
from academy.rules.scores import in_thousandths, median_score, weighted

WEIGHTS = {"experience": 600, "sharing": 400}
REGIONS, EXPERIENCES = ["africa", "asia", None], ["new", "some", None]
GROUPS = [*(f"region:{slug}" for slug in REGIONS[:2]), *(f"experience:{slug}" for slug in EXPERIENCES[:2])]


def test_a_score_is_the_weighted_mean_of_the_levels():
    assert weighted({"experience": 4, "sharing": 1}, WEIGHTS) == Fraction(28, 10)


def test_what_is_not_scored_is_not_nought():
    assert weighted({"experience": 3, "sharing": None}, WEIGHTS) == 3
    assert weighted({"experience": 3, "sharing": 0}, WEIGHTS) == Fraction(18, 10)


def test_nothing_scored_is_no_score():
    assert weighted({"experience": None, "sharing": None}, WEIGHTS) is None
    assert median_score([None, None]) is None


def test_the_median_is_exact():
    assert median_score([Fraction(1, 3), Fraction(2, 3)]) == Fraction(1, 2)
    assert median_score([Fraction(4), Fraction(0), Fraction(7, 3)]) == Fraction(7, 3)
    assert median_score([Fraction(3), None]) == 3


def test_a_kept_score_is_rounded_down():
    assert in_thousandths(Fraction(8, 3)) == 2666


def candidate(number, score, region=None, experience=None):
    return Candidate(f"CODE{number:04}", Fraction(score), region, experience)


def choose(candidates, capacity, minimums=None, waiting_places=0):
    return ranked(candidates, capacity=capacity, minimums=minimums or {}, waiting_places=waiting_places, seed="a seed")


def outcomes(ranking):
    return {row.code: (row.outcome, row.because, row.minimum) for row in ranking.placed}


def test_without_minimums_the_first_are_chosen_and_the_next_wait():
    ranking = choose([candidate(n, 4 - n) for n in range(4)], 2, waiting_places=1)

    assert list(outcomes(ranking).values()) == [
        ("selected", "rank", None),
        ("selected", "rank", None),
        ("waiting", "below", None),
        ("declined", "below", None),
    ]


def test_equal_scores_are_ordered_by_the_seed_alone():
    people = [candidate(n, 2) for n in range(6)]

    first, second = in_order(people, "one"), in_order(people[::-1], "one")

    assert first == second
    assert first != in_order(people, "two")


def test_a_minimum_takes_the_best_of_its_group_and_says_so():
    people = [candidate(n, 4 - n) for n in range(3)] + [candidate(7, 0, "africa"), candidate(8, -1, "africa")]

    ranking = choose(people, 2, {"region:africa": 1})

    assert outcomes(ranking) == {
        "CODE0000": ("selected", "rank", None),
        "CODE0001": ("declined", "passed", "region:africa"),
        "CODE0002": ("declined", "below", None),
        "CODE0007": ("selected", "minimum", "region:africa"),
        "CODE0008": ("declined", "below", None),
    }
    assert ranking.binding == ["region:africa"]


def test_a_minimum_that_is_met_by_rank_decides_about_nobody():
    ranking = choose([candidate(1, 4, "africa"), candidate(2, 3), candidate(3, 2)], 2, {"region:africa": 1})

    assert ranking.binding == []


def test_one_person_meets_a_minimum_of_both_kinds():
    people = [
        candidate(1, 4),
        candidate(2, 3, "africa"),
        candidate(3, 2, None, "new"),
        candidate(4, 1, "africa", "new"),
    ]

    chosen = [row.code for row in choose(people, 2, {"region:africa": 1, "experience:new": 1}).placed[:1]]
    ranking = outcomes(choose(people, 2, {"region:africa": 1, "experience:new": 1}))

    assert chosen == ["CODE0001"]
    assert ranking["CODE0004"] == ("selected", "minimum", "region:africa")
    assert ranking["CODE0002"] == ("declined", "passed", "experience:new")


def test_a_minimum_above_the_applications_of_its_group_is_lowered_to_them():
    ranking = choose([candidate(1, 1, "africa"), candidate(2, 2), candidate(3, 3)], 2, {"region:africa": 5})

    assert ranking.minimums == {"region:africa": 1}
    assert outcomes(ranking)["CODE0001"][0] == "selected"


def test_minimums_that_need_more_people_than_seats_give_up_seats_of_the_largest_first():
    people = [candidate(n, 1, "africa") for n in range(3)] + [candidate(n, 1, None, "new") for n in range(3, 6)]

    ranking = choose(people, 3, {"region:africa": 3, "experience:new": 3})

    assert ranking.minimums == {"region:africa": 1, "experience:new": 2}


people = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(REGIONS), st.sampled_from(EXPERIENCES)), min_size=1, max_size=9
)
minimums = st.dictionaries(st.sampled_from(GROUPS), st.integers(1, 4))


def keeps(choice, wanted):
    return all(sum(group in row.groups for row in choice) >= seats for group, seats in wanted.items())


@settings(max_examples=500, deadline=None)
@given(people, st.integers(1, 7), minimums)
@example([(3, "africa", None), (2, None, "new"), (1, "africa", "new")], 1, {"region:africa": 1, "experience:new": 1})
def test_the_choice_is_the_best_of_all_that_keep_the_minimums(rows, capacity, wanted):
    candidates = [candidate(number, *row) for number, row in enumerate(rows)]
    ranking = choose(candidates, capacity, wanted)
    order = in_order(candidates, "a seed")
    choices = combinations(order, min(capacity, len(order)))  # the first that fits has the best ranks

    best = next(choice for choice in choices if keeps(choice, ranking.minimums))

    assert [row.code for row in ranking.placed if row.outcome == "selected"] == [row.code for row in best]


@settings(max_examples=300, deadline=None)
@given(people, st.integers(1, 7), minimums)
def test_minimums_are_lowered_only_where_they_cannot_be_kept(rows, capacity, wanted):
    candidates = [candidate(number, *row) for number, row in enumerate(rows)]
    kept = choose(candidates, capacity, wanted).minimums
    choices = list(combinations(candidates, min(capacity, len(candidates))))
    fits = any(keeps(choice, wanted) for choice in choices)

    assert (kept == wanted) == fits
    assert any(keeps(choice, kept) for choice in choices)


@settings(max_examples=300, deadline=None)
@given(people, minimums)
def test_the_least_number_of_people_is_that_of_the_smallest_choice(rows, wanted):
    candidates = [candidate(number, *row) for number, row in enumerate(rows)]
    wanted = {group: min(seats, sum(group in row.groups for row in candidates)) for group, seats in wanted.items()}
    cells = {}
    for row in candidates:
        cells[row.groups] = cells.get(row.groups, 0) + 1

    smallest = next(
        size
        for size in range(len(candidates) + 1)
        if any(keeps(choice, wanted) for choice in combinations(candidates, size))
    )

    assert people_needed(wanted, cells) == smallest


@settings(max_examples=300, deadline=None)
@given(people, st.integers(1, 7), minimums)
def test_each_reason_is_true(rows, capacity, wanted):
    candidates = [candidate(number, *row) for number, row in enumerate(rows)]
    groups = {row.code: row.groups for row in candidates}
    for row in choose(candidates, capacity, wanted, waiting_places=2).placed:
        is_in = row.outcome == "selected"
        assert row.because in (("rank", "minimum") if is_in else ("passed", "below"))
        assert (row.rank <= capacity) == (row.because in ("rank", "passed"))
        assert (row.minimum is None) == (row.because in ("rank", "below"))
        assert row.because != "minimum" or row.minimum in groups[row.code]


@pytest.mark.parametrize("capacity", [1, 3])
def test_fewer_people_than_seats_are_all_chosen(capacity):
    ranking = choose([candidate(1, 0)], capacity, {"region:africa": 2})

    assert outcomes(ranking) == {"CODE0001": ("selected", "rank", None)}
