"""Asking a mentor, reading a proposal, and answering it."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.views.refusals import add_refusal
from people.rules import check_rate

from ..actions import proposals as actions
from ..asking_page import page_of as asking_page_of
from ..forms.proposals import AskForm, MenteeDeclineForm, MentorDeclineForm
from ..models import Mentor, MentoringRequest, Proposal
from ..proposal_page import page_of, side_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, username):
    """Ask one mentor with a few words. Who may not see a mentor does not find them, whatever the reason."""
    mentors = Mentor.objects.visible_to(request.user).exclude(person=request.user).select_related("person")
    mentor, now = get_object_or_404(mentors, person__username=username), timezone.now()
    requests = MentoringRequest.objects.open().filter(person=request.user).with_waiting_known(now)
    form = AskForm(request.POST or None, requests=requests) if requests.exists() else None
    if form is not None and form.is_valid():
        try:
            check_rate(request)
            proposal = actions.ask(mentor=mentor, now=now, **form.cleaned_data)
        except ValidationError as refusal:
            if refusal.code == "not_found":
                raise Http404 from None
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your question is on its way. You hear of the answer."))
            return redirect(proposal)
    context = asking_page_of(mentor, request.user, form, now)
    was_refused = request.method == "POST"  # what was sent well is led on above
    status = HTTPStatus.UNPROCESSABLE_ENTITY if was_refused else HTTPStatus.OK
    return render(request, "mentoring/ask.html", context, status=status)


def visible(request):
    """The proposals of the reader; nobody else sees them, organizers included."""
    rows = Proposal.objects.visible_to(request.user).select_related(
        "request__person",
        "request__cohort__language",
        "request__area",
        "request__language",
        "mentor__person",
        "round__language",
    )
    return rows.select_related("pairing", "mentor__language")


@login_required
@require_safe
def proposal(request, pk):
    """A proposal, to its two sides."""
    return _page(request, get_object_or_404(visible(request), pk=pk))


def _page(request, found, form=None, refusal=""):
    side = side_of(found, request.user)
    context = page_of(found, request.user, timezone.now())
    context |= {"form": form or _form_of(side)(), "refusal": refusal}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form or refusal else HTTPStatus.OK
    return render(request, "mentoring/proposal.html", context, status=status)


def _form_of(side):
    return MentorDeclineForm if side == Proposal.Side.MENTOR else MenteeDeclineForm


@login_required
@require_POST
def answer_proposal(request, pk):
    """Accept, or decline and perhaps pause; who came too late is led to what holds."""
    found = get_object_or_404(visible(request), pk=pk)
    side = side_of(found, request.user)
    if request.POST.get("answer") == "accept":
        return _accepted(request, found, side)
    if request.POST.get("answer") != "decline":
        return _page(request, found, refusal=_("Choose whether you accept or decline."))
    form = _form_of(side)(request.POST)
    if form.is_valid():
        try:
            check_rate(request)
            typed = form.cleaned_data
            until = typed.get("away_until")
            actions.decline(proposal=found, side=side, reason=typed["reason"], pause_until=until, now=timezone.now())
        except ValidationError as refusal:
            if not hasattr(refusal, "error_dict"):
                return _led(request, found, refusal)
            for name, errors in refusal.error_dict.items():
                form.add_error("away_until" if name == "pause_until" else name, errors)
        else:
            messages.success(request, _declined(side, until))
            return redirect(found)
    return _page(request, found, form)


def _accepted(request, found, side):
    try:
        check_rate(request)
        pairing = actions.accept(proposal=found, side=side, now=timezone.now())
    except ValidationError as refusal:
        return _led(request, found, refusal)
    if pairing is None:
        messages.success(request, _("You accepted. When the other one accepts too, you are a pair."))
        return redirect(found)
    messages.success(request, _("You are a pair. Choose when you meet first."))
    return redirect(pairing)


def _led(request, found, refusal):
    """Back to the page, which says what holds."""
    messages.error(request, refusal.messages[0])
    return redirect(found)


def _declined(side, until):
    if until:
        return _("You declined, and you pause. Nobody asks you until then.")
    if side == Proposal.Side.MENTOR:
        return _("You declined. Thank you for saying it: somebody else is looked for.")
    return _("You declined. Your request stays open.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_proposal(request, pk):
    """Who asked takes the question back; asked before it is done."""
    rows = visible(request).filter(request__person=request.user, origin=Proposal.Origin.ASKED)
    found = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        try:
            check_rate(request)
            actions.withdraw(proposal=found, now=timezone.now())
        except ValidationError as refusal:
            return _led(request, found, refusal)
        messages.success(request, _("Your question is withdrawn. You can ask another mentor."))
        return redirect(found.request)
    if not Proposal.objects.open_at(timezone.now()).filter(pk=pk).exists():
        return redirect(found)
    context = {
        "question": _("Withdraw your question to this mentor?"),
        "consequence": _("The mentor is told. Your request stays open, and you can ask somebody else."),
        "action": _("Withdraw it"),
        "danger": True,
        "cancel_url": found.get_absolute_url(),
    }
    return render(request, "_components/confirm.html", context)
