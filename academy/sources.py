"""Where courses and tracks grew from, and what grew from a finding or an idea: both ways of the link."""

from django.utils import timezone

from consultations.models import Finding, Idea

from .models import Course, Track


def source_of(offering, now):
    """The finding and the idea that a course or track grew from, as far as everybody may read them."""
    return {"finding": _seen_finding(offering, now), "idea": _seen_idea(offering, now)}


def _seen_finding(offering, now):
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
    """The tracks and courses that grew from an idea or a finding, for its page; None when there are none."""
    now, kind = timezone.now(), thing._meta.model_name
    tracks = list(Track.objects.published_at(now).filter(**{kind: thing}).select_related("language").in_order())
    courses = list(Course.objects.published_at(now).filter(**{kind: thing}).select_related("language").by_title())
    if not tracks and not courses:
        return None
    return {"template": "academy/_grown.html", "tracks": tracks, "courses": courses}
