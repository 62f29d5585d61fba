"""What the desk of Learning Days shows to whom: what belongs to an edition, to those who organize it.

`class RoomAdmin(Scoped, OrganizerAdmin)`, the mixin first, as in academy/admin/base.py.
"""

from academy.admin.base import SCOPES, Scoped, led

from .. import models

# How a row finds its edition.
PATHS = {
    models.Edition: "pk",
    models.Day: "edition",
    models.Room: "edition",
    models.Figure: "edition",
    models.Workshop: "edition",
    models.WorkshopLead: "workshop__edition",
    models.Release: "edition",
    models.Registration: "day__edition",
    models.Need: "registration__day__edition",
    models.WorkshopSeat: "workshop__edition",
    models.Attendance: "registration__day__edition",
    models.Feedback: "registration__day__edition",
    models.ReminderRule: "edition",
    models.ReminderText: "rule__edition",
    models.Pledge: "edition",
}


def within_editions(queryset, person):
    """The rows that belong to an edition which this person organizes."""
    if person.is_superuser and person.is_active:
        return queryset
    return queryset.filter(**{f"{PATHS[queryset.model]}__in": models.Edition.objects.led_by(person).values("pk")})


SCOPES |= dict.fromkeys(PATHS, within_editions)
__all__ = ["PATHS", "Scoped", "led"]
