"""What waits for the organizers of the academy, on the first page of the desk: of their own cohorts alone."""

from django.contrib import admin
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Application, Offer, Opportunity
from .base import led

SHOWN = 5
HOURS = 48


def what_waits(request):
    """A list of what the first page shows, each a dict as in consultations.admin.dashboard."""
    parts = {Application: [_needing_reviewer, _differing], Offer: [_ending_offers], Opportunity: [_proposals]}
    return [part(request) for model, made in parts.items() if _may_see(request, model) for part in made]


def proposals(request):
    """The number beside "Opportunities" in the sidebar, or nothing."""
    return Opportunity.objects.waiting().count() or ""


def _may_see(request, model):
    return admin.site.is_registered(model) and request.user.has_perm(f"academy.view_{model._meta.model_name}")


def _part(model, rows, line, **words):
    """One part of the page: how many there are, and the first of them."""
    name = f"admin:academy_{model._meta.model_name}"
    shown = [line(row) for row in rows[:SHOWN]]
    return {"count": rows.count(), "rows": shown, "all": f"{name}_changelist", "page": f"{name}_change", **words}


def _application(row):
    return row.pk, row.code, row.cohort.title, row.submitted_at


def _needing_reviewer(request):
    rows = led(Application.objects.needing_reviewer(), request.user).select_related("cohort")
    return _part(
        Application,
        rows.order_by("submitted_at", "pk"),
        _application,
        title=_("Applications that need a reviewer"),
        none=_("Every application has its reviewers."),
        query="?review_state=needed",
    )


def _differing(request):
    rows = led(Application.objects.with_differing_reviews(), request.user).select_related("cohort")
    return _part(
        Application,
        rows.filter(submitted_reviews__lt=F("needed_reviews"), cohort__selection=None).order_by("submitted_at", "pk"),
        _application,
        title=_("Reviews that disagree"),
        none=_("No two reviewers are far apart."),
        query="?review_state=differ",
    )


def _ending_offers(request):
    rows = led(Offer.objects.ending_within(HOURS, timezone.now()), request.user)
    return _part(
        Offer,
        rows.select_related("cohort", "application").order_by("expires_at", "pk"),
        lambda row: (row.pk, row.application.code, row.cohort.title, row.expires_at),
        title=_("Offers that end within 48 hours"),
        none=_("No offer ends soon."),
        query="?ends=soon",
    )


def _proposals(request):
    return _part(
        Opportunity,
        Opportunity.objects.waiting().order_by("created_at", "pk"),
        lambda row: (row.pk, row.title, row.offered_by, row.created_at),
        title=_("Opportunities to publish"),
        none=_("No proposal waits."),
        query="?state=waiting",
    )
