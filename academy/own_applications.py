"""A person's applications, for the own page; `config.wiring` names it."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from .models import Application, Offer
from .windows import state_at


def my_applications(person):
    """The newest first, each with where it stands and until when a seat is held."""
    now = timezone.now()
    held = Offer.objects.open_at(now).filter(application=OuterRef("pk")).values("expires_at")[:1]
    applications = Application.objects.filter(person=person).select_related("cohort__language", "cohort__selection")
    applications = applications.annotate(held_until=Subquery(held))
    rows = [{"application": row, "state": stands(row, now)} for row in applications.order_by("-created_at", "-pk")]
    return {"template": "academy/_my_applications.html", "rows": rows}


def stands(application, now):
    """`withdrawn`, `draft` (while it can be sent), `missed`, `sent`, `decided` (once told), or `reviewed`."""
    if application.withdrawn_at:
        return "withdrawn"
    is_open = state_at(application.cohort, now) == "open"
    if not application.submitted_at:
        return "draft" if is_open else "missed"
    selection = getattr(application.cohort, "selection", None)
    if selection and selection.told_at and selection.told_at <= now:
        return "decided"
    return "sent" if is_open else "reviewed"
