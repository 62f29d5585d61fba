"""What stands in the way of a workshop's place: the other workshops, their leads and their people, from few queries."""

from django.db.models import Count, Q

from .models import Workshop, WorkshopSeat
from .rules.places import Busy, free_places
from .venue_hours import hours_said

SUGGESTED = 8


def busy_around(workshop):
    """The placed workshops of the edition, and those that its leads lead elsewhere, as values."""
    leads = {lead.person_id for lead in workshop.leads.all() if lead.person_id}
    sitting = WorkshopSeat.objects.seated().filter(workshop=workshop).values("registration")
    both = Q(seats__left_at__isnull=True, seats__seated_at__isnull=False, seats__registration__in=sitting)
    led = Workshop.objects.filter(leads__person__in=leads).values("pk")
    others = Workshop.objects.placed().exclude(pk=workshop.pk).filter(Q(edition=workshop.edition_id) | Q(pk__in=led))
    others = others.annotate(people=Count("seats", filter=both)).select_related("edition")
    return [_busy(other, leads) for other in others.prefetch_related("leads__person").order_by("starts_at", "pk")]


def _busy(other, leads):
    who = sorted(str(lead.person) for lead in other.leads.all() if lead.person_id in leads)
    hours = hours_said(other.starts_at, other.ends_at, other.edition.zone)
    people = other.people
    return Busy(other.title, other.room_id, other.starts_at, other.ends_at, hours, tuple(who), people)


def seated_in(workshop):
    """How many have a seat in it."""
    return WorkshopSeat.objects.seated().filter(workshop=workshop).count()


def suggestions(workshop):
    """Free places for a workshop, the first of each day before more of any."""
    edition, busy, seated = workshop.edition, busy_around(workshop), seated_in(workshop)
    rooms = list(edition.rooms.all())
    days = list(edition.days.standing().select_related("edition").order_by("starts_at", "pk"))
    found = [
        free_places([day], rooms, busy, minutes=workshop.minutes, seats=None, seated=seated, most=SUGGESTED)
        for day in days
    ]
    share = max(SUGGESTED // max(len(days), 1), 2)
    return [place for places in found for place in places[:share]]
