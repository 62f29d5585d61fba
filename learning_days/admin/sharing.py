"""Reports from home at the desk: every organizer reads them, as everybody does, and hides what does not belong here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from consultations.admin.base import HiddenFilter, OrganizerAdmin
from mentoring.admin.base import ReadAdmin

from ..actions import sharings as actions
from ..models import Sharing
from ..spread import Reports, number, spread_of
from .hiding import Hides


@admin.register(Sharing)
class SharingAdmin(Hides, ReadAdmin, OrganizerAdmin):
    """Their words stay their author's. A name of somebody without an account is read by the author alone."""

    list_before_template = "admin/learning_days/sharing_figures.html"
    list_display = ["title", "person", "held_on", "place", "region", "people", "reached", "state"]
    list_filter = [HiddenFilter, "region", "is_demonstration"]
    list_select_related = ["person", "region"]
    search_fields = ["title", "text", "place", "person__display_name", "person__username"]
    ordering = ["-held_on", "-pk"]
    date_hierarchy = "held_on"
    fields = ["title", "text", "lang", "person", "held_on", "place", "region", "language", "people", "people_known"]
    fields += ["before", "created_at", "changed_at", "is_demonstration", "hidden_at", "hidden_because"]
    readonly_fields = [*fields]
    hiding_done = _("Hidden. Its author is told why.")
    hiding_title = _("Hide this report?")
    hiding_intro = _("It leaves the pages, the sums and the files. What goes on from it stays. Its author reads why.")
    showing_title = _("Show this report again?")
    showing_intro = _("It stands on the pages again, and counts. The log keeps the reason.")

    def lookup_allowed(self, lookup, value, request=None):
        """A pledge that is not public is not guessed by an address."""
        return not lookup.startswith("pledge") and super().lookup_allowed(lookup, value, request)

    def get_view_on_site_url(self, obj=None):
        return super().get_view_on_site_url(obj) if obj and obj.hidden_at is None else None

    def changelist_view(self, request, extra_context=None):
        """The list, with what all shown reports add up to above it."""
        reports = Reports()
        hidden = number(len(reports.facts) - len(reports.shown))
        figures = {"spread": spread_of(reports, reports.shown), "hidden": hidden}
        return super().changelist_view(request, {**(extra_context or {}), **figures})

    @display(description=_("reached first"))
    def reached(self, sharing):
        return sharing.people - sharing.people_known

    @display(description=_("state"), label={"shown": "success", "hidden": "danger"})
    def state(self, sharing):
        return ("hidden", _("hidden")) if sharing.hidden_at else ("shown", _("shown"))

    def hide_row(self, sharing, reason, now):
        actions.hide(sharing=sharing, reason=reason, now=now)

    def show_row(self, sharing, now):
        actions.show(sharing=sharing, now=now)
