"""What an offer may say, and what a usual week means."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from mentoring.rules import hours, mentors
from mentoring.rules.hours import Line
from mentoring.rules.parties import Block

TODAY = date(2026, 11, 23)


def refused(check, *args, **kwargs):
    """(code, sentence) of the refusal."""
    with pytest.raises(ValidationError) as refusal:
        check(*args, **kwargs)
    error = refusal.value
    error = next(iter(error.error_dict.values()))[0] if hasattr(error, "error_dict") else error
    return error.code, error.messages[0]


@pytest.mark.parametrize(
    ("capacity", "pairs", "held", "code", "sentence"),
    [
        (0, 0, 0, "zero", "Take at least one person."),
        (-1, 0, 0, "zero", "Take at least one person."),
        (6, 0, 0, "too_many", "Take at most 5 people at the same time."),
        (1, 2, 0, "below_load", "2 people have a place with you. You cannot take fewer than that."),
        (2, 1, 2, "below_load", "1 person has a place with you. Proposals hold 2 places until they are answered."),
        (1, 0, 2, "below_load", "Proposals hold 2 places until they are answered. You cannot take fewer than that."),
    ],
)
def test_a_capacity_that_cannot_be_is_refused_with_what_holds(capacity, pairs, held, code, sentence):
    refusal = refused(mentors.check_capacity, capacity, pairs=pairs, held=held)

    assert refusal[0] == code
    assert refusal[1].startswith(sentence)


@pytest.mark.parametrize(("capacity", "pairs", "held"), [(1, 0, 0), (5, 3, 2), (2, 2, 0), (1, 0, 1)])
def test_a_capacity_for_all_who_have_a_place_is_fine(capacity, pairs, held):
    mentors.check_capacity(capacity, pairs=pairs, held=held)


@pytest.mark.parametrize(("days", "is_fine"), [(None, True), (0, True), (366, True), (-1, False), (367, False)])
def test_the_last_day_of_an_absence_comes_within_a_year(days, is_fine):
    until = None if days is None else TODAY + timedelta(days=days)

    if is_fine:
        mentors.check_absence(until, TODAY)
    else:
        assert refused(mentors.check_absence, until, TODAY)[0] == "away_until"


def test_an_offer_of_nothing_is_refused():
    assert refused(mentors.check_skills, [])[0] == "no_skill"


@pytest.mark.parametrize(
    ("line", "code"),
    [(Line((0,), 600, 600), "empty"), (Line((0,), 0, 1440), None), (Line((0,), 1320, 60), None),
     (Line((0,), 600, 570), "backwards"), (Line((0,), 720, 30), "backwards"), (Line((0,), 750, 30), None)],
)  # fmt: skip
def test_a_line_has_a_length_that_was_meant(line, code):
    if code:
        assert refused(hours.check_line, line)[0] == code
    else:
        hours.check_line(line)


def test_hours_past_midnight_are_two_blocks_and_one_line_again():
    blocks = hours.blocks_of([Line((6,), 22 * 60, 60)])

    assert blocks == [Block(0, 0, 60), Block(6, 22 * 60, 1440)]
    assert hours.lines_of(blocks) == [Line((6,), 22 * 60, 60)]


def test_days_with_the_same_hours_are_one_line():
    blocks = [Block(1, 1140, 1260), Block(3, 1140, 1260), Block(5, 600, 720)]

    assert hours.lines_of(blocks) == [Line((1, 3), 1140, 1260), Line((5,), 600, 720)]


def test_a_whole_week_stays_a_week():
    whole = [Block(day, 0, 1440) for day in range(7)]

    assert hours.lines_of(whole) == [Line(tuple(range(7)), 0, 1440)]


def test_blocks_that_overlap_are_named():
    blocks = hours.blocks_of([Line((1,), 1080, 1200), Line((1, 2), 1140, 1260)])

    code, sentence = refused(hours.check_apart, blocks, said=lambda block: f"{block.start}-{block.end}")

    assert (code, sentence) == ("overlap", "1080-1200 and 1140-1260 overlap. Please make one of the two.")


def test_blocks_that_touch_are_apart():
    hours.check_apart([Block(1, 1080, 1140), Block(1, 1140, 1200)], said=str)


halves = st.integers(0, 47).map(lambda half: half * 30)
lines = st.builds(
    Line, st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple), halves, halves.map(lambda m: m + 30)
)


def is_line(line):
    try:
        hours.check_line(line)
    except ValidationError:
        return False
    return True


@given(st.lists(lines.filter(is_line), max_size=4))
def test_the_lines_of_a_week_mean_the_week(some):
    blocks = hours.blocks_of(some)
    if hours.overlap(blocks):
        return

    again = hours.blocks_of(hours.lines_of(blocks))

    assert again == blocks
    assert hours.minutes_of(again) == hours.minutes_of(blocks)
