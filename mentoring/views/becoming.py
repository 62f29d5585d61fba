"""Becoming a mentor, and being beside one."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.models import Language, Skill
from people.rules import check_rate

from ..actions import becoming, co_mentors
from ..forms.pairings import BecomeForm, InviteForm
from ..learnt import learnt_by
from ..models import Availability, CoMentorInvitation, Mentor
from ..pairing_page import side_of
from ..rules import becoming as rules
from ..rules import experience
from .pairings import own_pairing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def become_mentor(request):
    """Offer what one has learnt here, in one step."""
    learnt = {row.skill for row in learnt_by(request.user)}
    titles = [
        (str(skill.pk), _(skill.title)) for skill in Skill.objects.filter(pk__in=learnt).order_by("position", "pk")
    ]
    form = BecomeForm(request.POST or None, skills=titles)
    if form.is_valid():
        try:
            check_rate(request)
            _become(request.user, form.cleaned_data["skills"])
        except ValidationError as refusal:
            form.add_error(None, ValidationError(refusal.messages))
        else:
            return _begun(request)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {
        "form": form,
        "learnt": titles,
        "rule": rules.in_words(),
        "experience": experience.in_words(),
        "mentor": Mentor.objects.active().filter(person=request.user).exists(),
        "is_alone": becoming.has_finished(request.user),
    }
    return render(request, "mentoring/become_mentor.html", context, status=status)


def _become(person, skills):
    language = Language.objects.spoken_by(person).order_by("-levels__level", "code").first()
    language = language or Language.objects.filter(code=get_language()).first() or Language.objects.get(code="en")
    chosen = {int(key) for key in skills}
    becoming.become_mentor(person=person, skills=chosen, language=language, now=timezone.now())


def _begun(request):
    """On to what a mentor needs next: hours, or the desk."""
    if Availability.objects.filter(person=request.user, blocks__isnull=False).exists():
        messages.success(request, _("You are a mentor now. Here you see who asks for you."))
        return redirect("mentoring:dashboard")
    messages.success(request, _("You are a mentor now. Say when you have time, so that somebody can be found for you."))
    return redirect("mentoring:hours")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite_co_mentor(request, pk):
    """For the mentor of a pair: ask somebody who begins to join it."""
    pairing = own_pairing(request, pk)
    if side_of(pairing, request.user).role != "mentor":
        raise Http404
    candidates = co_mentors.candidates(pairing)
    form = InviteForm(request.POST or None, candidates=candidates)
    if form.is_valid():
        try:
            check_rate(request)
            co_mentors.invite(pairing=pairing, mentor=form.cleaned_data["mentor"], now=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, ValidationError(refusal.messages))
        else:
            messages.success(request, _("Both are asked. You hear when they have answered."))
            return redirect(pairing)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"pairing": pairing, "form": form, "has_candidates": candidates.exists()}
    return render(request, "mentoring/invite_co_mentor.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def co_mentor(request, pk):
    """The question to the co-mentor and to the mentee; the mentor who asked may take it back."""
    mine = Q(mentor__person=request.user) | Q(pairing__mentee=request.user) | Q(pairing__mentor__person=request.user)
    rows = CoMentorInvitation.objects.filter(mine).select_related("mentor__person", "pairing__mentor__person")
    asked = get_object_or_404(rows.select_related("pairing__mentee"), pk=pk)
    act = {"agree": co_mentors.agree, "decline": co_mentors.decline}.get(request.POST.get("answer"))
    if act is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
        return render(request, "mentoring/co_mentor.html", _question(asked, request.user), status=status)
    try:
        check_rate(request)
        asked = act(invitation=asked, person=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(reverse("mentoring:co_mentor", args=[pk]))


def _question(asked, person):
    """Who is asked what, and what the reader said already."""
    is_mentee = person.pk == asked.pairing.mentee_id
    is_asking = person.pk == asked.pairing.mentor.person_id
    said = asked.mentee_agreed_at if is_mentee else None if is_asking else asked.mentor_agreed_at
    return {
        "asked": asked,
        "pairing": asked.pairing,
        "is_mentee": is_mentee,
        "is_asking": is_asking,
        "has_agreed": said,
    }
