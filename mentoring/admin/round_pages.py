"""What the pages beside a round's own one share: finding the round, its tabs, and what its newest solution says."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..round_rows import digest_of
from ..rules.solving import is_solving

TABS = ["review", "alone", "proof", "answers"]


class RoundPages:
    """Pages of one round that a led round alone has, for who may read rounds at all."""

    def _get_or_404(self, request, object_id):
        """Who was taken out of the organizers' group may still stand in a round of theirs."""
        found = super()._get_or_404(request, object_id)
        if not self.has_view_permission(request, found):
            raise PermissionDenied
        return found

    def page(self, request, matching, tab, *, status=200, template=None, **context):
        """One of the tabs of a round, or a page below one."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": matching,
            "round": matching,
            "tab": tab,
            "tabs": tabs_of(matching),
            "may_change": self.has_change_permission(request),
            "is_solving": is_solving(matching, timezone.now()),
            **context,
        }
        return render(request, f"admin/mentoring/{template or tab}.html", context, status=status)

    def newest(self, matching):
        """The solution that holds, with `is_stale`: whether something was decided since; or None."""
        solution = matching.solutions.defer("candidates").order_by("-version").first()
        if solution is not None:
            solution.is_stale = not matching.published_at and solution.decided != digest_of(matching)
            solution.alone = solution.figures.get("requests", 0) - solution.figures.get("matched", 0)
        return solution


def tabs_of(matching):
    """[(name, address, words)] of the pages of a round."""
    words = {"review": _("Pairs"), "alone": _("Without a mentor"), "proof": _("Proof"), "answers": _("Answers")}
    shown = [name for name in TABS if name != "answers" or matching.published_at]
    return [(name, reverse(f"admin:mentoring_round_{name}", args=[matching.pk]), words[name]) for name in shown]
