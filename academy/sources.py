"""Where courses and tracks grew from, and what grew from a finding or an idea: both ways of the link."""

from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils import timezone

from consultations.models import Finding, Idea

from .models import Course, Track


def source_of(offering, now):
    """The finding and the idea that a course or track grew from, as far as everybody may read them."""
    return {"finding": seen_finding(offering, now), "idea": _seen_idea(offering, now)}


def seen_finding(offering, now):
    """The finding that something grew from, as far as everybody may read it, or None."""
    if not offering.finding_id:
        return None
    shown = Finding.objects.published_at(now).filter(consultation__published_at__lte=now)
    return shown.select_related("consultation", "language").filter(pk=offering.finding_id).first()


def _seen_idea(offering, now):
    if not offering.idea_id:
        return None
    shown = Idea.objects.shared().filter(consultation__published_at__lte=now)
    return shown.select_related("consultation", "language").filter(pk=offering.idea_id).first()


def taught(thing):
    """The tracks and courses that grew from an idea or a finding, for its page; None when there are none. One query."""
    kind = thing._meta.model_name
    if kind not in ("finding", "idea"):
        return None
    rows = _published(Track, kind, thing).union(_published(Course, kind, thing)).order_by("-kind", "title", "slug")
    found = [{**row, "url": reverse(f"academy:{row['kind']}", args=[row["slug"]])} for row in rows]
    return {"template": "academy/_grown.html", "rows": found} if found else None


def _published(model, kind, thing):
    shown = model.objects.published_at(timezone.now()).filter(**{kind: thing})
    named = shown.annotate(kind=Value(model._meta.model_name), lang=F("language__code"))
    return named.values("kind", "slug", "title", "lang")


def taught_from_consultation(consultation, now):
    """How many tracks and courses grew from its findings and ideas, for the loop on the home page."""
    from_it = Q(finding__consultation=consultation) | Q(idea__consultation=consultation)
    numbers = {
        "tracks": Track.objects.published_at(now).filter(from_it),
        "courses": Course.objects.published_at(now).filter(from_it),
    }
    return {name: rows.count() for name, rows in numbers.items()}
