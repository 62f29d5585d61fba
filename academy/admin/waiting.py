"""What waits for the organizers of the academy, on the first page of the desk: of their own cohorts alone."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.admin.waiting import part, parts_for

from ..models import Application, Offer, Opportunity
from .base import led

HOURS = 48


def what_waits(request):
    """A list of what the first page shows, each a dict as in consultations.admin.waiting."""
    parts = {Application: [_needing_reviewer, _differing], Offer: [_ending_offers], Opportunity: [_proposals]}
    return parts_for(request, parts)


def proposals(request):
    """The number beside "Opportunities" in the sidebar, or nothing."""
    return Opportunity.objects.waiting().count() or ""


def _application(row):
    return row.pk, row.code, row.cohort.title, row.submitted_at


def _needing_reviewer(person):
    rows = led(Application.objects.needing_reviewer(), person).select_related("cohort")
    return part(
        rows.order_by("submitted_at", "pk"),
        _application,
        title=_("Applications that need a reviewer"),
        none=_("Every application has its reviewers."),
        query="?review_state=needed",
    )


def _differing(person):
    rows = led(Application.objects.with_differing_reviews(), person).select_related("cohort")
    return part(
        rows.filter(submitted_reviews__lt=F("needed_reviews"), cohort__selection=None).order_by("submitted_at", "pk"),
        _application,
        title=_("Reviews that disagree"),
        none=_("No two reviewers are far apart."),
        query="?review_state=differ",
    )


def _ending_offers(person):
    rows = led(Offer.objects.ending_within(HOURS, timezone.now()), person)
    return part(
        rows.select_related("cohort", "application").order_by("expires_at", "pk"),
        lambda row: (row.pk, row.application.code, row.cohort.title, row.expires_at),
        title=_("Offers that end within 48 hours"),
        none=_("No offer ends soon."),
        query="?ends=soon",
    )


def _proposals(_person):
    return part(
        Opportunity.objects.waiting().order_by("created_at", "pk"),
        lambda row: (row.pk, row.title, row.offered_by, row.created_at),
        title=_("Opportunities to publish"),
        none=_("No proposal waits."),
        query="?state=waiting",
    )
