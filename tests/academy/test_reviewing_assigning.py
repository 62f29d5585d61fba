"""Sharing out applications: balanced, the same each time, nobody twice, nobody with a conflict."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as some

from academy.rules.assigning import share_out


def shared(lacking, reviewers, load=None, taken=(), seed="s"):
    return share_out(lacking, reviewers, load=load or {}, taken=set(taken), seed=seed)


def test_each_application_gets_what_it_lacks_and_everybody_the_same_number():
    pairs = shared(dict.fromkeys(range(30), 2), list("abcdef"))

    assert Counter(application for application, _ in pairs) == dict.fromkeys(range(30), 2)
    assert Counter(reviewer for _, reviewer in pairs) == dict.fromkeys("abcdef", 10)


def test_who_has_fewer_comes_first():
    assert {reviewer for _, reviewer in shared({1: 1, 2: 1}, ["new", "busy"], load={"busy": 2})} == {"new"}


def test_another_seed_shares_out_otherwise_and_the_same_seed_alike():
    lacking = dict.fromkeys(range(20), 1)

    assert shared(lacking, list("abc"), seed="one") == shared(lacking, list("abc"), seed="one")
    assert shared(lacking, list("abc"), seed="one") != shared(lacking, list("abc"), seed="two")


def test_who_can_be_reviewed_by_few_is_served_first():
    taken = {(1, "a"), (1, "b")}  # only c is left for 1

    assert (1, "c") in shared({1: 1, 2: 1, 3: 1}, ["a", "b", "c"], taken=taken)


def test_where_nobody_is_left_an_application_gets_fewer():
    assert shared({1: 2}, ["a"]) == [(1, "a")]
    assert shared({1: 2}, []) == []


@given(
    some.dictionaries(some.integers(1, 8), some.integers(0, 3)),
    some.lists(some.sampled_from("abcde"), unique=True),
    some.sets(some.tuples(some.integers(1, 8), some.sampled_from("abcde"))),
)
def test_nobody_gets_what_is_taken_or_the_same_twice_or_more_than_is_lacking(lacking, reviewers, taken):
    pairs = shared(lacking, reviewers, taken=taken)

    assert len(set(pairs)) == len(pairs)
    assert not set(pairs) & taken
    for application, number in lacking.items():
        free = [reviewer for reviewer in reviewers if (application, reviewer) not in taken]
        assert sum(one == application for one, _ in pairs) == min(number, len(free))
