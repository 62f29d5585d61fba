"""Registering for a day, leaving it, and offering free seats to those who wait. The day's row orders all of it."""

from django.db import transaction
from django.db.models import F

from mentoring.models import Mentor

from ..models import Attendance, Day, Need, Registration
from ..rules import registrations as rules
from .registration_notices import tell_of_lapsed, tell_of_offers, tell_of_registration, tell_of_taking_out
from .seats import leave_all


def held(day_id):
    """The day with its edition, its row held until the end of the transaction."""
    days = Day.objects.select_for_update(no_key=True, of=("self",)).select_related("edition")
    return days.get(pk=day_id)


@transaction.atomic
def register(*, day, person, now, is_staff=False):
    """Take a seat of a day, or the next place on its waiting list; a second time answers the first registration.

    Organizers register staff, who take no seat, at any time before the day is over. Raises ValidationError.
    """
    day = held(day.pk)
    standing = Registration.objects.standing().filter(day=day, person=person).first()
    if standing is not None and standing.offer_expires_at and standing.offer_expires_at <= now:
        offer_free_seats(day, now)  # the offer that lapsed goes on; its person begins anew, at the end of the line
        standing = None
    if standing is not None:
        return mark_staff(registration=standing, is_staff=True, now=now) if is_staff else standing
    if is_staff:
        rules.check_takes_place(day, now)
    else:
        rules.check_can_register(day, is_experienced=is_experienced(day, person), now=now)
    seated_at = now if is_staff or has_seat_for_next(day) else None
    made = Registration.objects.create(day=day, person=person, created_at=now, seated_at=seated_at, is_staff=is_staff)
    _copy_need(made)
    tell_of_registration(made)
    return made


@transaction.atomic
def register_for(*, days, person, now):
    """Register for several days of an edition, for all of them or for none; always held in one order."""
    return [register(day=day, person=person, now=now) for day in sorted(days, key=lambda day: day.pk)]


def is_experienced(day, person):
    """Whether the person may come to a day of experienced mentors; not asked where the day is for everyone."""
    if day.audience != Day.Audience.EXPERIENCED:
        return False
    return Mentor.objects.experienced().filter(person=person).exists()


def has_seat_for_next(day):
    """Whether the next who comes gets a seat: nobody waits, and one is free."""
    free = free_seats(day)
    return (free is None or free > 0) and not Registration.objects.waiting().filter(day=day).exists()


def free_seats(day):
    """Seats of a held day that nobody has and none is held for; None where seats are not counted."""
    return None if day.capacity is None else day.capacity - Registration.objects.holding().filter(day=day).count()


def _copy_need(registration):
    """What the person told of needs for another day of the edition holds for this one too."""
    told = Need.objects.filter(
        registration__person=registration.person_id,
        registration__day__edition=registration.day.edition_id,
        registration__left_at__isnull=True,
    )
    need = told.order_by("-changed_at", "pk").first()
    if need is not None:
        Need.objects.create(
            registration=registration, travel=need.travel, access=need.access, changed_at=need.changed_at
        )


@transaction.atomic
def leave(*, registration, now):
    """Leave a day, with its workshops and what was told of needs; the seat is offered on. Raises ValidationError."""
    registration = held_registration(registration)
    if registration.left_at is None:
        attended = Attendance.objects.filter(registration=registration).exists()
        rules.check_can_leave(registration, has_attended=attended, now=now)
        end([registration], now)
        offer_free_seats(registration.day, now)
    return registration


def held_registration(registration):
    """The registration as it stands now, its day's row held."""
    day = held(registration.day_id)
    registration = Registration.objects.select_for_update(no_key=True, of=("self",)).get(pk=registration.pk)
    registration.day = day
    return registration


def end(registrations, now):
    """These people come no more: not to the workshops of the day either."""
    keys = [row.pk for row in registrations]
    for row in registrations:
        row.left_at = now
    Registration.objects.filter(pk__in=keys).update(left_at=now)
    Need.objects.filter(registration__in=keys).delete()
    for row in registrations:
        if row.seated_at:
            leave_all(row, now)


@transaction.atomic
def answer(*, registration, accept, now):
    """Take the seat that is held, or give it back to the next who waits. Raises ValidationError when it is too late."""
    registration = held_registration(registration)
    if _is_answered(registration, accept):
        return registration
    rules.check_can_answer(registration, now)
    if accept:
        return seat(registration, now)
    end([registration], now)
    offer_free_seats(registration.day, now)
    return registration


def _is_answered(registration, accept):
    """Whether this very answer was given before: a form that was sent twice is one thing."""
    if accept:
        return bool(registration.seated_at and not registration.left_at)
    return bool(
        registration.offered_at and registration.left_at and registration.left_at < registration.offer_expires_at
    )


def seat(registration, now):
    """Write the seat, and tell the person."""
    registration.seated_at, registration.offered_at, registration.offer_expires_at = now, None, None
    registration.save(update_fields=["seated_at", "offered_at", "offer_expires_at"])
    tell_of_registration(registration)
    return registration


@transaction.atomic
def give_seat(*, registration, now):
    """An organizer gives a free seat to somebody who waits, past the line. Raises ValidationError."""
    registration = held_registration(registration)
    if registration.seated_at or registration.left_at:
        return registration
    rules.check_takes_place(registration.day, now)
    if registration.offered_at is None and not registration.is_staff:
        rules.check_can_seat(free_seats(registration.day))
    return seat(registration, now)


@transaction.atomic
def take_out(*, registration, reason, now):
    """An organizer takes somebody out of a day, for a reason that the person reads. Raises ValidationError."""
    registration = held_registration(registration)
    if registration.left_at is None:
        attended = Attendance.objects.filter(registration=registration).exists()
        rules.check_can_leave(registration, has_attended=attended, now=now)
        end([registration], now)
        tell_of_taking_out(registration, reason)
        offer_free_seats(registration.day, now)
    return registration


@transaction.atomic
def mark_staff(*, registration, is_staff, now):
    """Somebody comes as staff, who take no seat; or comes as everybody, on a free seat. Raises ValidationError."""
    registration = held_registration(registration)
    if registration.left_at or registration.is_staff == is_staff:
        return registration
    rules.check_takes_place(registration.day, now)
    if not is_staff:
        rules.check_can_seat(free_seats(registration.day))
    registration.is_staff = is_staff
    registration.save(update_fields=["is_staff"])
    if registration.seated_at is None:
        seat(registration, now)
    if is_staff:
        offer_free_seats(registration.day, now)
    return registration


@transaction.atomic
def offer_seats(*, day, now):
    """Give on what lapsed, and offer the free seats to those who wait, the first first; answers who got an offer.

    To be called whenever seats become free or more: it changes nothing where none is.
    """
    return offer_free_seats(held(day.pk), now)


def offer_free_seats(day, now):
    """As `offer_seats`, of a day whose row is held."""
    end_lapsed(day, now)
    expires_at = rules.offer_ends(day, now)
    if day.cancelled_at or expires_at is None:
        return []
    free = free_seats(day)
    line = Registration.objects.waiting().filter(day=day, person__is_active=True)
    offered = list(line if free is None else line[: max(free, 0)])
    for row in offered:
        row.offered_at, row.offer_expires_at = now, expires_at
    keys = [row.pk for row in offered]
    Registration.objects.filter(pk__in=keys).update(offered_at=now, offer_expires_at=expires_at)
    tell_of_offers(offered)
    return offered


def end_lapsed(day, now):
    """Those who did not answer in time come no more, and are told."""
    lapsed = list(Registration.objects.lapsed_at(now).filter(day=day).order_by("pk"))
    end(lapsed, now)
    tell_of_lapsed(lapsed)


def pass_lapsed_on(now):
    """Every minute: give on what lapsed, and offer seats that are free while people wait; answers how many offers."""
    lapsed = Registration.objects.lapsed_at(now).values("day")
    lines = Day.objects.standing().filter(starts_at__gt=now).with_line().filter(waiting__gt=0)
    free = lines.exclude(held__gte=F("capacity"))
    days = {*lapsed.values_list("day", flat=True), *free.values_list("pk", flat=True)}
    return sum(len(offer_seats(day=Day(pk=pk), now=now)) for pk in sorted(days))
