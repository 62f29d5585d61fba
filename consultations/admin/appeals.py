"""The queue of appeals: open ones first, oldest first; each is decided once, with an answer to the author."""

from django import forms
from django.contrib import admin
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.decorators import display
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextareaWidget

from ..actions import appeals as actions
from ..models import Appeal
from ..rules.moderation import text_of
from .base import OrganizerAdmin, one_form
from .moderation import TEXTS, DecisionFilter


class AppealForm(forms.Form):
    """The text stays hidden or is shown again, with an answer."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=Appeal.Decision, widget=UnfoldAdminRadioSelectWidget(radio_style=1)
    )
    answer = forms.CharField(
        label=_("Answer to the author"),
        max_length=300,
        help_text=_("The author reads it; if the text is shown again, it stands in its history as the reason."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


@admin.register(Appeal)
class AppealAdmin(OrganizerAdmin):
    list_display = ["text", "kind", "author", "reason", "created_at", "verdict"]
    list_filter = [DecisionFilter]
    search_fields = ["reason", "answer", "author__username", "author__display_name"]
    ordering = [F("decided_at").asc(nulls_first=True), "created_at", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author", "decided_by", *TEXTS)

    def has_add_permission(self, request):
        return False

    @display(description=_("text"))
    def text(self, appeal):
        return str(text_of(appeal))

    @display(description=_("kind"))
    def kind(self, appeal):
        return text_of(appeal)._meta.verbose_name

    @display(description=_("decision"), label={"": "warning", "upheld": "danger", "shown": "success"})
    def verdict(self, appeal):
        return appeal.decision, appeal.get_decision_display() if appeal.decision else pgettext_lazy("appeal", "open")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The text, who hid it and why, what its author says, and one form that decides."""
        appeal = self.get_object(request, object_id)
        if appeal is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_change_permission(request, appeal):
            return super().change_view(request, object_id, form_url, extra_context)
        return one_form(
            request,
            self,
            appeal,
            AppealForm(request.POST or None),
            change=lambda decision, answer: actions.decide(
                appeal=appeal, decision=decision, answer=answer, actor=request.user
            ),
            done=_("Decided. The author will hear of it."),
            back=reverse("admin:consultations_appeal_changelist"),
            template="appeal.html",
            title=_("Decide on an appeal"),
            intro="",
            button=_("Decide"),
            about=text_of(appeal),
            appeal=appeal,
            hidden_by=actions.hider_of(appeal),
        )
