"""The first page of mentoring: ask or offer."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.readers import same_for_all_readers

from ..next_step import next_step
from ..start import counts, rounds_to_come


@require_safe
@same_for_all_readers
def mentoring(request):
    """What mentoring is here, what this reader can do next, and what is going on."""
    now = timezone.now()
    context = {"step": next_step(request.user, now), "counts": counts(now), "rounds": rounds_to_come(now)}
    return render(request, "mentoring/mentoring.html", context)
