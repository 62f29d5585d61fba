"""Matching rounds for everybody: by which rules people are matched, how it came out, and the proof."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from academy.sources import source_of
from people.readers import same_for_all_readers

from ..models import Mentor, MentoringRequest, Round, Solution
from ..round_page import figures_of, round_row, rules_of
from ..waits import past_waits
from ..why_not import why_not as why_not_this_mentor

ROUNDS_A_PAGE = 20


@require_safe
@same_for_all_readers
def round_list(request):
    """The announced rounds, the newest first."""
    rounds = Round.objects.announced_at(timezone.now()).select_related("language", "cohort__language", "area")
    page = Paginator(rounds.newest_first(), ROUNDS_A_PAGE).get_page(request.GET.get("page", "1")[:9])
    return render(request, "mentoring/rounds.html", {"page": page, "rows": [round_row(row) for row in page]})


@require_safe
@same_for_all_readers
def round_page(request, slug):
    """One round: its dates and rules; once it is published, its figures and its proof."""
    rounds = Round.objects.announced_at(timezone.now())
    rounds = rounds.select_related("language", "cohort__language", "cohort__track__language", "area")
    row = get_object_or_404(rounds, slug=slug)
    context = {"round": row, "row": round_row(row), "rules": rules_of(row)}
    if row.cohort:
        context["source"] = source_of(row.cohort.track, timezone.now())
    if solution := _published(row):
        context |= {"solution": solution, "figures": figures_of(solution)}
    else:
        context["waits"] = past_waits(cohort=row.cohort, area=row.area)
    return render(request, "mentoring/round.html", context)


@require_safe
@same_for_all_readers
def round_proof(request, slug):
    """The proof of a published round as it was kept, with the terms; JSON without people."""
    row = get_object_or_404(Round.objects.announced_at(timezone.now()).published(), slug=slug)
    solution = _published(row)
    figures = figures_of(solution)
    if figures is None or figures["is_hidden"]:
        raise Http404  # so few took part that figures would tell them apart
    content = {"round": row.slug, "sha256": solution.sha256, "figures": solution.figures, "proof": solution.proof}
    return JsonResponse(content, json_dumps_params={"indent": 2, "ensure_ascii": False})


@login_required
@require_safe
def why_not(request, pk, username):
    """Why the last round did not propose this mentor to the reader."""
    asked = get_object_or_404(MentoringRequest, person=request.user, pk=pk)
    visible = Mentor.objects.visible_to(request.user).exclude(person=request.user).select_related("person")
    mentor = get_object_or_404(visible, person__username=username)
    # Each answer may match the whole round once more.
    if ratelimit.consume_or_429(request, action="explain", user=request.user, limit_get=True):
        messages.error(request, _("You have asked this very often within an hour. Please ask again later."))
        return redirect(asked)
    answer = why_not_this_mentor(request=asked, mentor=mentor)
    if answer is None:
        raise Http404
    return render(request, "mentoring/why_not.html", {"asked": asked, "mentor": mentor, "answer": answer})


def _published(row):
    """The solution whose proposals went out, or None before."""
    return Solution.objects.filter(round=row).defer("candidates").latest() if row.published_at else None
