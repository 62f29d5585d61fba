"""Proposing a workshop, changing it, and saying whether one leads it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.views.refusals import add_refusal, invalid
from mentoring.models import Mentor
from people.rules import check_rate

from ..actions import programme as actions
from ..actions import workshop_leads
from ..forms.workshops import WorkshopForm
from ..models import Edition, Workshop
from ..own_workshops import page_of, rows_of


def published(slug, now):
    return get_object_or_404(Edition.objects.published_at(now).select_related("language"), slug=slug)


def own_workshop(request, slug, pk, now):
    """A workshop that the reader proposed or leads, or is asked to lead."""
    rows = Workshop.objects.of(request.user).filter(edition=published(slug, now))
    return get_object_or_404(rows.select_related("edition__language", "language"), pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, slug):
    """Propose a workshop for an edition to come; below, one's own proposals and how they stand."""
    now, person = timezone.now(), request.user
    edition = published(slug, now)
    form = WorkshopForm(request.POST or None, person=person, now=now, asked=request.GET.get("from", "")[:30])
    if form.is_valid():
        try:
            check_rate(request)
            made = actions.propose(edition=edition, person=person, now=now, **form.written)
        except ValidationError as refusal:
            add_refusal(form, ValidationError(refusal.messages))
        else:
            messages.success(request, _("Thank you. The organizers read it, and you hear of their answer."))
            return redirect("learning_days:lead", slug, made.pk)
    context = {
        "edition": edition,
        "form": form,
        "is_mentor": Mentor.objects.active().filter(person=person).exists(),
        "is_over": actions.is_over(edition, now),
        "rows": rows_of(edition, person),
    }
    return render(request, "learning_days/propose.html", context, status=invalid(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_proposal(request, slug, pk):
    """Change the text of a workshop that one proposed or leads; a settled one leads to how it stands."""
    now, person = timezone.now(), request.user
    found = get_object_or_404(Workshop.objects.written_by(person), pk=own_workshop(request, slug, pk, now).pk)
    if found.state not in ("proposed", "accepted") or actions.is_over(found.edition, now):
        return redirect("learning_days:lead", slug, pk)
    form = WorkshopForm(request.POST or None, person=person, now=now, workshop=found)
    if form.is_valid():
        try:
            check_rate(request)
            actions.change(workshop=found, person=person, now=now, **form.written)
        except ValidationError as refusal:
            add_refusal(form, ValidationError(refusal.messages))
        else:
            messages.success(request, _("The workshop is changed."))
            return redirect("learning_days:lead", slug, pk)
    context = {"edition": found.edition, "form": form, "workshop": found, "is_mentor": True}
    return render(request, "learning_days/propose.html", context, status=invalid(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lead(request, slug, pk):
    """How one's workshop stands; agree to lead it, or lead it no more."""
    now, person = timezone.now(), request.user
    found = own_workshop(request, slug, pk, now)
    if request.method == "POST":
        try:
            check_rate(request)
            said = answer(found, person, request.POST.get("answer"), now)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, said)
        is_theirs = Workshop.objects.of(person).filter(pk=pk).exists()
        return redirect("learning_days:lead", slug, pk) if is_theirs else redirect(found.edition)
    return render(request, "learning_days/lead.html", page_of(found, person, now))


def answer(workshop, person, said, now):
    """Do what was said, and answer the sentence for it."""
    if said == "agree":
        workshop_leads.agree(workshop=workshop, person=person, now=now)
        return _("You lead this workshop. Your name stands in the programme from the next release on.")
    if said == "leave":
        workshop_leads.leave(workshop=workshop, person=person, now=now)
        return _("You do not lead this workshop. The organizers see it.")
    raise ValidationError(_("Choose one of the two answers."), code="unknown")
