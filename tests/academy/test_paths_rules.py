"""The path of a track as pure functions: states of steps, and circles of courses."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from academy.rules.paths import State, Step, check_no_circle, circle, electives_left, is_complete, states_of

COURSES = st.integers(0, 7)
EDGES = st.sets(st.tuples(COURSES, COURSES).filter(lambda edge: edge[0] != edge[1]), max_size=16)
STEPS = st.lists(
    st.builds(Step, COURSES, required=st.booleans(), needs=st.frozensets(st.integers(0, 9), max_size=3)),
    unique_by=lambda step: step.course,
    max_size=8,
)
COMPLETED = st.sets(st.integers(0, 9))
NEEDED = st.integers(0, 4)


def without_circles(edges):
    """The edges, each taken only while it closes no circle."""
    kept = []
    for edge in sorted(edges):
        if circle(kept, edge) is None:
            kept.append(edge)
    return kept


def can_be_ordered(edges):
    """Whether the courses can be learnt in some order: again and again one that needs nothing is taken away."""
    left = set(edges)
    while left:
        free = {needed for _, needed in left} - {course for course, _ in left}
        rest = {edge for edge in left if edge[1] not in free}
        if rest == left:
            return False
        left = rest
    return True


# States


def test_a_path_shows_what_is_done_next_open_and_locked():
    steps = [Step(1), Step(2, needs=frozenset({1})), Step(3), Step(4, needs=frozenset({3}))]

    assert states_of(steps, {1}) == {1: State.DONE, 2: State.NEXT, 3: State.OPEN, 4: State.LOCKED}


def test_nothing_done_begins_with_the_first_open_required_step():
    steps = [Step(5, required=False), Step(2, needs=frozenset({1})), Step(1)]

    assert states_of(steps, ()) == {5: State.OPEN, 2: State.LOCKED, 1: State.NEXT}


def test_an_elective_is_next_once_the_required_ones_are_done_and_electives_are_missing():
    steps = [Step(1), Step(2, required=False), Step(3, required=False)]

    assert states_of(steps, {1}, electives_needed=1)[2] == State.NEXT
    assert states_of(steps, {1, 3}, electives_needed=1)[2] == State.OPEN
    assert states_of(steps, {1}, electives_needed=0)[2] == State.OPEN


@given(STEPS, COMPLETED, NEEDED)
def test_at_most_one_step_is_next_and_every_step_has_the_state_of_its_facts(steps, completed, needed):
    states = states_of(steps, completed, needed)

    assert set(states) == {step.course for step in steps}
    assert list(states.values()).count(State.NEXT) <= 1
    for step in steps:
        state = states[step.course]
        assert (state == State.DONE) == (step.course in completed)
        assert (state == State.LOCKED) == (step.course not in completed and not step.needs <= completed)


@given(STEPS, COMPLETED, NEEDED)
def test_a_path_that_is_complete_has_no_next_step(steps, completed, needed):
    if is_complete(steps, completed, needed):
        assert State.NEXT not in states_of(steps, completed, needed).values()
        assert electives_left(steps, completed, needed) == 0


@given(STEPS, NEEDED)
def test_who_does_what_is_next_completes_the_path_or_waits_for_a_course_beside_it(steps, needed):
    completed = set()
    while nexts := [course for course, state in states_of(steps, completed, needed).items() if state == State.NEXT]:
        completed |= set(nexts)
    locked = State.LOCKED in states_of(steps, completed, needed).values()

    assert locked or not steps or is_complete(steps, completed, needed)


def test_a_path_without_steps_is_never_complete():
    assert not is_complete([], {1, 2})


def test_more_electives_than_there_are_cannot_be_missing():
    assert electives_left([Step(1, required=False)], (), 5) == 1


# Circles


def test_a_circle_is_named_in_the_order_of_the_needs():
    assert circle([("B", "C"), ("C", "A")], ("A", "B")) == ["A", "B", "C"]


def test_the_shortest_circle_is_named():
    assert circle([("B", "C"), ("C", "A"), ("B", "A")], ("A", "B")) == ["A", "B"]


def test_two_ways_to_one_course_are_no_circle():
    assert circle([("B", "D"), ("C", "D"), ("A", "B")], ("A", "C")) is None


@given(EDGES, st.tuples(COURSES, COURSES).filter(lambda edge: edge[0] != edge[1]))
def test_a_circle_is_found_exactly_where_the_courses_cannot_be_ordered(edges, new_edge):
    kept = without_circles(edges)
    found = circle(kept, new_edge)

    assert (found is None) == can_be_ordered([*kept, new_edge])
    if found:
        links = set(zip(found, [*found[1:], found[0]], strict=True))
        assert new_edge in links <= {*kept, new_edge}
        assert len(set(found)) == len(found)


def test_the_refusal_says_which_courses_wait_for_one_another():
    titles = {1: "Ask", 2: "Listen", 3: "Answer"}

    with pytest.raises(ValidationError) as refusal:
        check_no_circle([(2, 3), (3, 1)], (1, 2), titles)

    assert refusal.value.code == "circle"
    assert "“Ask” needs “Listen”, “Listen” needs “Answer”, “Answer” needs “Ask”" in refusal.value.messages[0]


def test_an_edge_without_a_circle_is_taken():
    assert check_no_circle([(2, 3)], (1, 2), {}) is None
