"""Figures of the academy as pictures beside tables: enrolments, completion, and the way of applications to seats."""

from datetime import timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, Func, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import TruncWeek
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import Application, Cohort, Course, Decision, Enrolment, Offer
from .base import led

WEEKS = 12
COURSES, COHORTS = 20, 10  # rows of a table


@require_safe
def figures(request):
    """Enrolments by week, completion by course, and the funnel of each cohort that the organizer leads."""
    if not request.user.has_perm("academy.view_enrolment"):
        raise PermissionDenied
    now = timezone.now()
    context = {
        **admin.site.each_context(request),
        "title": _("Academy figures"),
        "weeks": _by_week(request.user, now),
        "courses": _by_course(request.user),
        "cohorts": [(cohort, _funnel(cohort)) for cohort in _cohorts(request.user)],
    }
    return render(request, "admin/academy/figures.html", context)


def _by_week(person, now):
    """[(first day, number, share of the greatest in percent, its place in the picture)] of the last weeks."""
    monday = (timezone.localtime(now) - timedelta(days=timezone.localtime(now).weekday())).date()
    days = [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    found = led(Enrolment.objects.filter(created_at__gte=now - timedelta(weeks=WEEKS)), person)
    weeks = found.annotate(week=TruncWeek("created_at")).values_list("week").annotate(number=Count("pk"))
    numbers = {week.date(): number for week, number in weeks.order_by()}
    most = max([1, *numbers.values()])
    return [
        {
            "day": date_format(day, "SHORT_DATE_FORMAT"),
            "number": numbers.get(day, 0),
            "height": 100 * numbers.get(day, 0) // most,
            "place": place * 40 + 6,  # in the middle of its column
        }
        for place, day in enumerate(days)
    ]


def _by_course(person):
    """The courses with most people on a seat: how many, how many completed it, and their share in percent."""
    found = led(Enrolment.objects.seated(), person).filter(course=OuterRef("pk"))
    own = Q(enrolments__in=led(Enrolment.objects.seated(), person))
    completed = own & Q(enrolments__completed_at__isnull=False)
    courses = Course.objects.filter(Exists(found)).annotate(
        seated=Count("enrolments", filter=own), completed=Count("enrolments", filter=completed)
    )
    courses = courses.select_related("language").order_by("-seated", "title", "pk")[:COURSES]
    return [{"course": course, "share": 100 * course.completed // course.seated} for course in courses]


def _cohorts(person):
    """The cohorts of the funnel with their numbers, counted in one statement."""
    standing = Application.objects.standing().filter(cohort=OuterRef("pk"))
    decided = Decision.objects.holding().filter(application__cohort=OuterRef("pk"), outcome="selected")
    counts = {
        "begun": Application.objects.of_people().filter(cohort=OuterRef("pk")),
        "sent": standing,
        "reviewed": Application.objects.reviewed().filter(cohort=OuterRef("pk")),
        "selected": decided,
        "accepted": Offer.objects.filter(cohort=OuterRef("pk"), answer="accepted"),
    }
    cohorts = Cohort.objects.led_by(person).annotate(**{name: _number(rows) for name, rows in counts.items()})
    return cohorts.select_related("language").newest_first()[:COHORTS]


def _number(rows):
    """How many rows a subquery finds."""
    counted = rows.order_by().annotate(one=Func(function="COUNT", template="COUNT(*)", output_field=IntegerField()))
    return Subquery(counted.values("one"))


def _funnel(cohort):
    """The stages of a cohort: name, number, share of those who began, in percent."""
    stages = [
        (_("began"), cohort.begun),
        (_("sent it"), cohort.sent),
        (_("fully reviewed"), cohort.reviewed),
        (_("selected"), cohort.selected),
        (_("took the seat"), cohort.accepted),
    ]
    return [(name, number, 100 * number // max(cohort.begun, 1)) for name, number in stages]
