"""Who waits for a seat, and what people need: on the first page of the desk, of the organizers' own editions alone."""

from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.admin.waiting import part, parts_for

from ..models import Need, Registration
from .base import led


def what_waits(request):
    """A list of what the first page shows, each a dict as in consultations.admin.waiting."""
    return parts_for(request, {Registration: [_line_of_people], Need: [_needs]})


def _line_of_people(person):
    now = timezone.now()
    line = Registration.objects.standing().filter(seated_at=None, day__cancelled_at=None, day__starts_at__gt=now)
    return part(
        led(line, person).select_related("person", "day").order_by("day__starts_at", "pk"),
        lambda row: (row.pk, str(row.person), row.day.title, row.created_at),
        title=_("People who wait for a seat at Learning Days"),
        none=_("Nobody waits for a seat."),
        query="?state=waiting",
    )


def _needs(person):
    """Of days to come: whose they are, and never what they are."""
    now = timezone.now()
    rows = Need.objects.kept_at(now).filter(registration__day__ends_at__gt=now, registration__day__cancelled_at=None)
    return part(
        led(rows, person).select_related("registration__person", "registration__day").order_by("-changed_at", "pk"),
        lambda row: (row.pk, str(row.registration.person), row.registration.day.title, row.changed_at),
        title=_("What people need to come to Learning Days"),
        none=_("Nobody told a need for a day to come."),
    )
