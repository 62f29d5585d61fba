"""Figures of the rounds that an organizer leads, as tables with bars."""

from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from ..models import Round
from ..round_figures import groups_of, rows_of
from .base import led

ROUNDS = 20  # of the table


class CountsRounds:
    """A page for all led rounds: what each came to, and one of them by region and language."""

    def has_figures_permission(self, request):
        return self.has_view_permission(request)

    @action(description=_("Figures"), permissions=["figures"], icon="bar_chart")
    def figures(self, request):
        rows = rows_of(led(Round.objects.select_related("language"), request.user).newest_first()[:ROUNDS])
        asked = request.GET.get("round", "")
        chosen = next((row for row in rows if str(row["round"].pk) == asked), rows[0] if rows else None)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _now("Figures of the rounds"),
            "rows": rows,
            "chosen": chosen,
            "groups": groups_of(chosen["round"]) if chosen else {},
        }
        return render(request, "admin/mentoring/figures.html", context)
