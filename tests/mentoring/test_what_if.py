"""What a change would do, told before it is made."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.rules.flow import Figures, LockRefused, match
from mentoring.rules.what_if import forced, joined, refused, with_mentors
from tests.mentoring.parties import mentee, mentees, mentor, mentors, terms

PAST = {"least_minutes": 0, "same_affiliate_may": True}


def test_a_forced_pair_tells_what_it_costs_and_whom_it_leaves_alone():
    ones = [mentee("a"), mentee("b", languages={"es": 2})]
    matching = match(ones, [mentor()], terms())

    told = forced(matching, terms(), ("b", "mentor"))

    assert matching.pairs == {"a": "mentor"}
    assert (told.alone, told.gained, told.moved) == (("a",), ("b",), ())
    assert told.change == Figures(0, 0, 0, -15)


def test_of_equally_good_ways_the_one_with_the_fewest_changes_is_told():
    ones = [mentee(n) for n in range(8)]
    matching = match(ones, [mentor(100 + n) for n in range(8)], terms())
    first, second = list(matching.pairs.items())[:2]

    told = forced(matching, terms(), (first[0], second[1]))

    assert set(told.moved) == {first[0], second[0]}
    assert told.change == Figures(0, 0, 0, 0)


def test_a_pair_that_may_not_be_cannot_be_forced():
    on = terms(avoided=frozenset({("mentee", "mentor")}))

    with pytest.raises(LockRefused):
        forced(match([mentee()], [mentor()], on), on, ("mentee", "mentor"))


def test_a_pair_can_be_forced_on_who_is_locked_elsewhere():
    on = terms(locked=frozenset({("mentee", "mentor")}))
    matching = match([mentee()], [mentor(), mentor("other")], on)

    assert forced(matching, on, ("mentee", "other")).moved == ("mentee",)


def test_a_pair_that_is_refused_gives_way_to_the_next_best():
    matching = match([mentee()], [mentor(), mentor("second", languages={"es": 2})], terms())

    assert refused(matching, terms(), ("mentee", "mentor")).change == Figures(0, 0, 0, -15)


def test_more_places_and_more_mentors_tell_how_many_more_are_matched():
    ones = [mentee(n) for n in range(5)]
    matching = match(ones, [mentor(places=0)], terms())

    assert with_mentors(matching, terms(), [mentor(places=2)]).change.matched == 2
    told = with_mentors(matching, terms(), [mentor("new", places=2), mentor("newer", places=2)])
    assert told.change.matched == 4
    assert len(told.gained) == 4


@settings(max_examples=50, deadline=None)
@given(mentees(6), mentors(6), mentors(2))
def test_mentors_who_join_are_scored_as_if_they_had_been_there(ones, others, more):
    on = terms(**PAST)
    new = {one.key for one in more}
    candidates = joined(match(ones, others, on).candidates, more, on)
    whole = match(ones, [other for other in others if other.key not in new] + more, on)

    assert candidates.eligible == len(candidates) == whole.candidates.eligible
    assert with_mentors(match(ones, others, on), on, more).after == whole.figures


@settings(max_examples=50, deadline=None)
@given(mentees(6), mentors(6), st.data())
def test_a_what_if_is_what_then_happens(ones, others, data):
    on = terms(**PAST)
    matching = match(ones, others, on)
    if not matching.pairs:
        return
    pair = data.draw(st.sampled_from(sorted(matching.pairs.items())))

    assert refused(matching, on, pair).after == match(ones, others, terms(**PAST, forbidden=frozenset({pair}))).figures
    assert forced(matching, on, pair).change == Figures(0, 0, 0, 0)
