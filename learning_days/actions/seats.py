"""Seats in workshops: taken, left, and given to those who wait. The row of the day orders all three.

One lock for all workshops of a day, because one seat that becomes free may let the same person into another workshop.
"""

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Coalesce

from ..clashes import busy_hours, clash_of
from ..models import Day, Registration, Workshop, WorkshopSeat
from ..released import newest, workshops_of
from ..rules import seats as rules
from ..workshop_seats import SEATED
from .seat_notices import tell_of_seats


@transaction.atomic
def take(*, registration, workshop, now):
    """Take a seat in a workshop, or the next place in its line; a second time answers the seat that stands.

    Raises ValidationError, also where the person is in another workshop at this time while a seat is free.
    """
    registration = hold(registration)
    seat = WorkshopSeat.objects.standing().filter(registration=registration, workshop=workshop).first()
    if seat:
        return seat
    workshop = Workshop.objects.select_related("edition").get(pk=workshop.pk)
    busy = busy_hours([registration.person_id], [registration.day_id]).get(registration.person_id, [])
    rules.check_can_take(
        item_of(workshop),
        registration,
        is_placed=is_placed(workshop, registration.day_id),
        leads_it=workshop.leads.filter(person=registration.person_id).exists(),
        now=now,
    )
    free = free_seats([workshop.pk])[workshop.pk]
    clash = clash_of(busy, workshop.pk, workshop.starts_at, workshop.ends_at)
    if free > 0 and clash:
        rules.check_no_clash(clash.title, leads=clash.leads)
    seat = WorkshopSeat.objects.create(registration=registration, workshop=workshop, created_at=now)
    if free > 0:
        _give(registration.day_id, now, but=seat)
        seat.refresh_from_db(fields=["seated_at"])
    return seat


@transaction.atomic
def leave(*, seat, now):
    """Leave a seat or a place in the line; whoever waits first and can come gets it. Raises ValidationError."""
    hold(seat.registration)
    seat = WorkshopSeat.objects.select_related("workshop__edition", "registration").get(pk=seat.pk)
    if seat.left_at:
        return seat
    rules.check_can_leave(item_of(seat.workshop), now)
    seat.left_at = now
    seat.save(update_fields=["left_at"])
    _give(seat.registration.day_id, now)
    return seat


@transaction.atomic
def leave_all(registration, now):
    """Leave every workshop of a registration that is being left; answers how many seats and places it had."""
    hold(registration)
    left = WorkshopSeat.objects.standing().filter(registration=registration).update(left_at=now)
    if left:
        _give(registration.day_id, now)
    return left


@transaction.atomic
def give_seats(*, day, now):
    """Give the free seats in workshops of a day to those who wait; answers the seats. Called where seats become more.

    It changes nothing where none is free.
    """
    Day.objects.select_for_update(no_key=True).get(pk=day.pk)
    return _give(day.pk, now)


def hold(registration):
    """Hold the day and the registration until the transaction ends; the registration as it stands then."""
    Day.objects.select_for_update(no_key=True).get(pk=registration.day_id)
    return Registration.objects.select_for_update(no_key=True, of=("self",)).get(pk=registration.pk)


def item_of(workshop):
    """The workshop as it was released, or None."""
    released = workshops_of(newest(workshop.edition))
    return next((item for item in released if item.id == workshop.pk), None)


def is_placed(workshop, day_id):
    return workshop.state == Workshop.State.ACCEPTED and workshop.day_id == day_id


def free_seats(workshops):
    """{key: seats left} of workshops that have a room; held in the order of their keys."""
    held = Workshop.objects.filter(pk__in=workshops).order_by("pk").select_for_update(no_key=True, of=("self",))
    counted = Workshop.objects.filter(pk__in=[workshop.pk for workshop in held], room__isnull=False)
    numbers = counted.annotate(there=Coalesce("capacity", "room__capacity"), taken=Count("seats", filter=SEATED))
    return {key: there - taken for key, there, taken in numbers.values_list("pk", "there", "taken")}


def _give(day_id, now, but=None):
    """As `give_seats`, of a day whose row is held. Who has a seat elsewhere at the time keeps the place in the line."""
    line = WorkshopSeat.objects.waiting().filter(
        workshop__day=day_id,
        workshop__state=Workshop.State.ACCEPTED,
        workshop__starts_at__gt=now,
        registration__left_at__isnull=True,
        registration__seated_at__isnull=False,
    )
    free = free_seats(set(line.order_by().values_list("workshop", flat=True)))
    open_ones = [key for key, seats in free.items() if seats > 0]
    waiting = list(line.filter(workshop__in=open_ones).select_related("registration", "workshop__edition"))
    given = _fitting(waiting, free, busy_hours({seat.registration.person_id for seat in waiting}, [day_id]))
    WorkshopSeat.objects.filter(pk__in=[seat.pk for seat in given]).update(seated_at=now)
    tell_of_seats([seat for seat in given if but is None or seat.pk != but.pk])
    return given


def _fitting(waiting, free, busy):
    """Those who get a seat: first come first, as many as are free in each workshop, and who is free at the time."""
    given, taken = [], {}
    for seat in waiting:
        person, hours = seat.registration.person_id, (seat.workshop.starts_at, seat.workshop.ends_at)
        is_busy = clash_of(busy.get(person, []), seat.workshop_id, *hours)
        overlaps = any(hours[0] < ends and starts < hours[1] for starts, ends in taken.get(person, []))
        if free[seat.workshop_id] > 0 and not is_busy and not overlaps:
            free[seat.workshop_id] -= 1
            taken.setdefault(person, []).append(hours)
            given.append(seat)
    return given
