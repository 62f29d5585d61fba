"""Reporting a text to the moderators, and what they did so far, in numbers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.readers import same_for_all_readers
from people.rules import check_rate

from ..actions import moderation as actions
from ..forms.moderation import ReportForm
from ..models import Report
from ..moderated_texts import MODELS, readable_texts
from ..moderation_log import months_of_moderation
from .consultation import published_or_404
from .refusals import add_refusal, invalid


@login_required
@require_http_methods(["GET", "POST"])
def report(request, slug, kind, pk):
    """Ask the moderators to look at an idea, comment, question, word or translation."""
    consultation = published_or_404(slug)
    if kind not in MODELS:
        raise Http404
    text = get_object_or_404(readable_texts(kind, consultation).select_related("language"), pk=pk)
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


@require_safe
@same_for_all_readers
def log(request, slug):
    """What was reported, hidden, shown again and appealed, counted by month and kind of text."""
    consultation = published_or_404(slug)
    context = {"consultation": consultation, "months": months_of_moderation(consultation)}
    return render(request, "consultations/moderation.html", context)
