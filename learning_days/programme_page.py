"""The programme as readers see it, in ready strings: for each day a grid of rooms and hours, and the same as a list."""

from itertools import groupby

from django.urls import reverse

from people.models import Language, Person

from .clocks import Clocks, weekday_and_date
from .released import workshops_of
from .workshop_seats import own_states, seats_of


def programme_of(edition, release, person, now):
    """What templates/learning_days/_programme.html shows of a release to a person, or to a reader.

    A constant number of queries: days, rooms, names of those who lead, languages, seats, and the person's own.
    """
    workshops = workshops_of(release)
    clocks = Clocks(edition.zone)
    names, seats, own = known_names(workshops), seats_of(workshops), own_states(workshops, person)
    rows = [
        workshop_row(item, edition, clocks, names)
        | {"is_full": item.starts_at > now and not seats[item.id].left, "mine": own.get(item.id, "")}
        for item in workshops
    ]
    titles = dict(edition.days.values_list("pk", "title"))
    rooms = list(edition.rooms.order_by("position", "pk").values_list("pk", flat=True))
    days = groupby(rows, key=lambda row: (row["date"], row["item"].day))
    return {
        "clocks": clocks,
        "has_own": clocks.differs([item.starts_at for item in workshops]),
        "days": [_day(date, titles.get(day, ""), list(held), clocks, rooms) for (date, day), held in days],
    }


def known_names(workshops):
    """({person's key: person}, {code: autonym}): of those who lead, and of the languages they are held in."""
    people = Person.objects.only("username", "display_name").in_bulk({key for item in workshops for key in item.leads})
    codes = {item.language for item in workshops}
    return people, dict(Language.objects.filter(code__in=codes).values_list("code", "autonym"))


def workshop_row(item, edition, clocks, names):
    """One workshop as it was released; who was erased has no name any more."""
    people, languages = names
    begins = clocks.venue(item.starts_at)
    return {
        "item": item,
        "url": reverse("learning_days:workshop", args=[edition.slug, item.id]),
        "date": begins.date(),
        "iso": begins.isoformat(),
        "when": clocks.hours(item.starts_at, item.ends_at),
        "own": clocks.own_hours(item.starts_at, item.ends_at),
        "leads": [people[key] for key in item.leads if key in people],
        "autonym": languages.get(item.language, item.language),
    }


def _day(date, title, rows, clocks, order):
    """A day: its list, in which the cancelled ones stay, and its grid."""
    standing = [row for row in rows if not row["item"].is_cancelled]
    rooms = rooms_of(standing, order)
    return {
        "anchor": f"day-{date.isoformat()}",
        "date": weekday_and_date(date),
        "title": title,
        "rows": rows,
        "rooms": rooms.values(),
        "lines": lines_of(standing, rooms, clocks),
    }


def rooms_of(rows, order):
    """{key: name as it was released} of the rooms in which something takes place, as the organizers put them."""
    rooms = {row["item"].room: row["item"].room_name for row in rows}
    places = {key: place for place, key in enumerate(order)}
    return dict(sorted(rooms.items(), key=lambda room: (places.get(room[0], len(places)), room[1])))


def lines_of(rows, rooms, clocks):
    """One line for each moment at which something begins or ends: its hours, and a cell for each room.

    A cell holds a row and how many lines it reaches over, or None for a room that is empty; a room in which a longer
    workshop goes on has no cell in that line.
    """
    moments = sorted({moment for row in rows for moment in (row["item"].starts_at, row["item"].ends_at)})
    number = {moment: place for place, moment in enumerate(moments)}
    begins = {(row["item"].room, row["item"].starts_at): row for row in rows}
    lines, until = [], dict.fromkeys(rooms, 0)
    for place, moment in enumerate(moments[:-1]):
        cells = []
        for room in (room for room in rooms if until[room] <= place):
            row = begins.get((room, moment))
            until[room] = number[row["item"].ends_at] if row else place + 1
            cells.append({"row": row, "span": until[room] - place})
        clock = {"iso": clocks.venue(moment).isoformat(), "hour": clocks.hour(moment), "own": clocks.own_hour(moment)}
        lines.append({**clock, "cells": cells})
    return lines
