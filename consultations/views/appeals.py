"""The author of a hidden text asks the moderators to look at it once more."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.rules import check_rate

from ..actions import appeals as actions
from ..forms.moderation import AppealForm
from ..models import Appeal
from ..moderated_texts import MODELS, own_texts
from .consultation import published_or_404
from .refusals import add_refusal, invalid


@login_required
@require_http_methods(["GET", "POST"])
def appeal(request, slug, kind, pk):
    """Ask, or read what became of it; a text that readers see again leads to its place."""
    consultation = published_or_404(slug)
    if kind not in MODELS:
        raise Http404
    text = get_object_or_404(own_texts(kind, consultation, request.user).select_related("language"), pk=pk)
    if not text.hidden_at:
        messages.info(request, _("Readers see this text."))
        return redirect(text)
    form = AppealForm(request.POST or None)
    if form.is_valid():
        try:
            check_rate(request)
            actions.appeal(text=text, author=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("You asked the moderators to look at it once more. You will hear from them."))
            return redirect(text)
    context = {
        "consultation": consultation,
        "kind": kind,
        "text": text,
        "form": form,
        "earlier": Appeal.objects.filter(hidden_at=text.hidden_at, **{kind: text}).first(),
    }
    return render(request, "consultations/appeal.html", context, status=invalid(form))
