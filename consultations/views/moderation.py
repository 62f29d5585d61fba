"""Reporting a text to the moderators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.rules import check_rate

from ..actions import moderation as actions
from ..forms.moderation import ReportForm
from ..models import Comment, Idea, Report, Term
from .consultation import published_or_404
from .refusals import add_refusal, invalid


def reportable(kind, consultation):
    """The texts of a kind that readers see in the consultation."""
    ideas = Idea.objects.shared().filter(consultation=consultation)
    comments = Comment.objects.on_consultation(consultation).filter(hidden_at=None)
    kinds = {
        "idea": ideas,
        "comment": comments.filter(Q(idea=None) | Q(idea__in=ideas)),
        "question": consultation.questions.filter(hidden_at=None),
        "term": Term.objects.in_consultation(consultation).on_the_ballot(),
    }
    if kind not in kinds:
        raise Http404
    return kinds[kind]


@login_required
@require_http_methods(["GET", "POST"])
def report(request, slug, kind, pk):
    """Ask the moderators to look at an idea, comment, question or word."""
    consultation = published_or_404(slug)
    text = get_object_or_404(reportable(kind, consultation).select_related("language"), pk=pk)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        try:
            check_rate(request)
            actions.report(text=text, reporter=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Thank you. The moderators will look at it."))
            return redirect(text)
    context = {
        "consultation": consultation,
        "kind": kind,
        "text": text,
        "form": form,
        "earlier": Report.objects.filter(reporter=request.user, decided_at=None, **{kind: text}).first(),
    }
    return render(request, "consultations/report.html", context, status=invalid(form))
