"""Where a workshop can stand: what clashes with a place, and which places are free. Pure functions of plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..venue_hours import hours_said

STEP = timedelta(minutes=15)


@dataclass(frozen=True)
class Place:
    """A day, a room and hours; `seats`: how many the workshop has there, those of the room by default."""

    day: object
    room: object
    starts_at: datetime
    ends_at: datetime
    seats: int | None = None

    def overlaps(self, starts_at, ends_at):
        return self.starts_at < ends_at and starts_at < self.ends_at


@dataclass(frozen=True)
class Busy:
    """A placed workshop in the way: `who` leads both, or `people` have a seat in both. `hours`: in words."""

    title: str
    room: int
    starts_at: datetime
    ends_at: datetime
    hours: str
    who: tuple = ()
    people: int = 0


def check_free(place, busy, *, seated):
    """Raise ValidationError with every sentence that stands against the place."""
    if found := refusals(place, busy, seated=seated):
        raise ValidationError(found)


def check_seats_of_day(people):
    """Raise ValidationError where people have a seat in it on another day, and were not told that it is cancelled."""
    if people:
        raise ValidationError(
            ngettext(
                "%(people)s person has a seat in it on another day, and is registered for that one. Take it from its "
                "place and release the programme first: then it can stand on this day.",
                "%(people)s people have a seat in it on another day, and are registered for that one. Take it from its "
                "place and release the programme first: then it can stand on this day.",
                people,
            ),
            code="other_day",
            params={"people": people},
        )


def refusals(place, busy, *, seated):
    """Every sentence that stands against the place, as a list of ValidationErrors; empty where it is free.

    `busy`: the other placed workshops; `seated`: how many have a seat in this one.
    """
    near = [other for other in busy if place.overlaps(other.starts_at, other.ends_at)]
    return [*_of_day(place), *_of_room(place, near, seated), *_of_people(near)]


def _of_day(place):
    if place.day.edition_id != place.room.edition_id:
        yield ValidationError(_("The room belongs to another edition."), code="edition")
    if place.day.cancelled_at:
        yield ValidationError(_("This day is cancelled."), code="day_cancelled")
    if place.ends_at <= place.starts_at:
        yield ValidationError(_("It ends after it begins."), code="hours")
    elif place.starts_at < place.day.starts_at or place.ends_at > place.day.ends_at:
        yield ValidationError(
            _("It lies outside the hours of the day: %(hours)s, on the venue's clock."),
            code="outside",
            params={"hours": hours_said(place.day.starts_at, place.day.ends_at, place.day.edition.zone)},
        )


def _of_room(place, near, seated):
    room = place.room
    if place.seats is not None and place.seats > room.capacity:
        yield ValidationError(
            _("%(room)s holds %(holds)s people, and you give the workshop %(seats)s seats."),
            code="room_small",
            params={"room": room.name, "holds": room.capacity, "seats": place.seats},
        )
    seats = room.capacity if place.seats is None else place.seats
    if seated > seats:
        yield ValidationError(
            ngettext(
                "%(people)s person has a seat in it already; here it would have %(seats)s.",
                "%(people)s people have a seat in it already; here it would have %(seats)s.",
                seated,
            ),
            code="seated",
            params={"people": seated, "seats": seats},
        )
    for other in near:
        if other.room == room.pk:
            yield ValidationError(
                _("%(room)s is taken: “%(title)s”, %(hours)s."),
                code="room_taken",
                params={"room": room.name, "title": other.title, "hours": other.hours},
            )


def _of_people(near):
    for other in near:
        for name in other.who:
            yield ValidationError(
                _("%(name)s leads “%(title)s” at this time: %(hours)s."),
                code="lead_busy",
                params={"name": name, "title": other.title, "hours": other.hours},
            )
        if other.people:
            yield ValidationError(
                ngettext(
                    "%(people)s person with a seat here has one in “%(title)s” at this time, too: %(hours)s.",
                    "%(people)s people with a seat here have one in “%(title)s” at this time, too: %(hours)s.",
                    other.people,
                ),
                code="people_busy",
                params={"people": other.people, "title": other.title, "hours": other.hours},
            )


def free_places(days, rooms, busy, *, minutes, seats, seated, most):
    """The first `most` places that nothing stands against, by day, hour and room; rooms that hold more come later.

    A workshop begins when the day does, or as soon as another one ends: no gaps that nobody needs.
    """
    found, fitting = [], sorted(rooms, key=lambda room: (room.capacity, room.position, room.pk))
    for day in days:
        for starts_at in _beginnings(day, busy):
            for room in fitting:
                place = Place(day, room, starts_at, starts_at + timedelta(minutes=minutes), seats)
                if not refusals(place, busy, seated=seated):
                    found.append(place)
                if len(found) == most:
                    return found
    return found


def _beginnings(day, busy):
    """The day's beginning and every end of a workshop within it, on quarters of an hour, in their order."""
    ends = {other.ends_at for other in busy if day.starts_at < other.ends_at < day.ends_at}
    return sorted({day.starts_at, *(_next_quarter(moment) for moment in ends)})


def _next_quarter(moment):
    over = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return moment + (STEP - over if over else timedelta())
