"""Figures of the rounds that an organizer leads, as tables with bars."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from ..models import Round
from ..round_figures import groups_of, rows_of
from .base import led

ROUNDS = 20  # of the table


class CountsRounds:
    """A page for all led rounds: what each came to, and one of them by region and language."""

    def get_urls(self):
        figures = path("figures/", self.admin_site.admin_view(self.figures), name="mentoring_round_figures")
        return [figures, *super().get_urls()]

    def figures(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = rows_of(led(Round.objects.select_related("language"), request.user).newest_first()[:ROUNDS])
        asked = request.GET.get("round", "")
        chosen = next((row for row in rows if str(row["round"].pk) == asked), rows[0] if rows else None)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Figures of the rounds"),
            "rows": rows,
            "chosen": chosen,
            "groups": groups_of(chosen["round"]) if chosen else {},
        }
        return render(request, "admin/mentoring/figures.html", context)
