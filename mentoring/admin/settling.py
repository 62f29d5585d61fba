"""What people tell the organizers about a pairing: check-ins and concerns, settled with an outcome.

Who is one of the pair reads neither here, organizer or not.
"""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextareaWidget

from consultations.admin.base import OrganizerAdmin, one_form

from ..actions.settling import settle
from ..models import CheckIn, Concern
from .base import ReadAdmin


class OutcomeForm(forms.Form):
    """How it was settled."""

    outcome = forms.CharField(
        label=_("Outcome"),
        max_length=500,
        help_text=_("For the record of the organizers: what you did, and what was agreed."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


class Settled(ReadAdmin, OrganizerAdmin):
    """A list of what was told, the pair named, with the one action that closes it."""

    actions_detail = ["settle"]
    list_select_related = ["pairing__mentee", "pairing__mentor__person", "settled_by"]
    search_fields = ["pairing__mentee__display_name", "pairing__mentor__person__display_name"]

    @display(description=_("pair"))
    def pair(self, row):
        return f"{row.pairing.mentee} – {row.pairing.mentor.person}"

    def has_settle_permission(self, request, object_id=None):
        """For the button; what is sent is answered by the action with the state that holds."""
        may = request.user.has_perm(f"mentoring.change_{self.opts.model_name}")
        if not may or request.method == "POST" or object_id is None:
            return may
        row = self.get_object(request, object_id)
        return row is not None and self.is_open(row)

    @action(description=_("Settle it …"), permissions=["settle"], icon="task_alt")
    def settle(self, request, object_id):
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return one_form(
            request,
            self,
            row,
            OutcomeForm(request.POST or None),
            change=lambda outcome: settle(row=row, outcome=outcome, actor=request.user, now=timezone.now()),
            done=_("Settled."),
            title=_("Settle it"),
            intro=_("Only organizers read the outcome; nobody is mailed. Answer the person yourself first."),
            button=_("Settle it"),
        )


class HelpFilter(admin.SimpleListFilter):
    title = _("help")
    parameter_name = "help"

    def lookups(self, request, model_admin):
        return [("wanted", _("wanted, not settled")), ("settled", _("settled"))]

    def queryset(self, request, queryset):
        if self.value() == "wanted":
            return queryset.wanting_help()
        return queryset.filter(settled_at__isnull=False) if self.value() == "settled" else queryset


@admin.register(CheckIn)
class CheckInAdmin(Settled):
    """How the pairs say it goes; those who want help stand first."""

    list_display = ["person", "pair", "due_on", "said", "needs"]
    list_filter = [HelpFilter, "how"]
    list_select_related = [*Settled.list_select_related, "person"]
    ordering = ["-wants_help", "-answered_at", "-pk"]
    fields = ["pair", "person", "due_on", "said", "wants_help", "text", "answered_at"]
    fields += ["settled_at", "settled_by", "outcome"]
    readonly_fields = [*fields]

    def is_open(self, row):
        return bool(row.wants_help and row.answered_at and not row.settled_at)

    @display(description=_("how it goes"), label={"well": "success", "slowly": "warning", "stuck": "danger"})
    def said(self, row):
        return row.how, row.get_how_display() or _("not answered")

    @display(description=_("help"), label={"wanted": "danger", "settled": "success"})
    def needs(self, row):
        if self.is_open(row):
            return "wanted", _("wants help")
        return ("settled", _("settled")) if row.settled_at else ("", "–")


class ConcernFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", _("open")), ("settled", _("settled"))]

    def queryset(self, request, queryset):
        if self.value() == "open":
            return queryset.open()
        return queryset.filter(settled_at__isnull=False) if self.value() == "settled" else queryset


@admin.register(Concern)
class ConcernAdmin(Settled):
    """What must not wait; the one of whom it tells does not read it."""

    list_display = ["pair", "author", "raised_at", "state"]
    list_filter = [ConcernFilter]
    list_select_related = [*Settled.list_select_related, "author"]
    ordering = ["settled_at", "-raised_at", "-pk"]
    fields = ["pair", "author", "text", "raised_at", "settled_at", "settled_by", "outcome"]
    readonly_fields = [*fields]

    def is_open(self, row):
        return row.settled_at is None

    @display(description=_("state"), label={"open": "danger", "settled": "success"})
    def state(self, row):
        return ("open", _("open")) if self.is_open(row) else ("settled", _("settled"))
