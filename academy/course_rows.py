"""Courses, sessions and materials as rows, in ready strings: lists are read often."""

from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def course_rows(courses):
    """What `_course_row.html` shows of each course; the courses come `with_row`."""
    address = reverse("academy:courses")
    for course in courses:
        start = course.next_start and timezone.localtime(course.next_start)
        yield {
            "url": f"{address}{course.slug}/",
            "lang": course.language.code,
            "language": course.language.autonym,
            "title": course.title,
            "summary": course.summary,
            "school": course.school.title,
            "school_lang": course.school.language.code,
            "skills": [_(skill.title) for skill in course.skills.all()],
            "iso": start and start.isoformat(),
            "start": start and date_format(start),
        }


def session_rows(sessions, now, *, with_links):
    """What the page of a course shows of each session: the reader's hour, that of the place, and where it is.

    The link stands there for those who may take part: `with_links`.
    """
    for number, session in enumerate(sessions, start=1):
        here = timezone.localtime(session.starts_at)
        takes_part = session.cancelled_at is None and session.ends_at > now
        there = timezone.localtime(session.starts_at, session.time_zone)
        yield {
            "number": number,
            "session": session,
            "iso": here.isoformat(),
            "when": _span(here, timezone.localtime(session.ends_at)),
            "zone": timezone.get_current_timezone_name(),
            "there": there.utcoffset() != here.utcoffset()
            and _span(there, timezone.localtime(session.ends_at, session.time_zone)),
            "place_zone": str(session.time_zone),
            "link": session.link if with_links and takes_part else "",
            "is_online": bool(session.link) and takes_part,
            "is_over": session.ends_at <= now,
        }


def _span(start, end):
    """A day with two hours; with two days where it ends on another one."""
    said = {"start": date_format(start, "DATETIME_FORMAT"), "end": date_format(end, "TIME_FORMAT")}
    if start.date() != end.date():
        said["end"] = date_format(end, "DATETIME_FORMAT")
    # Translators: when a session is, from its start to its end.
    return _("%(start)s – %(end)s") % said


def materials_by_language(materials):
    """[(language, [material])] in the order of the codes; the materials come `select_related("language")`."""
    rows = sorted(materials, key=lambda row: (row.language.code, row.position, row.pk))
    return [(language, list(held)) for language, held in groupby(rows, key=lambda row: row.language)]
