"""Solving a round, and looking at it: pairs with their reasons, who is left alone, and the proof."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action

from ..actions.rounds import begin_solving
from ..recruiting_rows import recruiting_said_of
from ..review_rows import alone_in, alone_rows, mentors_in, narrowed, pairs_of, rows_of
from ..round_rows import mentors_of, requests_of
from ..rules.solving import is_solving
from .round_pages import RoundPages

PAIRS_A_PAGE = 50


class ReviewsRounds(RoundPages):
    """Solve as often as one likes, and read what came out."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/alone/", view(self.alone), name="mentoring_round_alone"),
            path("<path:object_id>/proof/", view(self.proof), name="mentoring_round_proof"),
            *super().get_urls(),
        ]

    def has_review_permission(self, request, object_id=None):
        return self.has_view_permission(request)

    def has_solve_permission(self, request, object_id=None):
        """For the button; what is sent is answered with the state that holds."""
        if not self.has_change_permission(request) or request.method == "POST" or object_id is None:
            return self.has_change_permission(request)
        matching = self.get_object(request, object_id)
        return matching is not None and not matching.published_at

    @action(description=_("Pairs and reasons"), permissions=["review"], icon="table_view")
    def review(self, request, object_id):
        matching = self._get_or_404(request, object_id)
        solution = self.newest(matching)
        waits = self._waits(request, matching, solution)
        if request.headers.get("HX-Request") and not (waits or is_solving(matching, timezone.now())):
            return HttpResponse(headers={"HX-Refresh": "true"})
        pages = Paginator(narrowed(pairs_of(matching), matching, request.GET), PAIRS_A_PAGE)
        shown = pages.get_page(request.GET.get("page", "1")[:9])
        return self.page(
            request,
            matching,
            "review",
            title=_now("Pairs"),
            solution=solution,
            waits=waits,
            rows=rows_of(shown, matching),
            shown=shown,
            asked=request.GET,
            mentors=mentors_in(matching) if solution else [],
        )

    def _waits(self, request, matching, solution):
        """Whether a large round was given to a worker that has not begun."""
        asked = request.GET.get("after", "")
        version = solution.version if solution else 0
        return asked == str(version) and not matching.solving_since and not matching.failure

    @action(description=_("Solve …"), permissions=["solve"], icon="bolt")
    def solve(self, request, object_id):
        matching = self._get_or_404(request, object_id)
        if request.method != "POST":
            form, intro = forms.Form(), what_is_solved(matching)
            return self.page(request, matching, "", template="solve", title=_now("Solve"), form=form, intro=intro)
        before = matching.newest_version or 0
        try:
            is_done = begin_solving(matching=matching, actor=request.user, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect("admin:mentoring_round_review", matching.pk)
        matching.refresh_from_db()
        if is_done and not matching.failure:
            messages.success(request, _now("Solved, and proved to be the best."))
            self.log_change(request, matching, _now("Solved."))
        answer = redirect("admin:mentoring_round_review", matching.pk)
        if not is_done:
            answer["Location"] += f"?after={before}"
        return answer

    def alone(self, request, object_id):
        matching = self._get_or_404(request, object_id)
        solution = self.newest(matching)
        pages = Paginator(alone_in(solution), PAIRS_A_PAGE)
        shown = pages.get_page(request.GET.get("page", "1")[:9])
        return self.page(
            request,
            matching,
            "alone",
            title=_now("Without a mentor"),
            solution=solution,
            rows=alone_rows(shown),
            recruiting=recruiting_said_of(matching, solution),
            shown=shown,
        )

    def proof(self, request, object_id):
        matching = self._get_or_404(request, object_id)
        return self.page(request, matching, "proof", title=_now("Proof"), solution=self.newest(matching))


def what_is_solved(matching):
    """[sentence] with counts: who would take part at this moment."""
    people, mentors = requests_of(matching).count(), mentors_of(matching).with_load().filter(free__gt=0).count()
    return [
        ngettext("%(number)s person seeks a mentor here.", "%(number)s people seek a mentor here.", people)
        % {"number": people},
        ngettext("%(number)s mentor has a free place.", "%(number)s mentors have a free place.", mentors)
        % {"number": mentors},
        _now("Nobody is told anything: you look at the pairs first, and can solve again as often as you like."),
    ]
