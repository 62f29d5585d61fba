"""Where a workshop can stand: every clash in a sentence, and free places that are free."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from learning_days.rules.places import Busy, Place, check_free, free_places, refusals

MORNING = datetime(2027, 2, 6, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Edition:
    zone: str = "Africa/Dakar"


@dataclass(frozen=True)
class Day:
    pk: int = 1
    edition_id: int = 1
    starts_at: datetime = MORNING
    ends_at: datetime = MORNING + 8 * HOUR
    cancelled_at: datetime | None = None
    edition: Edition = Edition()


@dataclass(frozen=True)
class Room:
    pk: int = 1
    name: str = "Hall"
    capacity: int = 30
    position: int = 0
    edition_id: int = 1


def at(hours, *, length=1, day=None, room=None, seats=None):
    starts_at = MORNING + hours * HOUR
    return Place(day or Day(), room or Room(), starts_at, starts_at + length * HOUR, seats)


def busy(hours, *, length=1, room=1, title="Other", **more):
    starts_at = MORNING + hours * HOUR
    return Busy(title, room, starts_at, starts_at + length * HOUR, "10:00–11:00", **more)


def codes(place, others=(), seated=0):
    return [refusal.code for refusal in refusals(place, others, seated=seated)]


def test_a_free_place_is_refused_by_nothing():
    assert codes(at(1), [busy(0), busy(2), busy(1, room=2)]) == []


@pytest.mark.parametrize(
    ("place", "others", "seated", "code"),
    [
        (at(1, room=Room(edition_id=2)), [], 0, "edition"),
        (at(1, day=Day(cancelled_at=MORNING)), [], 0, "day_cancelled"),
        (at(1, length=0), [], 0, "hours"),
        (at(7.5), [], 0, "outside"),
        (at(-0.5), [], 0, "outside"),
        (at(1, seats=31), [], 0, "room_small"),
        (at(1), [], 31, "seated"),
        (at(1, seats=2), [], 3, "seated"),
        (at(1), [busy(1.5)], 0, "room_taken"),
        (at(1), [busy(0.5, room=2, who=("Amina",))], 0, "lead_busy"),
        (at(1), [busy(0.5, room=2, people=3)], 0, "people_busy"),
    ],
)
def test_each_clash_has_its_own_sentence(place, others, seated, code):
    assert codes(place, others, seated) == [code]


def test_all_that_stands_against_a_place_is_told_at_once():
    with pytest.raises(ValidationError) as refusal:
        check_free(at(1, seats=40), [busy(1, title="Talks", who=("Amina", "Ben"), people=1)], seated=0)

    assert refusal.value.messages == [
        "Hall holds 30 people, and you give the workshop 40 seats.",
        "Hall is taken: “Talks”, 10:00–11:00.",
        "Amina leads “Talks” at this time: 10:00–11:00.",
        "Ben leads “Talks” at this time: 10:00–11:00.",
        "1 person with a seat here has one in “Talks” at this time, too: 10:00–11:00.",
    ]


def test_the_hours_of_the_day_are_told_on_the_venues_clock():
    (refusal,) = refusals(at(-1, day=Day(edition=Edition("Asia/Kathmandu"))), [], seated=0)

    assert refusal.messages == ["It lies outside the hours of the day: 14:45–22:45, on the venue's clock."]


def test_free_places_begin_where_the_day_does_or_another_one_ends():
    found = free_places([Day()], [Room()], [busy(0), busy(2)], minutes=60, seats=None, seated=0, most=5)

    assert [(place.starts_at - MORNING) / HOUR for place in found] == [1, 3]


def test_the_smallest_room_that_fits_comes_first():
    rooms = [Room(1, "Hall", 90), Room(2, "Small", 10), Room(3, "Middle", 30)]

    found = free_places([Day()], rooms, [], minutes=60, seats=None, seated=12, most=2)

    assert [place.room.name for place in found] == ["Middle", "Hall"]


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8), st.integers(1, 3), st.booleans()), max_size=12),
    st.integers(1, 16),
)
def test_whatever_is_suggested_can_be_taken(others, quarters):
    """Each busy: begin and length in quarters of an hour, room, and whether the same person leads it."""
    taken = [busy(begin / 4, length=long / 4, room=room, who=("Amina",) * led) for begin, long, room, led in others]
    rooms = [Room(1), Room(2, "Small", 5), Room(3, "Wide", 60)]

    found = free_places([Day()], rooms, taken, minutes=15 * quarters, seats=None, seated=6, most=20)

    assert all(refusals(place, taken, seated=6) == [] for place in found)
    assert all(place.room.pk != 2 for place in found)
