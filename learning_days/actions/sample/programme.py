"""The programmes of the sample: proposed, answered, placed and released as on every site."""

from datetime import timedelta

from mentoring.models import Mentor

from ...models import Room, Workshop
from ..programme import accept, cancel, decline, place, propose
from ..releases import release
from ..workshop_leads import agree
from .source import at_venue, read

ANSWERED_AFTER = 2  # days
SAID = ("title", "minutes")
NO_ANSWER = "proposed"


def load_programme(names, edition, row, organizer):
    """Rooms, workshops and the first release."""
    rooms = Room.objects.bulk_create(
        Room(edition=edition, position=position, **room) for position, room in enumerate(row["rooms"])
    )
    rooms = {room.name: room for room in rooms}
    days = list(edition.days.select_related("edition").order_by("date"))
    for one in read("workshops")["workshops"]:
        workshop = proposed_as(names, edition, one) if one["edition"] == edition.slug else None
        if workshop is None:
            continue
        names.workshops[one["key"]] = workshop
        _answer(names, workshop, one, organizer)
        if "place" in one:
            _place(workshop, one["place"], days, rooms, organizer, names.at(row["released"], minutes=-60))
    release(edition=edition, actor=organizer, note="", now=names.at(row["released"]))


def proposed_as(names, edition, row):
    """A mentor proposes it, and those who are asked agree; None where the mentor is no more, or no mentor any more."""
    person, now = names.people.get(row["by"]), names.at(row["day"])
    is_mentor = Mentor.objects.active().filter(person=person).exists()
    if not is_mentor or not any(names.origin(row).values()):
        return None
    workshop = propose(
        edition=edition,
        person=person,
        now=now,
        skills=names.skills_of(row),
        others=names.present(row.get("also", ())),
        summary=row["summary"],
        language=names.languages[row["lang"]],
        is_demonstration=True,
        **names.origin(row),
        **{name: row[name] for name in SAID},
    )
    for other in names.present(row.get("also", ())):
        agree(workshop=workshop, person=other, now=names.at(row["day"] + 1))
    return workshop


def _answer(names, workshop, row, organizer):
    now, state = names.at(row["day"] + ANSWERED_AFTER), row.get("state", "accepted")
    if state == "declined":
        decline(workshop=workshop, reason=row["reason"], actor=organizer, now=now)
    elif state != NO_ANSWER:
        accept(workshop=workshop, actor=organizer, now=now)


def _place(workshop, row, days, rooms, organizer, now):
    day = days[row["on"] - 1]
    begins = at_venue(day, row["begins"])
    place(
        workshop=workshop,
        day=day,
        room=rooms[row["room"]],
        starts_at=begins,
        ends_at=begins + timedelta(minutes=workshop.minutes),
        capacity=row.get("seats"),
        actor=organizer,
        now=now,
    )


def change_programme(names, edition, row, organizer):
    """A workshop is cancelled, another one moves, and the programme is released once more."""
    now = names.at(row["day"])
    cancelled, moved = (names.workshops.get(row[name]["workshop"]) for name in ("cancel", "move"))
    if cancelled:
        cancel(workshop=cancelled, reason=row["cancel"]["reason"], actor=organizer, now=now)
    if moved:
        moved, later = Workshop.objects.get(pk=moved.pk), timedelta(minutes=row["move"]["minutes"])
        hours = {"starts_at": moved.starts_at + later, "ends_at": moved.ends_at + later}
        where = {"day": moved.day, "room": moved.room, "capacity": moved.capacity}
        place(workshop=moved, **where, **hours, actor=organizer, now=now)
    if cancelled or moved:
        release(edition=edition, actor=organizer, note=row["note"], now=now)
