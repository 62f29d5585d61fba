"""What votes amount to: the verdicts, and how many more votes would settle a word."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

from consultations.rules.tally import Tally
from consultations.rules.verdicts import Thresholds, verdict, votes_to_settle
from consultations.rules.wilson import wilson_interval

USUAL = Thresholds()
COUNT = st.integers(0, 60)
TALLIES = st.builds(Tally, COUNT, COUNT, COUNT, COUNT)


@st.composite
def thresholds(draw):
    """Thresholds that agree, as the database asks."""
    contested = draw(st.floats(0.01, 0.49))
    admitted = draw(st.floats(contested, 0.9))
    return Thresholds(
        least_votes=draw(st.integers(5, 40)),
        contested_above=contested,
        preferred_above=draw(st.floats(admitted, 0.95)),
        avoid_above=draw(st.floats(contested, 0.95)),
        admitted_above=admitted,
    )


@given(st.data())
def test_wilson_interval_is_that_of_scipy_and_statsmodels(data):
    n = data.draw(st.integers(1, 10_000))
    successes = data.draw(st.integers(0, n))
    ours = wilson_interval(successes, n)
    scipy = binomtest(successes, n).proportion_ci(method="wilson")
    for theirs in ((scipy.low, scipy.high), proportion_confint(successes, n, method="wilson")):
        assert all(isclose(a, b, abs_tol=1e-9) for a, b in zip(ours, theirs, strict=True))


@pytest.mark.parametrize(
    ("votes", "found"),
    [
        ((0, 0, 0), "too_few"),
        ((9, 0, 0), "too_few"),  # however clear
        ((5, 0, 0, 90), "too_few"),  # who does not know the word does not judge it
        ((10, 0, 0), "preferred"),
        ((9, 1, 1), "preferred"),  # from 0.523 on
        ((8, 1, 1), "admitted"),  # from 0.490 on
        ((8, 1, 1, 50), "admitted"),
        ((7, 2, 1), "admitted"),  # from 0.397 on
        ((6, 2, 2), "undecided"),  # from 0.313 on
        ((0, 10, 0), "undecided"),
        ((2, 2, 6), "undecided"),
        ((1, 2, 7), "avoid"),
        ((0, 0, 10), "avoid"),
        ((450, 100, 450), "contested"),
        ((60, 0, 40), "preferred"),  # against from 0.309 on
        ((600, 0, 400), "contested"),  # against from 0.370 on: as many are surely against, though more are for
        ((400, 0, 600), "contested"),
        ((400, 350, 250), "admitted"),
    ],
)
def test_verdict_is_the_first_that_holds(votes, found):
    assert verdict(Tally(*votes), USUAL) == found


def test_a_bound_at_the_threshold_is_not_above_it():
    low = wilson_interval(8, 10)[0]
    assert verdict(Tally(8, 2, 0), Thresholds(preferred_above=low)) == "admitted"
    assert verdict(Tally(8, 2, 0), Thresholds(preferred_above=low - 1e-9)) == "preferred"
    assert verdict(Tally(2, 0, 8), Thresholds(avoid_above=low)) == "undecided"
    assert verdict(Tally(2, 0, 8), Thresholds(avoid_above=low - 1e-9)) == "avoid"


@given(TALLIES, thresholds())
def test_verdict_says_what_the_bounds_say(tally, limits):
    """The table of the issue once more, written as it stands there."""
    sure_for = wilson_interval(tally.votes_for, tally.n)[0]
    sure_against = wilson_interval(tally.votes_against, tally.n)[0]
    if tally.n < limits.least_votes:
        expected = "too_few"
    elif sure_for > limits.contested_above and sure_against > limits.contested_above:
        expected = "contested"
    elif sure_for > limits.preferred_above:
        expected = "preferred"
    elif sure_against > limits.avoid_above:
        expected = "avoid"
    else:
        expected = "admitted" if sure_for > limits.admitted_above else "undecided"
    assert verdict(tally, limits) == expected


@pytest.mark.parametrize(
    ("votes", "more"),
    [((10, 0, 0), 0), ((8, 1, 1), 1), ((0, 0, 0), 10), ((3, 0, 0), 7), ((0, 0, 10), 21), ((0, 10, 0), 21)],
)
def test_votes_to_settle(votes, more):
    assert votes_to_settle(Tally(*votes), USUAL) == more


def test_votes_to_settle_are_not_counted_out_where_it_is_far():
    assert votes_to_settle(Tally(1, 0, 0), Thresholds(preferred_above=0.999)) is None
    assert votes_to_settle(Tally(0, 0, 5000), USUAL) is None


@given(TALLIES, thresholds())
def test_votes_to_settle_are_the_least_that_do(tally, limits):
    """Found by halving; here each number is tried."""

    def settles(votes):
        return verdict(tally.with_more_for(votes), limits) == "preferred"

    assert votes_to_settle(tally, limits, most=80) == next((votes for votes in range(81) if settles(votes)), None)


@given(TALLIES, thresholds())
def test_a_preferred_word_stays_so_with_more_votes_for_it(tally, limits):
    if verdict(tally, limits) == "preferred":
        assert verdict(tally.with_more_for(1), limits) == "preferred"


@given(TALLIES, TALLIES)
def test_tallies_are_added_and_parted_by_grade(one, other):
    whole = one + other
    assert (whole.voters, whole.n) == (one.voters + other.voters, one.n + other.n)
    assert whole - other == one
