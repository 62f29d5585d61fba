"""The sessions of a course for calendar programs: a public file, and for those with a seat one with the links."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event, vText

from ..models import Course, Enrolment

ASK_AGAIN = timedelta(hours=12)
AROUND = timedelta(days=366)  # how far the rules of a time zone are written out before the first session


@require_safe
def course_calendar(request, slug):
    """Every session, cancelled ones too: a program that has them takes them out."""
    course = get_object_or_404(Course.objects.published_at(timezone.now()).select_related("language"), slug=slug)
    person = request.user.pk  # a reader who is not signed in has none, and no seat
    has_seat = person and Enrolment.objects.seated().filter(course=course, person=person).exists()
    file = Calendar()
    file.add("prodid", "-//Peer Academy//courses//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", vText(course.title))
    file.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    sessions = list(course.sessions.in_order().select_related("language"))
    for session in sessions:
        file.add_component(event(session, course, with_link=has_seat))
    if sessions:
        first, last = sessions[0].starts_at.date(), max(session.ends_at for session in sessions).date()
        file.add_missing_timezones(first_date=first - AROUND, last_date=last + AROUND)
    headers = {"Content-Disposition": f'inline; filename="{course.slug}.ics"'}
    response = HttpResponse(file.to_ical(), content_type="text/calendar; charset=utf-8", headers=headers)
    patch_cache_control(response, no_cache=True, **({"private": True} if has_seat else {}))
    return response


def event(session, course, *, with_link):
    """One session in the time zone of its place; its number grows whenever it is moved or cancelled."""
    entry = Event()
    entry.add("uid", f"academy-session-{session.pk}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("sequence", session.schedule_revision)
    entry.add("dtstamp", timezone.now())
    entry.add("dtstart", session.starts_at.astimezone(session.time_zone))
    entry.add("dtend", session.ends_at.astimezone(session.time_zone))
    language = {"LANGUAGE": course.language.code}
    entry.add("summary", f"{session.title} – {course.title}", parameters=language)
    entry.add("status", "CANCELLED" if session.cancelled_at else "CONFIRMED")
    page = settings.SITE_URL + course.get_absolute_url()
    entry.add("url", session.link if with_link and session.link else page)
    entry.add("description", "\n".join(_lines(session, page, with_link)))
    if session.place:
        entry.add("location", session.place)
    entry.add("class", "PRIVATE" if with_link else "PUBLIC")
    return entry


def _lines(session, page, with_link):
    """What stands below the title in a calendar."""
    if session.cancelled_at:
        yield _("Cancelled: %(reason)s") % {"reason": session.cancelled_reason}
    elif with_link and session.link:
        yield _("Link to take part: %(link)s") % {"link": session.link}
    yield _("Language: %(language)s") % {"language": session.language.autonym}
    yield page
