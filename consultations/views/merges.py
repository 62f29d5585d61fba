"""Answering the proposal to merge two ideas."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.rules import check_rate

from ..actions import merges as actions
from ..forms.merges import AnswerForm
from ..models import Merge
from ..translated import put_translations
from .consultation import published_or_404
from .refusals import add_refusal, invalid


@login_required
@require_http_methods(["GET", "POST"])
def merge(request, slug, pk):
    """Read both ideas, then agree or decline, as the author of one or of both."""
    consultation = published_or_404(slug)
    merges = Merge.objects.to_answer_by(request.user).filter(source__consultation=consultation)
    merge = get_object_or_404(merges.with_ideas(), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            check_rate(request)
            merge = actions.answer_merge(merge=merge, person=request.user, agrees=form.cleaned_data["agrees"])
        except ValidationError as refusal:
            merge = get_object_or_404(merges.with_ideas(), pk=pk)
            add_refusal(form, refusal)
        else:
            messages.success(request, _said(merge))
            return redirect(merge.source if merge.is_accepted else merge)
    put_translations([merge.source, merge.target], consultation=consultation, person=request.user)
    context = {"consultation": consultation, "merge": merge, "form": form, "own": _own(merge, request.user)}
    return render(request, "consultations/merge.html", context, status=invalid(form))


def _own(merge, person):
    """What the person answered so far: True, False, or None where an answer is waited for."""
    answers = {getattr(merge, f"{side}_agrees") for side in actions.SIDES if getattr(merge, side).author == person}
    return answers.pop() if len(answers) == 1 else None


def _said(merge):
    if merge.is_accepted:
        return _("Both authors agree. The idea goes on in the other one.")
    if merge.decided_at:
        return _("You declined. Both ideas stay as they are.")
    return _("You agreed. Now the author of the other idea is asked.")
