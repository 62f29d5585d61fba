"""One's own desk: who waits for an answer, pairs, requests, and a pause in one step."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.views.refusals import add_refusal, invalid
from people.rules import check_rate

from ..actions.mentors import pause
from ..forms.offers import AbsenceForm
from ..mentor_rows import place_of
from ..models import Mentor
from ..own import pairs_of, proposals_to_answer, requests_of
from ..usual_week import week_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dashboard(request):
    """My load as a mentor, what waits for me, my pairs and requests; POST pauses or ends a pause."""
    now = timezone.now()
    mentor = Mentor.objects.active().filter(person=request.user).with_load().first()
    if request.method == "POST" and not mentor:
        return redirect("mentoring:dashboard")
    form = AbsenceForm(_sent(request), initial={"away_until": mentor and mentor.away_until})
    if form.is_valid():
        try:
            check_rate(request)
            pause(mentor=mentor, until=form.cleaned_data["away_until"], now=now)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            return _paused(request, form.cleaned_data["away_until"])
    context = {
        "form": form,
        "mentor": mentor,
        "place": mentor and place_of(mentor, now.date()),
        "week": week_of(request.user),
        "proposals": proposals_to_answer(request.user, now),
        "pairs": pairs_of(request.user),
        "requests": requests_of(request.user),
    }
    return render(request, "mentoring/dashboard.html", context, status=invalid(form))


def _sent(request):
    """The form as it was sent; "I am back" says that there is no absence."""
    if request.method != "POST":
        return None
    return {"away_until": ""} if "back" in request.POST else request.POST


def _paused(request, until):
    if until:
        messages.success(request, _("You are away until %(day)s. Your pairs go on.") % {"day": date_format(until)})
    else:
        messages.success(request, _("You are back: people can be proposed to you again."))
    return redirect("mentoring:dashboard")
