"""Enrolling in a course and leaving it."""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ..actions import enrolments as actions
from ..enrolling import seat_of
from ..models import Course


class CourseAt(NamedTuple):
    """The course at an address: enrolling needs no more of it."""

    slug: str


@login_required
@require_POST
def enrol(request, slug):
    """Take a seat, or the next place in the line.

    The page says what came of it; a message would cost the session's row for each of hundreds who come at once.
    """
    refused = ""
    try:
        actions.enrol(person=request.user, course=CourseAt(slug))
    except ValidationError as refusal:
        if refusal.code == "not_published":
            raise Http404 from None
        refused = refusal.messages[0]
    if request.htmx:
        return _seat(request, slug, refused)
    if refused:
        messages.error(request, refused)
    return redirect(reverse("academy:course", args=[slug]) + "#enrol")


def _seat(request, slug, refused):
    """The part of the course's page that says how the person stands there now."""
    now = timezone.now()
    course = Course.objects.published_at(now).get(slug=slug)
    context = {"course": course, "seat": seat_of(course, request.user, now), "refused": refused, "is_answer": True}
    return render(request, "academy/_enrol.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def leave(request, slug):
    """Ask before a course is left, then give the seat to who waits first."""
    if request.method == "POST":
        return _left(request, slug)
    course = _published(slug)
    enrolment = course.enrolments.standing().filter(person=request.user).first()
    if enrolment is None or enrolment.completed_at:
        return redirect(course)
    return render(request, "_components/confirm.html", _question(course, enrolment))


def _left(request, slug):
    """Leave, and lead back to the page, which says so. Who has an enrolment leaves without a look at the course."""
    try:
        left = actions.leave(person=request.user, course=CourseAt(slug))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        if left:
            messages.success(request, _("You left the course."))
        else:
            _published(slug)
    return redirect("academy:course", slug)


def _published(slug):
    return get_object_or_404(Course.objects.published_at(timezone.now()), slug=slug)


def _question(course, enrolment):
    """What the page asks; who only waits has less to lose."""
    if enrolment.seated_at:
        consequence = _(
            "Your seat goes to the next who waits. If you come back, you begin anew, at the end of the waiting list."
        )
    else:
        consequence = _("Your place on the waiting list is lost. If you come back, you stand at its end.")
    return {
        "question": _("Leave “%(course)s”?") % {"course": course.title},
        "consequence": consequence,
        "action": _("Leave the course"),
        "danger": True,
        "cancel_url": course.get_absolute_url(),
    }
