"""The page of one's own offer to mentor."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.views.refusals import add_refusal, invalid
from people.rules import check_rate

from ..actions import mentors as actions
from ..forms.offers import OfferForm
from ..models import Availability, Mentor


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request):
    """What I offer: begin, change, stop, begin again."""
    mentor = Mentor.objects.with_load().select_related("language").filter(person=request.user).first()
    if mentor and "stop" in request.POST:
        return _stopped(request, mentor)
    form = OfferForm(request.POST or None, person=request.user, mentor=mentor)
    if form.is_valid():
        try:
            check_rate(request)
            actions.save_offer(person=request.user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            return _saved(request)
    context = {"form": form, "mentor": mentor, "is_standing": mentor and mentor.stopped_at is None}
    return render(request, "mentoring/offer.html", context, status=invalid(form))


def _saved(request):
    """On to the hours, where there are none, else to the desk."""
    if Availability.objects.filter(person=request.user, blocks__isnull=False).exists():
        messages.success(request, _("Your offer stands."))
        return redirect("mentoring:dashboard")
    messages.success(request, _("Your offer stands. Now say when you have time in a usual week."))
    return redirect("mentoring:hours")


def _stopped(request, mentor):
    actions.stop(mentor=mentor, now=timezone.now())
    messages.success(request, _("You offer nothing any more. Thank you for what you gave."))
    return redirect("mentoring:offer")
