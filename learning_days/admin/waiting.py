"""What waits for the organizers of Learning Days, on the first page of the desk: of their own editions alone."""

from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.admin.waiting import part, parts_for

from ..models import Workshop
from .base import led


def what_waits(request):
    """A list of what the first page shows, each a dict as in consultations.admin.waiting."""
    parts = {Workshop: [_proposals, _unplaced]}
    return parts_for(request, parts)


def proposals(request):
    """The number beside "Workshops" in the sidebar, or nothing."""
    return led(Workshop.objects.filter(state=Workshop.State.PROPOSED), request.user).count() or ""


def _line(workshop):
    return workshop.pk, workshop.title, workshop.edition.title, workshop.proposed_at


def _proposals(person):
    rows = led(Workshop.objects.filter(state=Workshop.State.PROPOSED), person).select_related("edition")
    return part(
        rows.order_by("proposed_at", "pk"),
        _line,
        title=_("Workshops that mentors propose"),
        none=_("No proposal waits."),
        query="?state=proposed",
    )


def _unplaced(person):
    """Accepted ones of editions to come that have no place, or nobody who leads them."""
    rows = led(Workshop.objects.to_complete(timezone.now()), person)
    return part(
        rows.select_related("edition").order_by("proposed_at", "pk"),
        _line,
        title=_("Workshops without a place or a lead"),
        none=_("Every accepted workshop has its place and its lead."),
        query="?state=open",
    )
