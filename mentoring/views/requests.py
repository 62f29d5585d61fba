"""One's own requests: seek a mentor, read how it stands, change it, withdraw it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.views.refusals import add_refusal, invalid
from people.rules import check_rate

from ..actions import requests as actions
from ..forms.requests import RequestForm
from ..models import MentoringRequest
from ..querysets.finding import LEAST_LEVEL
from ..request_page import page_of


def own(request):
    rows = MentoringRequest.objects.filter(person=request.user)
    return rows.select_related("person", "cohort__language", "area", "language")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_request(request):
    """Say where, which skills and what for. Who came to ask a mentor goes on to ask."""
    form = RequestForm(request.POST or None, person=request.user)
    if form.is_valid():
        try:
            check_rate(request)
            made = actions.seek(person=request.user, now=timezone.now(), **form.written)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your request stands. You can ask a mentor now, or wait for a round."))
            wanted = request.GET.get("ask", "")[:150]
            is_name = wanted and "/" not in wanted  # else there is no such address
            return redirect(reverse("mentoring:ask", args=[wanted]) if is_name else made)
    return render(request, "mentoring/request_form.html", _form(form, request.user), status=invalid(form))


def _form(form, person):
    """The form, and what the profile lacks, said before anything is typed."""
    speaks = person.language_levels.filter(level__gte=LEAST_LEVEL).exists()
    has_hours = hasattr(person, "availability") and person.availability.blocks.exists()
    standing = MentoringRequest.objects.open().filter(person=person).select_related("cohort__language", "area")
    return {"form": form, "speaks": speaks, "has_hours": has_hours, "standing": standing.order_by("-pk")}


@login_required
@require_safe
def request_page(request, pk):
    """Where one's own request stands."""
    context = page_of(get_object_or_404(own(request), pk=pk), timezone.now())
    return render(request, "mentoring/request.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_request(request, pk):
    """Change the skills and the text of an open request; who came too late is led to what holds."""
    found = get_object_or_404(own(request), pk=pk)
    if not MentoringRequest.objects.open().filter(pk=pk).exists():
        return redirect(found)
    form = RequestForm(request.POST or None, person=request.user, request=found)
    if form.is_valid():
        try:
            check_rate(request)
            actions.change(request=found, now=timezone.now(), **form.written)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your request is changed."))
            return redirect(found)
    context = {"form": form, "asked": found, "speaks": True, "has_hours": True}
    return render(request, "mentoring/request_form.html", context, status=invalid(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_request(request, pk):
    """Ask, then withdraw."""
    found = get_object_or_404(own(request), pk=pk)
    if request.method == "POST":
        try:
            check_rate(request)
            actions.withdraw(request=found, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _("Your request is withdrawn."))
        return redirect(found)
    if not MentoringRequest.objects.open().filter(pk=pk).exists():
        return redirect(found)
    context = {
        "question": _("Withdraw your request?"),
        "consequence": _("No mentor is looked for any more, and who was asked is told. You can ask anew at any time."),
        "action": _("Withdraw it"),
        "danger": True,
        "cancel_url": found.get_absolute_url(),
    }
    return render(request, "_components/confirm.html", context)
