"""Pages to find a mentor, for who is signed in."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultations.searched_list import searched_list
from people.models import Language

from ..forms.finding import MentorFilter
from ..mentor_page import offer_of
from ..mentor_rows import mentor_rows, wanted_by
from ..models import Mentor
from ..querysets.finding import LEAST_LEVEL

A_PAGE = 20


@login_required
@require_safe
def mentor_list(request):
    """Mentors whom this reader may ask, those with a free place and something in common first."""
    person, today = request.user, timezone.now().date()
    wants = wanted_by(person)
    spoken = Language.objects.filter(levels__person=person, levels__level__gte=LEAST_LEVEL)
    others = Mentor.objects.visible_to(person).exclude(person=person).with_load()
    found = MentorFilter(request.GET, queryset=others, person=person, today=today)
    ordered = found.qs.best_first(today=today, languages=spoken, skills=wants)
    ordered = ordered.defer("about", "about_html").select_related("person").prefetch_related("offered_skills__skill")
    context = searched_list(found, A_PAGE, rows=ordered)
    rows, has_own_hours = mentor_rows(context["page"], person=person, wants=wants, today=today)
    return render(request, "mentoring/mentors.html", context | {"rows": rows, "has_own_hours": has_own_hours})


@login_required
@require_safe
def mentor_page(request, username):
    """What one mentor offers, and what the reader has in common with them."""
    visible = Mentor.objects.visible_to(request.user).with_load().select_related("person", "language")
    mentor = get_object_or_404(visible, person__username=username)
    return render(request, "mentoring/mentor.html", offer_of(mentor, request.user, timezone.now().date()))
