"""The page of a pair, and what the two do on it: agree on a time, set goals."""

from http import HTTPStatus
from zoneinfo import ZoneInfo

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
from ..forms.pairings import GoalForm, TimeForm
from ..models import Goal, Pairing
from ..pairing_page import page_of, zone_for
from ..slots import parties_of, slots_of


def own_pairing(request, pk):
    """The pairing, if it is one of the reader's; for others it is not there."""
    rows = Pairing.objects.of(request.user).with_people().with_place()
    return get_object_or_404(rows, pk=pk)


@login_required
@require_safe
def pairing(request, pk):
    """The page of a pair: for the mentee, the mentor and the co-mentor."""
    return shown(request, own_pairing(request, pk))


def shown(request, pairing, *, goal_form=None, time_form=None):
    """The page, with the form that came back, if one did."""
    now, person = timezone.now(), request.user
    context = page_of(pairing, person, now)
    context["goal_form"] = goal_form or GoalForm(person=person)
    slots = [slot["moment"] for slot in context["slots"]]
    context["time_form"] = time_form or TimeForm(slots=slots, zone=None, now=now)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if goal_form or time_form else HTTPStatus.OK
    return render(request, "mentoring/pairing.html", context, status=status)


@login_required
@require_POST
def choose_time(request, pk):
    """Agree on one of the hours that the page offers, or on another one."""
    pairing, person, now = own_pairing(request, pk), request.user, timezone.now()
    parties = parties_of(pairing)
    zone, slots = ZoneInfo(zone_for(person, parties)), slots_of(pairing, parties, now)
    form = TimeForm(request.POST, slots=slots, zone=zone, now=now)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            check_rate(request)
            actions.agree_on_time(
                pairing=pairing, person=person, meets_at=typed["meets_at"], where=typed["where"], now=now
            )
        except ValidationError as refusal:
            form.add_error(None, ValidationError(refusal.messages))
        else:
            messages.success(request, _("The time is set, and the other one is told."))
            return redirect(pairing)
    return shown(request, pairing, time_form=form)


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
    return shown(request, pairing, goal_form=form)


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
