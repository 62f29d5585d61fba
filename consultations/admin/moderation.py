"""The queue of reports: open ones first, oldest first; one decision answers every report of a text."""

from django import forms
from django.contrib import admin
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.decorators import display
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextareaWidget

from ..actions import moderation as actions
from ..models import Report
from ..rules.moderation import author_of, text_of
from .base import OrganizerAdmin, one_form

TEXTS = [
    "idea__consultation", "idea__language", "idea__author",
    "comment__idea__consultation", "comment__topic__consultation", "comment__language", "comment__author",
    "question__consultation", "question__language", "question__author",
    "term__concept__consultation", "term__language", "term__proposer",
    "translation__language", "translation__author",
]  # fmt: skip


class DecisionFilter(admin.SimpleListFilter):
    """Open ones, or those with one of the decisions that the model knows."""

    title = _("decision")
    parameter_name = "decision"

    def lookups(self, request, model_admin):
        return [("open", pgettext_lazy("report", "open")), *model_admin.model.Decision.choices]

    def queryset(self, request, queryset):
        if self.value() == "open":
            return queryset.filter(decided_at__isnull=True)
        return queryset.filter(decision=self.value()) if self.value() else queryset


class DecisionForm(forms.Form):
    """The text stays, or it is hidden with a reason."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=Report.Decision, widget=UnfoldAdminRadioSelectWidget(radio_style=1)
    )
    reason = forms.CharField(
        label=_("Reason for hiding"),
        max_length=300,
        required=False,
        help_text=_("Readers see it in the place of the text. Empty if the text stays."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


@admin.register(Report)
class ReportAdmin(OrganizerAdmin):
    list_display = ["text", "kind", "reason", "note", "reporter", "created_at", "verdict"]
    list_filter = [DecisionFilter, "reason"]
    search_fields = [
        "note",
        "idea__title",
        "comment__body",
        "question__body",
        "term__text",
        "translation__body",
        "reporter__username",
    ]
    ordering = [F("decided_at").asc(nulls_first=True), "created_at", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("reporter", "decided_by", *TEXTS)

    def has_add_permission(self, request):
        return False

    @display(description=_("text"))
    def text(self, report):
        return str(text_of(report))

    @display(description=_("kind"))
    def kind(self, report):
        return text_of(report)._meta.verbose_name

    @display(description=_("decision"), label={"": "warning", "hidden": "danger", "kept": "success"})
    def verdict(self, report):
        return report.decision, report.get_decision_display() if report.decision else pgettext_lazy("report", "open")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The text with all open reports of it, and one form that decides on them."""
        report = self.get_object(request, object_id)
        if report is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_change_permission(request, report):
            return super().change_view(request, object_id, form_url, extra_context)
        text = text_of(report)
        return one_form(
            request,
            self,
            report,
            DecisionForm(request.POST or None),
            change=lambda decision, reason: _decide(report, decision, reason, request.user),
            done=_("Decided. Every open report of this text is answered."),
            back=reverse("admin:consultations_report_changelist"),
            template="decide.html",
            title=_("Decide on a report"),
            intro="",
            button=_("Decide"),
            about=text,
            author=author_of(text),
            report=report,
            others=Report.objects.filter(decided_at=None, **{text._meta.model_name: text})
            .select_related("reporter")
            .order_by("created_at", "pk"),
        )


def _decide(report, decision, reason, actor):
    if decision == Report.Decision.HIDDEN:
        actions.hide(text=text_of(report), reason=reason, actor=actor, report=report)
    else:
        actions.keep(report=report, actor=actor)
