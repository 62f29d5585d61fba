"""Logging meetings, and saying how it goes."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.rules import check_rate

from ..actions import check_ins
from ..actions import meetings as actions
from ..forms.pairings import CheckInForm, MeetingForm
from ..models import CheckIn, Meeting, Pairing
from ..pairing_page import other_of, side_of
from .pairings import own_pairing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def log_meeting(request, pk):
    """Write down a meeting; on a day that has one, the form comes back and leads to it."""
    pairing, person = own_pairing(request, pk), request.user
    form = MeetingForm(request.POST or None, person=person, initial={"held_on": _proposed_day(pairing, person)})

    def act(**typed):
        return actions.log_meeting(pairing=pairing, person=person, now=timezone.now(), **typed)

    if _done(request, form, act, _("The meeting is logged.")):
        return redirect(f"{pairing.get_absolute_url()}#meetings")
    return _form(request, pairing, form, "mentoring/meeting.html", standing=_standing(pairing, form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_meeting(request, pk):
    """Change a meeting: both may."""
    rows = Meeting.objects.filter(pairing__in=Pairing.objects.of(request.user))
    meeting, person = get_object_or_404(rows.select_related("pairing"), pk=pk), request.user
    pairing = own_pairing(request, meeting.pairing_id)
    typed = {"held_on": meeting.held_on, "minutes": meeting.minutes, "notes": meeting.notes}
    form = MeetingForm(request.POST or None, person=person, initial=typed, kept=meeting.lang)

    def act(**typed):
        return actions.change_meeting(meeting=meeting, person=person, now=timezone.now(), **typed)

    if _done(request, form, act, _("The meeting is changed.")):
        return redirect(f"{pairing.get_absolute_url()}#meetings")
    return _form(request, pairing, form, "mentoring/meeting.html", meeting=meeting)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request, pk):
    """Say how it goes: for the one who was asked."""
    rows = CheckIn.objects.filter(person=request.user, pairing__in=Pairing.objects.of(request.user))
    check_in = get_object_or_404(rows, pk=pk)
    pairing = own_pairing(request, check_in.pairing_id)
    form = CheckInForm(request.POST or None, person=request.user)

    def act(**typed):
        return check_ins.answer_check_in(check_in=check_in, person=request.user, now=timezone.now(), **typed)

    is_open = not (check_in.answered_at or pairing.ended_at)
    if request.method == "POST" and not is_open:
        return redirect("mentoring:check_in", pk)
    if _done(request, form, act, _("Thank you. The organizers read your answer.")):
        return redirect(pairing)
    return _form(request, pairing, form, "mentoring/check_in.html", check_in=check_in, is_open=is_open)


def _done(request, form, act, said):
    """Whether the form was right and what it asks for was done; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        check_rate(request)
        act(**form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, said)
    return True


def _form(request, pairing, form, template, **more):
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    other = other_of(pairing, side_of(pairing, request.user))
    return render(request, template, {"pairing": pairing, "other": other, "form": form, **more}, status=status)


def _proposed_day(pairing, person):
    """The day on which the pair was to meet, or today where the person lives."""
    today = timezone.localdate(timezone=person.time_zone)
    met = pairing.meets_at and timezone.localdate(pairing.meets_at, person.time_zone)
    return met if met and met <= today else today


def _standing(pairing, form):
    """The meeting that stands on the day that was typed, after a refusal."""
    if form.is_bound and form.has_error("held_on", "logged"):
        day = form.fields["held_on"].to_python(form["held_on"].data)  # however the day was written
        return pairing.meetings.filter(held_on=day).first()
    return None
