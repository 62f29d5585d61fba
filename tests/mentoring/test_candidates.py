"""All pairs at once, held against the definition of each."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.rules import candidates
from mentoring.rules.candidates import gather
from mentoring.rules.points import points
from mentoring.rules.weeks import UnknownZone
from tests.mentoring.parties import mentee, mentees, mentor, mentors, terms

keys = st.frozensets(st.tuples(st.integers(1, 20), st.integers(1, 20)), max_size=8)
some_terms = st.builds(
    terms,
    least_minutes=st.sampled_from([0, 15, 60, 120]),
    same_affiliate_may=st.booleans(),
    avoided=keys,
    conflicts=keys,
    forbidden=keys,
    choices=st.dictionaries(st.tuples(st.integers(1, 12), st.integers(8, 20)), st.integers(0, 10), max_size=6),
)


def pairs(found):
    rows = zip(found.mentee, found.mentor, found.points, strict=True)
    return {(found.mentees[one].key, found.mentors[other].key): int(worth) for one, other, worth in rows}


def defined(ones, others, on):
    verdicts = {(one.key, other.key): points(one, other, on) for one in ones for other in others if other.places}
    return {pair: verdict.total for pair, verdict in verdicts.items() if verdict.is_eligible}


@settings(max_examples=150, deadline=None)
@given(mentees(), mentors(), some_terms)
def test_all_at_once_are_what_the_definition_says_of_each(ones, others, on):
    found = gather(ones, others, on)

    assert pairs(found) == defined(ones, others, on)
    assert found.eligible == len(found)


@settings(max_examples=50, deadline=None)
@given(mentees(), mentors(), some_terms, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(ones, others, on, random):
    before = gather(ones, others, on)
    random.shuffle(ones)
    random.shuffle(others)
    after = gather(ones, others, on)

    assert (before.mentees, before.mentors) == (after.mentees, after.mentors)
    for name in ("mentee", "mentor", "points"):
        assert np.array_equal(getattr(before, name), getattr(after, name))


def crowd(count):
    """Mentors of the levels 2 to 5, three of each in turn."""
    return [mentor(f"mentor {n}", languages={"es": 2 + n // 3 % 4}) for n in range(count)]


def test_the_best_of_each_are_kept():
    ones = [mentee(f"mentee {n}") for n in range(5)]
    found = gather(ones, crowd(24), terms(most_each=6))

    assert len(found) == 30
    assert found.eligible == 120
    assert set(found.points) == {40 + 25 + 25}


def test_equal_candidates_at_the_cut_are_spread_over_the_mentees():
    ones, others = [mentee(f"mentee {n}") for n in range(6)], [mentor(f"mentor {n}") for n in range(12)]

    found = gather(ones, others, terms(most_each=2))

    assert len(set(found.mentor.tolist())) == 12
    assert pairs(found) == pairs(gather(ones[::-1], others[::-1], terms(most_each=2)))
    assert pairs(found) != pairs(gather(ones, others, terms(most_each=2, seed="another")))


def test_the_chunks_do_not_show(monkeypatch):
    ones = [mentee(f"mentee {n}", wants=(1, 2)[: 1 + n % 2]) for n in range(9)]
    whole = pairs(gather(ones, crowd(7), terms(most_each=3)))
    monkeypatch.setattr(candidates, "CHUNK", 10)

    assert pairs(gather(ones, crowd(7), terms(most_each=3))) == whole


def test_more_languages_than_a_word_has_bits():
    tongues = [f"x{n:03}" for n in range(150)]
    ones = [mentee(n, languages={tongue: 3}) for n, tongue in enumerate(tongues)]
    others = [mentor(1000 + n, languages={tongue: "N"}) for n, tongue in enumerate(tongues)]

    assert pairs(gather(ones, others, terms())) == {(n, 1000 + n): 40 + 15 + 25 for n in range(150)}


@pytest.mark.parametrize(
    ("ones", "others"), [([], []), ([], [mentor()]), ([mentee()], []), ([mentee()], [mentor(places=0)])]
)
def test_nobody_is_no_pair(ones, others):
    assert len(gather(ones, others, terms())) == 0
    assert len(gather(ones, others, terms(most_each=5))) == 0


def test_a_zone_that_does_not_exist_and_a_person_twice_are_refused():
    with pytest.raises(UnknownZone):
        gather([mentee(zone="Mars/Olympus")], [mentor()], terms())
    with pytest.raises(ValueError, match="twice"):
        gather([mentee(), mentee()], [mentor()], terms())
