"""What the desk of the catalogue sends: whole forms with their parts."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from .factories import SessionFactory


def at(row, page="change"):
    return reverse(f"admin:academy_{row._meta.model_name}_{page}", args=[row.pk])


def rows(prefix, sent=(), kept=()):
    """The inline forms of kept rows and of new ones, each a dict."""
    forms = [*kept, *sent]
    found = {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": len(kept)}
    for number, form in enumerate(forms):
        found |= {f"{prefix}-{number}-{name}": value for name, value in form.items()}
    return found


def texts(offering, **changes):
    """The form of a course or a track as it stands, with the changes."""
    fields = {name: getattr(offering, name) for name in ("title", "slug", "summary", "body", "source_url")}
    return {**fields, "school": offering.school_id, "language": offering.language_id, **changes}


def course_form(course, *, prerequisites=None, sessions=None, **changes):
    return {
        **texts(course, **{"capacity": course.capacity or "", "sessions_needed": "", **changes}),
        **(prerequisites or rows("prerequisites")),
        **(sessions or rows("sessions")),
        **rows("materials"),
    }


def moments(session, **changes):
    """The form of a session as it stands, with the changes; hours are sent in UTC."""
    found = {"id": session.pk, "course": session.course_id, "title": session.title, "place": session.place}
    found |= {"link": session.link, "time_zone": str(session.time_zone), "language": session.language_id}
    for name in ("starts_at", "ends_at"):
        moment = changes.pop(name, getattr(session, name))
        found |= {f"{name}_0": f"{moment:%Y-%m-%d}", f"{name}_1": f"{moment:%H:%M:%S}"}
    return {**found, **changes}


def a_session(**fields):
    """A session on the full hour, as a form sends it."""
    start = (timezone.now() + timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
    return SessionFactory(starts_at=start, **fields)
