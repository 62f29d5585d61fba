"""Hours that two people share, through the changes of both their clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.rules.parties import Block
from mentoring.rules.weeks import (
    FULL,
    UnknownZone,
    blocks,
    earlier,
    first_slots,
    local_week,
    regimes,
    shared_blocks,
    shared_minutes,
)
from tests.mentoring.parties import ROUND, ZONES, block, mentee, mentor

TUESDAY = Block(1, 19 * 60, 21 * 60)


def states(*people, starts_on=ROUND["starts_on"], ends_on=ROUND["ends_on"]):
    return regimes({person.zone for person in people}, starts_on, ends_on)


def at(zone, *hours):
    return mentee(zone=zone, hours=hours)


def test_the_states_of_the_clocks_begin_on_the_days_of_their_changes():
    found = regimes({"Europe/Berlin", "America/New_York"}, date(2026, 2, 1), date(2026, 7, 31))

    assert found.since == (date(2026, 2, 1), date(2026, 3, 8), date(2026, 3, 29))
    assert found.offsets == {"Europe/Berlin": (4, 4, 8), "America/New_York": (-20, -16, -16)}


def test_a_state_that_comes_back_is_the_same():
    found = regimes({"Africa/Casablanca"}, date(2026, 2, 1), date(2026, 7, 31))

    assert found.since == (date(2026, 2, 1), date(2026, 2, 15))  # Ramadan
    assert found.offsets["Africa/Casablanca"] == (4, 0)


def test_both_hemispheres_and_a_change_of_half_an_hour():
    found = regimes({"Australia/Lord_Howe", "America/Santiago"}, date(2026, 2, 1), date(2026, 7, 31))

    assert found.offsets["Australia/Lord_Howe"] == (44, 42)
    assert found.offsets["America/Santiago"] == (-12, -16)


def test_nobody_and_one_day_are_a_state_too():
    assert len(regimes(set(), date(2026, 2, 1), date(2026, 2, 1))) == 1
    assert len(regimes({"Europe/Berlin"}, date(2026, 2, 1), date(2026, 2, 1))) == 1


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "America", "US/Nowhere", None])
def test_a_zone_that_does_not_exist_is_named(name):
    with pytest.raises(UnknownZone) as refusal:
        regimes([name], *ROUND.values())

    assert refusal.value.name == name


@pytest.mark.parametrize("wrong", [(7, 0, 30), (0, 60, 60), (0, 0, 1470), (0, 10, 40), (-1, 0, 30), (0, -30, 30)])
def test_a_block_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="no block of a week"):
        local_week((wrong,))


def test_the_week_wraps_around():
    late = local_week((Block(6, 23 * 60, 1440),))

    assert blocks(earlier(late, -8)) == [Block(0, 60, 120)]
    assert blocks(FULL) == [Block(day, 0, 1440) for day in range(7)]


def test_the_shared_time_is_the_least_over_the_changes():
    berlin, york = at("Europe/Berlin", Block(1, 17 * 60, 21 * 60)), at("America/New_York", Block(1, 12 * 60, 14 * 60))

    assert shared_minutes(berlin, york, states(berlin, york, ends_on=date(2026, 3, 7))) == 120
    assert shared_minutes(berlin, york, states(berlin, york)) == 120

    short = at("Europe/Berlin", TUESDAY)
    assert shared_minutes(short, york, states(short, york, ends_on=date(2026, 3, 7))) == 60
    assert shared_minutes(short, york, states(short, york)) == 0  # three weeks in March


def test_quarters_of_an_hour_count():
    nepal, india = at("Asia/Kathmandu", TUESDAY), at("Asia/Kolkata", TUESDAY)

    assert shared_minutes(nepal, india, states(nepal, india)) == 105
    assert shared_blocks(nepal, india, states(nepal, india), "Asia/Kathmandu") == [Block(1, 19 * 60 + 15, 21 * 60)]
    assert shared_blocks(nepal, india, states(nepal, india), "Asia/Kolkata") == [Block(1, 19 * 60, 20 * 60 + 45)]


def test_only_blocks_that_never_move_are_named():
    berlin, nairobi = at("Europe/Berlin", Block(1, 17 * 60, 21 * 60)), at("Africa/Nairobi", TUESDAY)
    clocks = states(berlin, nairobi)

    assert shared_minutes(berlin, nairobi, clocks) == 120
    assert shared_blocks(berlin, nairobi, clocks, "Africa/Nairobi") == [TUESDAY]
    assert shared_blocks(berlin, nairobi, clocks, "Europe/Berlin") == [Block(1, 18 * 60, 19 * 60)]


@settings(max_examples=100, deadline=None)
@given(st.lists(block, max_size=6), st.lists(block, max_size=6), st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_both_sides_see_the_same_and_never_more_than_there_is(hours, others, zone, other_zone):
    one, other = at(zone, *hours), mentor(zone=other_zone, hours=tuple(others))
    clocks = states(one, other)
    minutes = shared_minutes(one, other, clocks)

    assert minutes == shared_minutes(other, one, clocks)
    assert minutes <= 15 * min(local_week(tuple(hours)).bit_count(), local_week(tuple(others)).bit_count())
    assert sum(end - start for _day, start, end in shared_blocks(one, other, clocks, zone)) <= minutes


@settings(max_examples=25, deadline=None)
@given(st.lists(block, max_size=6), st.lists(block, max_size=6), st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_shared_minutes_are_those_of_the_calendar(hours, others, zone, other_zone):
    """Real weeks in which no clock changes, walked quarter by quarter on both clocks."""
    one, other = at(zone, *hours), mentor(zone=other_zone, hours=tuple(others))
    for day in (date(2026, 1, 20), date(2026, 4, 20), date(2026, 6, 10)):
        moments = [datetime(*day.timetuple()[:3], tzinfo=UTC) + timedelta(minutes=15 * n) for n in range(672)]
        walked = sum(is_free(one, moment) and is_free(other, moment) for moment in moments) * 15

        assert shared_minutes(one, other, states(one, other, starts_on=day, ends_on=day)) == walked


def is_free(person, moment):
    local = moment.astimezone(ZoneInfo(person.zone))
    minute = local.hour * 60 + local.minute
    return any(local.weekday() == day and start <= minute < end for day, start, end in person.hours)


def test_the_first_slots_follow_the_change_of_the_clocks():
    madrid, bogota = at("Europe/Madrid", TUESDAY), mentor(zone="America/Bogota", hours=(Block(1, 12 * 60, 14 * 60),))

    found = first_slots(madrid, bogota, date(2026, 3, 18))

    assert found == [datetime(2026, *day, tzinfo=UTC) for day in ((3, 24, 18), (3, 31, 17), (4, 7, 17))]


def test_an_hour_that_the_clocks_skip_is_no_slot():
    night = at("Europe/Berlin", Block(6, 120, 180))  # Sunday 2-3, which 29 March has not

    assert first_slots(night, night, date(2026, 3, 27), 1) == [datetime(2026, 4, 5, 0, tzinfo=UTC)]


def test_a_stretch_gives_one_slot_and_less_than_an_hour_gives_none():
    long, short = at("UTC", TUESDAY, Block(5, 600, 660)), at("UTC", Block(1, 1140, 1170))

    assert first_slots(long, long, date(2026, 2, 1), 2) == [
        datetime(2026, 2, 3, 19, tzinfo=UTC),
        datetime(2026, 2, 7, 10, tzinfo=UTC),
    ]
    assert first_slots(long, short, date(2026, 2, 1)) == []


def test_hours_that_are_over_do_not_count_among_the_first():
    short = at("Pacific/Auckland", *(Block(day, hour * 60, hour * 60 + 60) for day in range(7) for hour in (8, 12, 18)))
    noon = datetime(2026, 2, 3, 23, 30, tzinfo=UTC)  # Wednesday, 12:30 in Auckland

    found = first_slots(short, short, date(2026, 2, 3), after=noon)

    assert found == [datetime(2026, 2, *hour, tzinfo=UTC) for hour in ((4, 5), (4, 19), (4, 23))]


def test_of_a_stretch_that_has_begun_the_rest_counts_from_the_next_full_hour():
    kathmandu = at("Asia/Kathmandu", TUESDAY)  # 5:45 ahead

    found = first_slots(kathmandu, kathmandu, date(2026, 2, 3), 1, after=datetime(2026, 2, 3, 13, 20, tzinfo=UTC))

    assert found == [datetime(2026, 2, 3, 14, 15, tzinfo=UTC)]
