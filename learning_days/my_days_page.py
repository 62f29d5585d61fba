"""What a person comes to at an edition: days, workshops with seats and waits, clashes, and what the person leads."""

from django.conf import settings
from django.urls import reverse

from .clocks import Clocks, weekday_and_date
from .edition_page import days_of
from .models import CalendarToken, Registration, WorkshopSeat
from .programme_page import known_names, workshop_row
from .released import newest, workshops_of
from .workshop_seats import with_places


def page_of(edition, person, now):
    """Everything that templates/learning_days/my_days.html reads; a constant number of queries."""
    release = newest(edition)
    rows = own_rows(edition, person, workshops_of(release))
    registrations = Registration.objects.standing().filter(person=person, day__edition=edition)
    states = {row.day_id: registration_state(row, now) for row in registrations}
    days = [
        {**row, "date": weekday_and_date(row["day"].date), **states.get(key, {}), "workshops": rows.get(key, [])}
        for key, row in ((row["day"].pk, row) for row in days_of(edition))
    ]
    token = CalendarToken.objects.filter(person=person).first()
    return {
        "edition": edition,
        "release": release,
        "days": [day for day in days if "state" in day or day["workshops"]],
        "clocks": Clocks(edition.zone),
        "address": token and settings.SITE_URL + reverse("learning_days:my_calendar", args=[token.token]),
        "now": now,
    }


def registration_state(row, now):
    """How a registration stands: seated, offered (a seat is held), or waiting."""
    is_offered = row.offered_at is not None and row.offer_expires_at > now
    return {"registration": row, "state": "seated" if row.seated_at else "offered" if is_offered else "waiting"}


def own_rows(edition, person, workshops):
    """{day's key: rows of the workshops in which the person sits, for which the person waits, or which they lead}"""
    seats = WorkshopSeat.objects.standing().filter(registration__person=person, registration__left_at__isnull=True)
    asked = {seat.workshop_id: seat for seat in with_places(seats.filter(workshop__edition=edition))}
    mine = [item for item in workshops if item.id in asked or person.pk in item.leads]
    clocks, names, rows = Clocks(edition.zone), known_names(mine), {}
    for item in mine:
        row = workshop_row(item, edition, clocks, names) | own_state(item, asked.get(item.id), person)
        rows.setdefault(item.day, []).append(row)
    for held in rows.values():
        for row in held:
            row["clash"] = clash_in(row, held)
    return rows


def own_state(item, seat, person):
    """lead, seat or wait, with the place in the line."""
    if person.pk in item.leads:
        return {"mine": "lead"}
    return {"mine": "seat"} if seat.seated_at else {"mine": "wait", "place": seat.place}


def clash_in(row, rows):
    """The first other workshop of the day, as it was released, in which the person is at the same time."""
    for other in rows:
        a, b = row["item"], other["item"]
        stands = not a.is_cancelled and not b.is_cancelled and other["mine"] != "wait"
        if stands and a.id != b.id and a.starts_at < b.ends_at and b.starts_at < a.ends_at:
            return b
    return None
