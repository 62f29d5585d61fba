"""What the pages of those who propose and lead workshops show."""

from django.urls import reverse
from django.utils import timezone

from academy.sources import source_of

from .actions.programme import is_over
from .clocks import Clocks, weekday_and_date
from .models import Workshop
from .programme_page import known_names, workshop_row
from .released import newest, workshops_of

SHOWN = 10


def my_workshops(person):
    """The section on a person's own page: what they proposed or lead at editions that are not over."""
    found = Workshop.objects.of(person).of_editions_to_come(timezone.now()).select_related("language", "edition")
    rows = found.prefetch_related("leads").order_by("-pk")[:SHOWN]
    return {
        "template": "learning_days/_my_workshops.html",
        "rows": [_row(workshop, workshop.edition, person) for workshop in rows],
    }


def rows_of(edition, person):
    """Their workshops of one edition, the newest first: {workshop, url, is_asked}."""
    found = Workshop.objects.of(person).filter(edition=edition).select_related("language").prefetch_related("leads")
    return [_row(workshop, edition, person) for workshop in found.order_by("-pk")]


def _row(workshop, edition, person):
    return {
        "workshop": workshop,
        "url": reverse("learning_days:lead", args=[edition.slug, workshop.pk]),
        "is_asked": any(lead.person_id == person.pk and not lead.agreed_at for lead in workshop.leads.all()),
    }


def page_of(workshop, person, now):
    """What templates/learning_days/lead.html shows."""
    edition = workshop.edition
    leads = list(workshop.leads.filter(person__isnull=False).select_related("person").order_by("pk"))
    own = next((lead for lead in leads if lead.person_id == person.pk), None)
    stands = workshop.state in ("proposed", "accepted") and not is_over(edition, now)
    return {
        "edition": edition,
        "workshop": workshop,
        "leads": leads,
        "own": own,
        "is_asked": bool(own and own.agreed_at is None and stands),
        "may_leave": bool(own and own.agreed_at and stands),
        "may_edit": stands and Workshop.objects.written_by(person).filter(pk=workshop.pk).exists(),
        "place": place_of(workshop),
        "source": source_of(workshop, now),
        "autonym": workshop.language.autonym,
        "section": "propose",
    }


def place_of(workshop):
    """Where and when, as it was released last: a row of the programme's page, or None."""
    items = workshops_of(newest(workshop.edition))
    item = next((item for item in items if item.id == workshop.pk), None)
    if item is None:
        return None
    clocks = Clocks(workshop.edition.zone)
    row = workshop_row(item, workshop.edition, clocks, known_names([item]))
    return row | {"day": weekday_and_date(row["date"])}
