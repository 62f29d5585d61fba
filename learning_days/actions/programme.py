"""Workshops: proposed by mentors, answered by organizers, placed in rooms and hours, cancelled."""

from django.db import transaction

from mentoring.models import Mentor
from people.models import Person

from ..models import Day, Workshop, WorkshopLead
from ..placing import busy_around, seated_in
from ..released import CONFIRMED, newest
from ..rules import programme as rules
from ..rules.places import Place, check_free, check_seats_of_day
from .lost_races import told_in_words
from .programme_notices import tell_leads
from .seats import give_seats
from .workshop_leads import ask_to_lead

WHERE = ["day", "room", "starts_at", "ends_at", "capacity"]


@transaction.atomic
def propose(*, edition, person, now, skills=(), others=(), **fields):
    """Keep a mentor's proposal, led by the mentor; `others` are asked to lead it, too.

    The same title proposed twice by one person is one proposal: the one that stands is answered.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # one form in two windows, one proposal
    own = Workshop.objects.filter(edition=edition, proposed_by=person, state=Workshop.State.PROPOSED)
    standing = own.filter(title=fields["title"]).first()
    if standing is not None:
        return standing
    is_mentor = Mentor.objects.active().filter(person=person).exists()
    rules.check_can_propose(is_mentor=is_mentor, is_over=is_over(edition, now), waiting=own.count())
    workshop = Workshop(edition=edition, proposed_by=person, proposed_at=now, **fields)
    _write(workshop, actor=person)
    workshop.skills.set(skills)
    WorkshopLead.objects.create(workshop=workshop, person=person, agreed_at=now)
    for other in others:
        ask_to_lead(workshop=workshop, person=other)
    return workshop


@transaction.atomic
def change(*, workshop, person, now, skills=None, others=(), **fields):
    """Change the text of a proposal, or of an accepted workshop: readers see it with the next release."""
    workshop = held(workshop)
    rules.check_not_over(is_over=is_over(workshop.edition, now))
    rules.check_can_change(workshop, minutes=fields.get("minutes"))
    for name, value in fields.items():
        setattr(workshop, name, value)
    _write(workshop, actor=person)
    if skills is not None:
        workshop.skills.set(skills)
    for other in others:
        ask_to_lead(workshop=workshop, person=other)
    return workshop


@transaction.atomic
def accept(*, workshop, actor, now):
    """Take a workshop into the edition; who leads it is told. It has no place yet."""
    workshop = held(workshop)
    rules.check_can_accept(workshop)
    _turn(workshop, actor, Workshop.State.ACCEPTED, "")
    tell_leads(workshop, "workshop_accepted", actor=actor, now=now)
    return workshop


@transaction.atomic
def decline(*, workshop, reason, actor, now):
    """Leave a proposal out; who leads it is told why."""
    workshop = held(workshop)
    rules.check_can_decline(workshop)
    _turn(workshop, actor, Workshop.State.DECLINED, reason)
    tell_leads(workshop, "workshop_declined", actor=actor, now=now)
    return workshop


@transaction.atomic
def cancel(*, workshop, reason, actor, now):
    """It does not take place: the room is free. Those who lead it and sit in it are told with the next release.

    What no reader has seen needs no release: who leads it is told at once.
    """
    day = _held_days(workshop).get(workshop.day_id)
    workshop = held(workshop)
    rules.check_can_cancel(workshop)
    _turn(workshop, actor, Workshop.State.CANCELLED, reason)
    _give_on(day, now)
    if not is_released(workshop):
        tell_leads(workshop, "workshop_declined", actor=actor, now=now)
    return workshop


def place(*, workshop, day, room, starts_at, ends_at, capacity, actor, now):
    """Give a workshop its room and hours, or raise ValidationError with every sentence that stands against them."""
    with told_in_words():
        return _place(workshop, Place(day, room, starts_at, ends_at, capacity), actor, now)


@transaction.atomic
def _place(workshop, asked, actor, now):
    days = _held_days(workshop, asked.day.pk)
    workshop, day, before = held(workshop), days[asked.day.pk], days.get(workshop.day_id)
    asked = Place(day, asked.room, asked.starts_at, asked.ends_at, asked.seats)
    rules.check_can_place(workshop)
    _let_go_of_other_days(workshop, day, now)
    check_free(asked, busy_around(workshop), seated=seated_in(workshop))
    workshop.day, workshop.room, workshop.capacity = day, asked.room, asked.seats
    workshop.starts_at, workshop.ends_at = asked.starts_at, asked.ends_at
    _write(workshop, actor=actor, names=WHERE)
    _give_on(day, now)
    if before is not None and before != day:
        _give_on(before, now)
    return workshop


def _let_go_of_other_days(workshop, day, now):
    """Seats belong to one day: those of another one are over once their people read that it is cancelled there."""
    elsewhere = workshop.seats.standing().exclude(registration__day=day)
    check_seats_of_day(elsewhere.count() if is_released(workshop) else 0)
    elsewhere.update(left_at=now)


@transaction.atomic
def unplace(*, workshop, actor, now):
    """Take a workshop from its room and hours; it stays accepted."""
    day = _held_days(workshop).get(workshop.day_id)
    workshop = held(workshop)
    rules.check_can_unplace(workshop)
    workshop.day = workshop.room = workshop.starts_at = workshop.ends_at = None
    _write(workshop, actor=actor, names=WHERE)
    _give_on(day, now)
    return workshop


def _held_days(workshop, *more):
    """{key: day} of the day that a workshop stands on, and of more; who places there at the same time waits."""
    workshop.day_id = Workshop.objects.values_list("day", flat=True).get(pk=workshop.pk)
    days = Day.objects.select_for_update(no_key=True, of=["self"]).select_related("edition").order_by("pk")
    return {day.pk: day for day in days.filter(pk__in={workshop.day_id, *more} - {None})}


def _give_on(day, now):
    """Who waits for a seat gets one where there are more, or where nothing stands in the way any more."""
    if day is not None:
        give_seats(day=day, now=now)


def held(workshop):
    """The workshop as it stands now, its row locked."""
    rows = Workshop.objects.select_for_update(no_key=True, of=["self"]).select_related("edition")
    return rows.get(pk=workshop.pk)


def is_over(edition, now):
    """Whether its last day has ended; an edition without days is to come."""
    days = edition.days.standing()
    return days.exists() and not days.to_come(now).exists()


def is_released(workshop):
    """Whether readers see it in the programme, as one that takes place."""
    release = newest(workshop.edition)
    rows = release.content["workshops"] if release else []
    return any(row["id"] == workshop.pk and row["status"] == CONFIRMED for row in rows)


def _turn(workshop, actor, state, reason):
    workshop.state, workshop.state_reason = state, reason
    workshop._change_reason = reason[:100]
    _write(workshop, actor=actor, names=["state", "state_reason"])


def _write(workshop, *, actor, names=None):
    """Save it with its trace, all of it or the named columns."""
    workshop._history_user = actor
    workshop.full_clean(validate_constraints=names is None)
    workshop.save(update_fields=names)
