"""Generations and people who are counted once, for any threads of reports."""

from hypothesis import given, settings
from hypothesis import strategies as st

from learning_days.rules.spread import Cell, Fact, Origin, cells, origins, total

SOME = settings(max_examples=150, deadline=None)


def fact(pk, *, before=None, edition=None, workshop=None, region=None, people=10, known=0, is_shown=True):
    return Fact(pk, before, edition, workshop, region, 1, people, known, is_shown)


@st.composite
def worlds(draw):
    """([the set of people at each meeting], [Fact of it]): authors know whom an earlier report counts already."""
    meetings = draw(st.lists(st.sets(st.integers(0, 30), min_size=1, max_size=12), min_size=1, max_size=10))
    seen, facts = set(), []
    for pk, people in enumerate(meetings, start=1):
        before = draw(st.one_of(st.none(), st.integers(1, pk - 1))) if pk > 1 else None
        region = draw(st.sampled_from([None, 1, 2, 3]))
        edition = draw(st.sampled_from([None, 7, 8]))
        facts.append(
            fact(pk, before=before, region=region, edition=edition, people=len(people), known=len(people & seen))
        )
        seen |= people
    return meetings, facts


@SOME
@given(worlds())
def test_everybody_who_was_reached_is_counted_once(world):
    meetings, facts = world

    assert total(facts) == Cell(len(meetings), len(set().union(*meetings)))


@SOME
@given(worlds(), st.randoms(use_true_random=False))
def test_every_way_of_cutting_adds_up_to_the_whole(world, chance):
    facts = list(world[1])
    places = origins(facts)
    whole = total(facts)
    chance.shuffle(facts)

    for key in (lambda one: one.region, lambda one: places[one.pk].generation, lambda one: places[one.pk].edition):
        parts = cells(facts, key).values()
        assert Cell(sum(part.reports for part in parts), sum(part.people for part in parts)) == whole


@SOME
@given(worlds(), st.randoms(use_true_random=False))
def test_the_place_of_a_report_does_not_depend_on_the_order_of_the_rows(world, chance):
    facts = list(world[1])
    found = origins(facts)
    chance.shuffle(facts)

    assert origins(facts) == found
    for one in facts:
        before = found.get(one.before)
        assert found[one.pk].generation == (before.generation + 1 if before else 1)


def test_a_report_without_a_source_has_that_of_the_thread():
    facts = [
        fact(1, edition=5, workshop=6),
        fact(2, before=1),
        fact(3, before=2, edition=9),
        fact(4, before=3),
        fact(5),
    ]

    assert origins(facts) == {
        1: Origin(1, 5, 6),
        2: Origin(2, 5, 6),
        3: Origin(3, 9, None),
        4: Origin(4, 9, None),
        5: Origin(1, None, None),
    }


def test_what_goes_on_from_a_hidden_report_keeps_its_place():
    facts = [fact(1, edition=5), fact(2, before=1, is_shown=False), fact(3, before=2)]

    assert origins(facts)[3] == Origin(3, 5, None)


def test_a_thread_of_thousands_is_read_without_recursion():
    facts = [fact(pk, before=pk - 1 or None) for pk in range(20_000, 0, -1)]

    assert origins(facts)[20_000].generation == 20_000


def test_a_circle_that_the_database_would_refuse_comes_to_an_end():
    facts = [fact(1, before=2), fact(2, before=3), fact(3, before=2)]

    assert origins(facts).keys() == {1, 2, 3}


def test_nobody_is_reached_by_no_reports():
    assert total([]) == Cell(0, 0)
    assert cells([], lambda one: one.region) == {}
