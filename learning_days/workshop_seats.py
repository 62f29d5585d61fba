"""How many seats workshops have left, and how a person stands in them, for many workshops at once."""

from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from .models import Workshop, WorkshopSeat

SEATED = Q(seats__left_at__isnull=True, seats__seated_at__isnull=False)
WAITING = Q(seats__left_at__isnull=True, seats__seated_at__isnull=True)


class Seats(NamedTuple):
    """The seats of a workshop: how many are left, and how many people wait for one."""

    left: int
    waiting: int


def seats_of(workshops):
    """{key: Seats} of released workshops, in one query; a seat that others wait for is not left."""
    rows = Workshop.objects.filter(pk__in=[item.id for item in workshops]).annotate(
        seats_there=Coalesce("capacity", "room__capacity"),
        seated=Count("seats", filter=SEATED),
        waiting=Count("seats", filter=WAITING),
    )
    found = {row[0]: row[1:] for row in rows.values_list("pk", "seats_there", "seated", "waiting")}
    return {item.id: _seats(item, *found.get(item.id, (None, 0, 0))) for item in workshops}


def _seats(item, there, seated, waiting):
    """`there` None: it is being placed anew; what was released holds until then."""
    left = max((item.capacity if there is None else there) - seated, 0)
    return Seats(left, waiting)


def own_states(workshops, person):
    """{key: lead, seat or wait} of the workshops that a person leads or asked for; of nobody who is not signed in."""
    if not person.is_authenticated:
        return {}
    seats = WorkshopSeat.objects.standing().filter(registration__person=person, registration__left_at__isnull=True)
    states = {
        key: "seat" if seated_at else "wait"
        for key, seated_at in seats.filter(workshop__in=[item.id for item in workshops]).values_list(
            "workshop", "seated_at"
        )
    }
    return states | {item.id: "lead" for item in workshops if person.pk in item.leads}


def with_places(seats):
    """Rows of seats with `place`: how many wait for the workshop up to this one."""
    before = WorkshopSeat.objects.waiting().filter(workshop=OuterRef("workshop"), pk__lte=OuterRef("pk"))
    number = before.order_by().values("workshop").annotate(all=Count("pk")).values("all")
    return seats.annotate(place=Coalesce(Subquery(number), 0))
