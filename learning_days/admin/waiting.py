"""What waits for the organizers of Learning Days, on the first page of the desk: of their own editions alone."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Workshop
from .base import led

SHOWN = 5


def what_waits(request):
    """A list of what the first page shows, each a dict as in consultations.admin.dashboard."""
    parts = {Workshop: [_proposals, _unplaced]}
    return [part(request.user) for model, made in parts.items() if _may_see(request, model) for part in made]


def proposals(request):
    """The number beside "Workshops" in the sidebar, or nothing."""
    return led(Workshop.objects.filter(state=Workshop.State.PROPOSED), request.user).count() or ""


def _may_see(request, model):
    return admin.site.is_registered(model) and request.user.has_perm(f"learning_days.view_{model._meta.model_name}")


def _part(rows, line, **words):
    """One part of the page: how many there are, and the first of them."""
    name = f"admin:learning_days_{rows.model._meta.model_name}"
    shown = [line(row) for row in rows[:SHOWN]]
    count = rows.count() if len(shown) == SHOWN else len(shown)
    return {"count": count, "rows": shown, "all": f"{name}_changelist", "page": f"{name}_change", **words}


def _line(workshop):
    return workshop.pk, workshop.title, workshop.edition.title, workshop.proposed_at


def _proposals(person):
    rows = led(Workshop.objects.filter(state=Workshop.State.PROPOSED), person).select_related("edition")
    return _part(
        rows.order_by("proposed_at", "pk"),
        _line,
        title=_("Workshops that mentors propose"),
        none=_("No proposal waits."),
        query="?state=proposed",
    )


def _unplaced(person):
    """Accepted ones of editions to come that have no place, or nobody who leads them."""
    rows = led(Workshop.objects.to_complete(timezone.now()), person)
    return _part(
        rows.select_related("edition").order_by("proposed_at", "pk"),
        _line,
        title=_("Workshops without a place or a lead"),
        none=_("Every accepted workshop has its place and its lead."),
        query="?state=open",
    )
