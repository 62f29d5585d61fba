"""The page of one's own usual week."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.views.refusals import add_refusal
from people.rules import check_rate

from ..actions.hours import save_week
from ..forms.hours import Lines, ZoneForm, lines_as_kept, with_more_lines
from ..usual_week import week_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request):
    """When I have time in a usual week; `more` adds lines and saves nothing."""
    data = request.POST if request.method == "POST" else None
    more = data is not None and "more" in data
    week = week_of(request.user)
    zone = ZoneForm(data, held=week.zone)
    lines = (
        Lines(initial=lines_as_kept(week.blocks), prefix="lines")
        if data is None
        else Lines(with_more_lines(data) if more else data, prefix="lines")
    )
    is_sent = data is not None and not more
    if is_sent and zone.is_valid() and lines.is_valid():
        try:
            check_rate(request)
            save_week(person=request.user, zone=zone.cleaned_data["zone"], blocks=lines.blocks, now=timezone.now())
        except ValidationError as refusal:
            add_refusal(zone, refusal)
        else:
            return _saved(request, lines.blocks)
    context = {"zone": zone, "lines": lines, "week": week, "refused": is_sent}
    return render(request, "mentoring/hours.html", context, status=422 if is_sent else 200)


def _saved(request, blocks):
    if blocks:
        messages.success(request, _("Your usual week is saved."))
    else:
        messages.warning(request, _("Your week is empty now: without hours in common nobody is found for you."))
    return redirect("mentoring:hours")
