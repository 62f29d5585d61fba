"""How the days of an edition stand for a reader, as the page of registration says it."""

from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import formats, timezone

from mentoring.models import Mentor

from .edition_page import day_row
from .models import Day, Registration
from .rules.registrations import check_can_register, for_experienced

OWN = ("seated", "offered", "waiting")  # states of somebody who is registered


def rows_of(edition, person, now):
    """Each day of an edition: what `day_row` answers, its seats, and how this person stands.

    `state`: seated, offered (until `deadline`), waiting (at `place`), else open (the next who comes gets a seat), full
    (who comes waits) or shut, with the sentence in `refusal`; `left`: seats left, None where they are not counted.
    """
    days = list(edition.days.with_line().order_by("date", "pk"))
    for day in days:
        day.edition = edition
    own = standing_of(edition, person, now)
    experienced = is_experienced(days, person)
    return [day_row(day, edition.zone) | _seats(day) | _state(day, own.get(day.pk), experienced, now) for day in days]


def standing_of(edition, person, now):
    """{day's key: the person's registration, with its `place` in the line}; a lapsed offer is none any more."""
    if not person.is_authenticated:
        return {}
    rows = Registration.objects.standing().filter(day__edition=edition, person=person).in_line()
    lapsed = Registration.objects.lapsed_at(now).filter(person=person).values("pk")
    return {row.day_id: row for row in rows.exclude(pk__in=lapsed)}


def is_experienced(days, person):
    """Whether days for experienced mentors are for this person; to somebody who is not signed in nothing is refused."""
    if not any(day.audience == Day.Audience.EXPERIENCED for day in days) or not person.is_authenticated:
        return True
    return Mentor.objects.experienced().filter(person=person).exists()


def _seats(day):
    left = None if day.capacity is None else 0 if day.waiting else max(day.capacity - day.held, 0)
    return {"left": left, "waiting": day.waiting}


def _state(day, own, experienced, now):
    """How the person stands; whoever is registered sees that, and else whether one may register."""
    can_leave = day.ends_at > now and not day.cancelled_at
    if own is not None:
        return {"registration": own, "state": state_of(own), "place": own.place, "can_leave": can_leave, **held(own)}
    try:
        check_can_register(day, is_experienced=experienced, now=now)
    except ValidationError as refusal:
        return {"state": "shut", "refusal": refusal.messages[0], "code": refusal.code}
    full = bool(day.waiting) or (day.capacity is not None and day.held >= day.capacity)
    return {"state": "full" if full else "open"}


def state_of(registration):
    """How somebody stands whose offer, if there is one, has not lapsed."""
    return "seated" if registration.seated_at else "offered" if registration.offered_at else "waiting"


def held(registration):
    """Until when a seat is held, on the reader's clock; empty where none is."""
    until = registration.offer_expires_at
    return {"deadline": formats.date_format(timezone.localtime(until), "DATETIME_FORMAT") if until else ""}


def day_of(registration):
    """The day of a registration, as `day_row` answers it; `when` is its date."""
    row = day_row(registration.day, registration.day.edition.zone)
    return row | {"when": row["date"]}


def is_open(rows):
    """Whether there is a day to register for."""
    return any(row["state"] in ("open", "full") for row in rows)


def own_rows(rows):
    return [row for row in rows if row["state"] in OWN]


def rules_said(edition, rows):
    """How seats are given: the hours to answer an offer; the days for experienced mentors, and their rule."""
    days = [row["day"] for row in rows if row["day"].audience == Day.Audience.EXPERIENCED]
    return {"offer_hours": edition.offer_hours, "for_experienced": days, "experienced": for_experienced()}


def window_said(edition, now):
    """When registration opens or closes, on the reader's clock and on the venue's: {state, own, venue}."""
    opens, closes = edition.registration_opens_at, edition.registration_closes_at
    state, moment = ("coming", opens) if now < opens else ("open", closes) if now < closes else ("closed", closes)
    own, venue = (
        formats.date_format(timezone.localtime(moment, zone), "DATETIME_FORMAT")
        for zone in (None, ZoneInfo(edition.zone))
    )
    return {"state": state, "own": own, "venue": "" if venue == own else venue}


def step_of(edition, person, now):
    """What one does next at an edition: answer an offer, see the own days, or register; None where all is over.

    {window, own: [{day, state, place}], offered: the first of them with `deadline`, or None}
    """
    if edition.registration_opens_at is None or not (edition.over_at and edition.over_at > now):
        return None
    days = {day.pk: day for day in edition.days.all()} if person.is_authenticated else {}
    own = [
        {"day": days[row.day_id], "registration": row, "state": state_of(row), "place": row.place, **held(row)}
        for row in standing_of(edition, person, now).values()
        if days[row.day_id].cancelled_at is None
    ]
    own.sort(key=lambda row: row["day"].starts_at)
    offered = next((row for row in own if row["state"] == "offered"), None)
    return {"window": window_said(edition, now), "own": own, "offered": offered}
