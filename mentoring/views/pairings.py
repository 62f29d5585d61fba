"""The page of a pair, and what the two do on it: agree on a time, set goals."""

from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.rules import check_rate

from ..actions import meetings as actions
from ..forms.pairings import GoalForm
from ..models import Goal, Pairing
from ..pairing_page import page_of
from ..slots import parties_of, slots_of


def own_pairing(request, pk):
    """The pairing, if it is one of the reader's; for others it is not there."""
    rows = Pairing.objects.of(request.user).with_people().with_place()
    return get_object_or_404(rows, pk=pk)


@login_required
@require_safe
def pairing(request, pk):
    """The page of a pair: for the mentee, the mentor and the co-mentor."""
    return shown(request, own_pairing(request, pk), GoalForm(person=request.user))


def shown(request, pairing, goal_form, status=HTTPStatus.OK):
    context = page_of(pairing, request.user, timezone.now())
    return render(request, "mentoring/pairing.html", {**context, "goal_form": goal_form}, status=status)


@login_required
@require_POST
def choose_time(request, pk):
    """Agree on one of the hours that the page offers."""
    pairing, now = own_pairing(request, pk), timezone.now()
    try:
        check_rate(request)
        meets_at = _offered(pairing, request.POST.get("time", ""), now)
        actions.agree_on_time(pairing=pairing, person=request.user, meets_at=meets_at, now=now)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The time is set, and the other one is told."))
    return redirect(pairing)


def _offered(pairing, key, now):
    """The hour that the form names, if it is one that the page offers."""
    try:
        moment = datetime.fromisoformat(key)
    except ValueError:
        raise ValidationError(_("Choose one of the times."), code="no_time") from None
    if moment.tzinfo is None or moment not in [*slots_of(pairing, parties_of(pairing), now), pairing.meets_at]:
        raise ValidationError(_("This time is not among those that you share now. Choose another one."), code="no_time")
    return moment


@login_required
@require_POST
def add_goal(request, pk):
    """Set a goal; what cannot be one comes back with what was typed."""
    pairing = own_pairing(request, pk)
    form = GoalForm(request.POST, person=request.user)
    if form.is_valid():
        try:
            check_rate(request)
            actions.add_goal(pairing=pairing, person=request.user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, ValidationError(refusal.messages))
        else:
            return redirect(f"{pairing.get_absolute_url()}#goals")
    return shown(request, pairing, form, HTTPStatus.UNPROCESSABLE_ENTITY)


@login_required
@require_POST
def reach_goal(request, pk):
    """Note that a goal is reached, or take that back."""
    pairings = Pairing.objects.of(request.user)
    goal = get_object_or_404(Goal.objects.select_related("pairing"), pk=pk, pairing__in=pairings)
    is_reached = "again" not in request.POST
    try:
        check_rate(request)
        actions.mark_goal(goal=goal, person=request.user, is_reached=is_reached, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(reverse("mentoring:pairing", args=[goal.pairing_id]) + "#goals")
