"""The sessions of a course for calendar programs: a public file, and for those with a seat one with the links."""

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Event

from consultations.feeds.calendar_files import answer, calendar_of, uid

from ..models import Course, Enrolment


@require_safe
def course_calendar(request, slug):
    """Every session, cancelled ones too: a program that has them takes them out."""
    course = get_object_or_404(Course.objects.published_at(timezone.now()).select_related("language"), slug=slug)
    person = request.user.pk  # a reader who is not signed in has none, and no seat
    has_seat = person and Enrolment.objects.seated().filter(course=course, person=person).exists()
    file = calendar_of("courses", course.title)
    for session in course.sessions.in_order().select_related("language"):
        file.add_component(event(session, course, with_link=has_seat))
    return answer(file, course.slug, is_private=bool(has_seat))


def event(session, course, *, with_link):
    """One session in the time zone of its place; its number grows whenever it is moved or cancelled."""
    entry = Event()
    entry.add("uid", uid(f"academy-session-{session.pk}"))
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
