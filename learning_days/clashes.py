"""What stands in the way of a seat: other workshops at the same hours, on a seat or as one who leads.

The hours are those that the database keeps beside seats and leads, and by which it refuses two at once.
"""

from typing import NamedTuple

from .models import WorkshopLead, WorkshopSeat


class Busy(NamedTuple):
    """A workshop in which a person is, with its hours."""

    workshop_id: int
    title: str
    during: object
    leads: bool


def busy_hours(people, days):
    """{person's key: [Busy]} on these days, in two queries."""
    found = {}
    seats = WorkshopSeat.objects.seated().filter(registration__person__in=people, workshop__day__in=days)
    leads = WorkshopLead.objects.filter(person__in=people, workshop__day__in=days)
    columns = ["workshop", "workshop__title", "during"]
    for is_lead, person, rows in ((False, "registration__person", seats), (True, "person", leads)):
        for key, *values in rows.filter(during__isnull=False).order_by("pk").values_list(person, *columns):
            found.setdefault(key, []).append(Busy(*values, is_lead))
    return found


def clash_of(busy, workshop_id, starts_at, ends_at):
    """The first of these that another workshop at these hours meets, or None."""
    for entry in busy:
        meets = entry.during.lower < ends_at and starts_at < entry.during.upper
        if meets and entry.workshop_id != workshop_id:
            return entry
    return None
