from math import isclose

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from consultations.rules.small_cells import cells_to_hide
from consultations.rules.tally import Tally
from consultations.rules.wilson import wilson_interval
from consultations.rules.words import check_grades

PEOPLE = st.integers(0, 60)
CELLS = st.dictionaries(st.integers(0, 8), PEOPLE, max_size=9)
GRADES = st.lists(st.sampled_from(["for", "neutral", "against", "unknown"]), max_size=60)


@st.composite
def shares(draw):
    n = draw(st.integers(1, 100_000))
    return draw(st.integers(0, n)), n


# Published: Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998),
# table I, method 3.
@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_interval_is_the_published_one(successes, n, low, high):
    found = wilson_interval(successes, n)
    assert tuple(round(bound, 4) for bound in found) == (low, high)


@given(shares())
def test_wilson_interval_holds_the_share_and_stays_between_nothing_and_all(share):
    successes, n = share
    low, high = wilson_interval(successes, n)
    assert 0 <= low <= successes / n <= high <= 1
    assert low < high


@given(shares())
def test_wilson_interval_solves_wilson_s_equation(share):
    """The bounds p are where |successes/n − p| = z·√(p(1−p)/n), which is how Wilson found them."""
    successes, n = share
    z = 1.959963984540054
    for p in wilson_interval(successes, n):
        assert isclose((successes / n - p) ** 2, z * z * p * (1 - p) / n, rel_tol=1e-6, abs_tol=1e-12)


@given(shares())
def test_wilson_interval_mirrors(share):
    successes, n = share
    low, high = wilson_interval(successes, n)
    against_low, against_high = wilson_interval(n - successes, n)
    assert isclose(low, 1 - against_high, abs_tol=1e-9)
    assert isclose(high, 1 - against_low, abs_tol=1e-9)


@given(shares())
def test_wilson_interval_narrows_with_votes(share):
    successes, n = share
    low, high = wilson_interval(successes, n)
    more_low, more_high = wilson_interval(10 * successes, 10 * n)
    assert more_high - more_low < high - low


def test_wilson_interval_of_nothing_says_nothing():
    assert wilson_interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("successes", "n"), [(2, 1), (-1, 5), (0, -1)])
def test_wilson_interval_refuses_what_cannot_be(successes, n):
    with pytest.raises(ValueError, match="is not a share"):
        wilson_interval(successes, n)


@given(CELLS)
def test_small_cells_are_hidden_and_without_a_total_no_others(counts):
    assert cells_to_hide(counts, total_is_shown=False) == {key for key, n in counts.items() if 1 <= n <= 4}


@given(CELLS)
def test_what_is_hidden_cannot_be_had_from_the_total(counts):
    hidden = cells_to_hide(counts, total_is_shown=True)
    assert cells_to_hide(counts, total_is_shown=False) <= hidden
    if hidden:
        everybody = {key for key, n in counts.items() if n} == hidden
        assert everybody or (len(hidden) >= 2 and sum(counts[key] for key in hidden) >= 5)
    assert all(counts[key] for key in hidden)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"ar": 3, "es": 9, "hi": 30}, {"ar", "es"}),
        ({"ar": 1, "es": 1, "hi": 30, "sw": 7}, {"ar", "es", "sw"}),
        ({"ar": 3, "es": 4, "hi": 30}, {"ar", "es"}),
        ({"ar": 0, "es": 5}, set()),
        ({"ar": 2}, {"ar"}),
        ({}, set()),
    ],
)
def test_small_cells_take_the_next_smallest_along_where_a_total_stands(counts, hidden):
    assert cells_to_hide(counts, total_is_shown=True) == hidden


@given(GRADES)
def test_tally_counts_each_grade_and_leaves_those_who_do_not_know_apart(grades):
    tally = Tally.of(grades)
    assert tally.voters == len(grades)
    assert tally.n == len([grade for grade in grades if grade != "unknown"])
    if tally.n:
        assert tally.net == (grades.count("for") - grades.count("against")) / tally.n
    else:
        assert tally.net is None


def test_tally_ranks_by_net_then_by_votes_and_unjudged_words_last():
    best, larger, smaller, worst, unjudged = (
        Tally(9, 0, 1),
        Tally(6, 4, 2),
        Tally(3, 2, 1),
        Tally(1, 0, 5),
        Tally(0, 0, 0, 9),
    )
    assert sorted([unjudged, worst, smaller, best, larger], key=lambda tally: tally.rank) == [
        best,
        larger,
        smaller,
        worst,
        unjudged,
    ]


@pytest.mark.parametrize(("vote", "code"), [(("love", []), "grade_unknown"), (("against", ["ugly"]), "reason_unknown")])
def test_grades_and_reasons_stand_on_the_list(vote, code):
    with pytest.raises(ValidationError) as refusal:
        check_grades({1: ("for", []), 2: vote})
    assert refusal.value.code == code
