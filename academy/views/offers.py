"""Answering an offer of a seat."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.rules import check_rate

from ..actions import offers as actions
from ..models import Offer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_offer(request, pk):
    """The two answers; who sends one is led to the application's page, which says what holds."""
    offers = Offer.objects.select_related("application", "cohort__language")
    offer = get_object_or_404(offers, pk=pk, application__person=request.user)
    act = {"accept": actions.accept, "decline": actions.decline}.get(request.POST.get("answer"))
    if act:
        try:
            check_rate(request)
            act(offer=offer, person=request.user, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _said(act))
        return redirect(offer.application)
    if not Offer.objects.open_at(timezone.now()).filter(pk=pk).exists():
        return redirect(offer.application)
    refusal = _("Choose whether you accept or decline.") if request.method == "POST" else ""
    context = {"offer": offer, "application": offer.application, "cohort": offer.cohort, "refusal": refusal}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render(request, "academy/offer.html", context, status=status)


def _said(act):
    if act is actions.accept:
        return _("The seat is yours. You are enrolled in the required courses.")
    return _("You declined. Somebody who waits is offered the seat.")
