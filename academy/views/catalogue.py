"""Pages of the catalogue: schools with their tracks, courses to find, a track as a path, one course."""

from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultations.grown import grown_from
from consultations.kept_lists import kept
from consultations.searched_list import searched_list
from people.readers import same_for_all_readers

from ..actions.catalogue import LIST
from ..course_rows import course_rows, materials_by_language, session_rows
from ..enrolling import seat_of
from ..forms.catalogue import CourseFilter
from ..models import Cohort, Course, School, Session, Track
from ..path_rows import enrolments_of, path_of
from ..sources import source_of
from ..windows import with_last_days

COURSES_A_PAGE = 20
NEXT_THINGS = 5


@require_safe
@same_for_all_readers
def academy(request):
    """The schools with their tracks, and what opens next."""
    now = timezone.now()
    tracks = Track.objects.published_at(now).with_course_counts(now).in_order()
    tracks = list(tracks.select_related("language", "school__language"))
    schools = list(School.objects.with_course_counts(now).select_related("language").in_order())
    for school in schools:
        school.shown_tracks = [track for track in tracks if track.school_id == school.pk]
    coming = Session.objects.to_come(now).filter(course__published_at__lte=now, starts_at__gt=now)
    context = {
        "tracks": tracks,
        "schools": schools,
        "cohorts": with_last_days(Cohort.objects.opening_at(now).select_related("language")[:NEXT_THINGS]),
        "sessions": coming.select_related("course__language", "language").in_order()[:NEXT_THINGS],
        "now": now,
    }
    return render(request, "academy/academy.html", context)


@require_safe
@same_for_all_readers
def course_list(request):
    """The published courses: search, filter, sort, page."""
    number = request.GET.get("page", "1")[:9]
    if any(request.GET.get(name) for name in CourseFilter.base_filters):
        found = _list(request.GET)
    else:
        found = kept(LIST, number, lambda: _list(request.GET))
    return render(request, "academy/courses.html", {"list": found})


def _list(asked):
    """The filter and one page of what it finds, as HTML."""
    now = timezone.now()
    courses = Course.objects.published_at(now).defer("body", "body_html").with_row(now).by_title()
    found = CourseFilter(asked, queryset=courses, now=now)
    context = searched_list(found, COURSES_A_PAGE)
    return render_to_string("academy/_course_list.html", context | {"rows": list(course_rows(context["page"]))})


@require_safe
@same_for_all_readers
def track_page(request, slug):
    """A track as a path: what is done, open and next for who is signed in."""
    now = timezone.now()
    tracks = Track.objects.published_at(now).select_related("language", "school__language")
    track = get_object_or_404(tracks, slug=slug)
    cohorts = track.cohorts.published_at(now).with_open_flag(now).select_related("language").newest_first()
    context = {
        "track": track,
        "path": path_of(track, _walker(request), now),
        "cohorts": with_last_days(cohorts),
        "source": source_of(track, now),
        "now": now,
    }
    return render(request, "academy/track.html", context)


@require_safe
@same_for_all_readers
def course_page(request, slug):
    """One course: its text, sessions, material and teachers, and the paths that it is on."""
    now = timezone.now()
    courses = Course.objects.published_at(now).select_related("language", "school__language")
    course = get_object_or_404(courses, slug=slug)
    enrolments = enrolments_of(_walker(request))
    enrolment = enrolments.get(course.pk)
    teachers = list(course.teachers.filter(is_active=True).order_by("display_name", "pk"))
    may_take_part = bool(enrolment and enrolment.seated_at) or request.user in teachers
    materials = list(course.materials.select_related("language", "session"))
    sessions = course.sessions.in_order().select_related("language")
    context = {
        "course": course,
        "skills": course.skills.order_by("group__position", "position", "pk"),
        "regions": course.regions.order_by("name"),
        "needs": _before(course, enrolments, now),
        "sessions": list(session_rows(sessions, now, with_links=may_take_part)),
        "materials": materials_by_language(materials),
        "teachers": teachers,
        "tracks": Track.objects.published_at(now).filter(steps__course=course).select_related("language").in_order(),
        "source": source_of(course, now),
        "grown": grown_from(course),
        "enrolment": enrolment,
        "seat": seat_of(course, request.user, now),
        "now": now,
    }
    return render(request, "academy/course.html", context)


def _before(course, enrolments, now):
    """The courses that come before this one, and whether the person completed them."""
    needed = Course.objects.published_at(now).filter(needed_by__course=course).select_related("language").by_title()
    done = {key for key, enrolment in enrolments.items() if enrolment.completed_at}
    return [{"course": earlier, "is_done": earlier.pk in done} for earlier in needed]


def _walker(request):
    """Who walks the path: the person who is signed in, or None for a reader."""
    return request.user if request.user.is_authenticated else None
