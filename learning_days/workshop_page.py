"""What the page of a workshop shows: what one takes home, where it comes from, and how the reader stands in it."""

from django.core.exceptions import ValidationError

from academy.models import Course
from academy.sources import source_of

from .clashes import busy_hours, clash_of
from .clocks import Clocks
from .models import Registration, Room, Workshop, WorkshopSeat
from .programme_page import known_names, workshop_row
from .rules import seats as rules
from .workshop_seats import seats_of, with_places


def page_of(edition, release, item, person, now):
    """Everything that templates/learning_days/workshop.html reads; `item`: the workshop as it was released."""
    clocks = Clocks(edition.zone)
    return {
        "edition": edition,
        "release": release,
        "row": workshop_row(item, edition, clocks, known_names([item])),
        "date": clocks.date(item.starts_at),
        "clocks": clocks,
        "room": Room.objects.filter(pk=item.room).first(),
        "source": grew_from(item, now),
        "seat": seat_of(item, person, now),
        "is_over": item.ends_at <= now and not item.is_cancelled,
    }


def grew_from(item, now):
    """The finding, the idea and the course that it grew from, as far as everybody may read them."""
    rows = Workshop(finding_id=item.finding, idea_id=item.idea)
    courses = Course.objects.published_at(now).select_related("language")
    return source_of(rows, now) | {"course": courses.filter(pk=item.course).first()}


def seat_of(item, person, now):
    """What templates/learning_days/_seat.html shows of a released workshop to a person, or to a reader.

    `state`: leads, seated, waiting, open, full (who comes waits), clash, register (for the day first) or shut, with
    the sentence in `refusal`; `left` and `waiting`: seats left and people who wait; `clash`: what stands in the way.
    """
    workshop = Workshop.objects.get(pk=item.id)
    seats = seats_of([item])[item.id]
    shown = {"left": seats.left, "waiting": seats.waiting, "item": item, "clash": None}
    if not person.is_authenticated:
        return shown | _without_own(item, workshop, seats, now)
    registration = Registration.objects.standing().filter(person=person, day=item.day).first()
    own = with_places(WorkshopSeat.objects.standing()).filter(registration=registration, workshop=item.id).first()
    busy = busy_hours([person.pk], [item.day]).get(person.pk, [])
    clash = clash_of(busy, item.id, item.starts_at, item.ends_at)
    shown |= {"clash": clash, "registration": registration}
    if own and not item.is_cancelled:
        return shown | {"state": "seated" if own.seated_at else "waiting", "place": own.place}
    leads = any(entry.leads and entry.workshop_id == item.id for entry in busy) or person.pk in item.leads
    return shown | _to_take(item, workshop, seats, registration, clash, leads, now)


def _to_take(item, workshop, seats, registration, clash, leads, now):
    """What one who has no seat in it may do."""
    is_placed = workshop.state == Workshop.State.ACCEPTED and workshop.day_id == item.day
    try:
        rules.check_can_take(item, registration, is_placed=is_placed, leads_it=leads, now=now)
        if seats.left and clash:
            rules.check_no_clash(clash.title, leads=clash.leads)
    except ValidationError as refusal:
        state = {"leads": "leads", "day": "register", "clash": "clash"}.get(refusal.code, "shut")
        return {"state": state, "refusal": refusal.messages[0]}
    return {"state": "open" if seats.left else "full"}


def _without_own(item, workshop, seats, now):
    """What a reader sees who is not signed in."""
    is_placed = workshop.state == Workshop.State.ACCEPTED and workshop.day_id == item.day
    try:
        rules.check_takes_place(item, is_placed=is_placed, now=now)
    except ValidationError as refusal:
        return {"state": "shut", "refusal": refusal.messages[0]}
    return {"state": "open" if seats.left else "full"}
