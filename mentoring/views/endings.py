"""How a pairing ends: together, for another mentor, or with a word to the organizers."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.rules import check_rate

from ..actions import concerns, silence
from ..actions import pairings as actions
from ..forms.pairings import ConcernForm, EndForm, FeedbackForm
from ..pairing_page import other_of, side_of
from ..rules.pairings import is_long_silent
from .pairings import own_pairing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_pairing(request, pk):
    """End it and say how it was; a co-mentor leaves. After the end: say how it was."""
    pairing, person = own_pairing(request, pk), request.user
    side = side_of(pairing, person)
    if side.role == "co_mentor" and not pairing.ended_at:
        return _leave(request, pairing)
    form = _end_form(request, pairing, side)
    if form.is_valid():
        try:
            check_rate(request)
            _end(pairing, person, form)
        except ValidationError as refusal:
            form.add_error(None, ValidationError(refusal.messages))
        else:
            messages.success(request, _("Thank you. What you wrote is kept."))
            return redirect(pairing)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"pairing": pairing, "side": side, "other": other_of(pairing, side), "form": form}
    return render(request, "mentoring/end_pairing.html", context, status=status)


def _end_form(request, pairing, side):
    """The form of the end, or after it the form of what is said about it."""
    typed, person = request.POST or None, request.user
    if not pairing.ended_at:
        return EndForm(typed, person=person, is_mentee=side.is_mentee)
    given = pairing.feedback.filter(person=person).first()
    initial = {"helped": given.helped, "text": given.text, "is_shared": given.is_shared} if given else {}
    return FeedbackForm(typed, person=person, initial=initial, kept=given.lang if given else "")


def _end(pairing, person, form):
    now, typed = timezone.now(), form.cleaned_data
    if "ending" in typed:
        actions.end(pairing=pairing, person=person, ending=typed["ending"], now=now)
    actions.say_how_it_was(pairing=pairing, person=person, said=form.said, never_again=typed["never_again"], now=now)


def _leave(request, pairing):
    """A co-mentor leaves, and the two go on."""
    if request.method == "POST":
        actions.leave(pairing=pairing, person=request.user, now=timezone.now())
        messages.success(request, _("You left the pair. Thank you for what you gave."))
        return redirect("mentoring:mentoring")
    context = {
        "question": _("Leave this pair?"),
        "consequence": _("The two go on without you, and your place is free again. They are told kindly."),
        "action": _("Leave the pair"),
        "cancel_url": pairing.get_absolute_url(),
    }
    return render(request, "_components/confirm.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_mentor(request, pk):
    """For the mentee: one button once the mentor is silent; before that, how it would go."""
    pairing = own_pairing(request, pk)
    if not side_of(pairing, request.user).is_mentee:
        raise Http404
    if request.method == "POST":
        try:
            actions.change(pairing=pairing, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect("mentoring:change_mentor", pk)
        messages.success(request, _("Your request is open again, and a new mentor is looked for."))
        return redirect(pairing.request)
    may_change = not pairing.ended_at and is_long_silent(pairing, timezone.now())
    return render(request, "mentoring/change_mentor.html", {"pairing": pairing, "may_change": may_change})


@login_required
@never_cache  # nobody finds it in a shared browser
@require_http_methods(["GET", "HEAD", "POST"])
def raise_concern(request, pk):
    """Tell the organizers of something; one's own words stay readable to oneself."""
    pairing, person = own_pairing(request, pk), request.user
    form = ConcernForm(request.POST or None, person=person)
    if form.is_valid():
        try:
            check_rate(request)
            concerns.raise_concern(pairing=pairing, person=person, now=timezone.now(), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, ValidationError(refusal.messages))
        else:
            messages.success(request, _("The organizers are told. They write to you."))
            return redirect("mentoring:raise_concern", pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    raised = pairing.concerns.filter(author=person).order_by("-raised_at", "-pk")
    return render(
        request, "mentoring/concern.html", {"pairing": pairing, "form": form, "raised": raised}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def still_here(request, token):
    """From the mail to a silent mentor, without a sign-in: a click on the page is the sign, as often as it comes."""
    pairing = silence.pairing_of(token)
    if pairing is None:
        raise Http404
    if request.method == "POST":
        silence.still_here(pairing=pairing, now=timezone.now())
    context = {"pairing": pairing, "is_said": request.method == "POST"}
    return render(request, "mentoring/still_here.html", context)
