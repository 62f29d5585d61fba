"""Which mentors to look for, and that they would bring what is told."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.rules.flow import match
from mentoring.rules.parties import NATIVE, Block, Mentor
from mentoring.rules.recruiting import most_matched, wanted
from tests.mentoring.parties import mentee, mentees, mentor, mentors, terms

EVENING = Block(1, 18 * 60, 21 * 60)


def really_matched(ones, others, kind, on, count, places):
    new = [
        Mentor(f"really {n}", {kind.language: NATIVE}, hours=(kind.block,), offers={kind.skill}, places=places)
        for n in range(count)
    ]
    return match(ones, [*others, *new], on).figures.matched


def test_the_kind_of_mentor_that_most_are_without_comes_first():
    ones = [mentee(n, languages={"sw": 4}, wants=(7,), hours=(EVENING,)) for n in range(5)]
    ones += [mentee(10 + n, languages={"ar": 4}, wants=(8,), hours=(EVENING,)) for n in range(2)]
    found = wanted(match(ones, [mentor()], terms()), terms())

    assert [(kind.language, kind.skill, kind.more) for kind in found] == [("sw", 7, 5), ("ar", 8, 2)]
    assert all(kind.block == EVENING for kind in found)


def test_places_bound_what_new_mentors_bring():
    ones = [mentee(n, languages={"sw": 4}) for n in range(9)]

    assert wanted(match(ones, [], terms()), terms(), count=1, places=2)[0].more == 2


def test_a_new_mentor_may_free_a_place_for_another():
    """Who is alone does not suit a new mentor of that kind alone, but whom they would replace does."""
    ones = [mentee("a", wants=(1,)), mentee("b", wants=(1, 2), languages={"es": 2})]
    matching = match(ones, [mentor()], terms())

    assert matching.alone == ["b"]
    assert {kind.more for kind in wanted(matching, terms())} == {1}


def test_nobody_alone_and_nobody_at_all_ask_for_nobody():
    assert wanted(match([mentee()], [mentor()], terms()), terms()) == []
    assert wanted(match([], [], terms()), terms()) == []
    assert wanted(match([mentee(hours=())], [], terms()), terms()) == []


@settings(max_examples=40, deadline=None)
@given(mentees(7), mentors(3), st.integers(1, 2), st.integers(1, 3))
def test_what_is_told_is_what_then_happens(ones, others, count, places):
    on = terms(least_minutes=60)
    matching = match(ones, others, on)

    assert most_matched(matching.candidates, on) == matching.figures.matched
    for kind in wanted(matching, on, count, places):
        after = really_matched(ones, others, kind, on, count, places)
        assert after - matching.figures.matched == kind.more > 0
