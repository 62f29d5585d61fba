"""What became of the ideas: deciding it on the page of an idea, and every decision with its history."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import (
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldAdminURLInputWidget,
)

from ..actions.outcomes import decide, decisions_of
from ..models import Outcome
from .base import TracedAdmin, one_form


class DecisionForm(forms.Form):
    """What became of an idea, and why; `seen` is the number of decisions when the page was opened."""

    kind = forms.ChoiceField(
        label=_("Outcome"),
        choices=[*Outcome.Kind.choices, ("", _("still open"))],
        required=False,
        widget=UnfoldAdminRadioSelectWidget(radio_style=1),
    )
    because = forms.CharField(
        label=_("Because"),
        max_length=500,
        help_text=_("Everybody reads it on the page of the idea; its author and followers are told."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )
    became = forms.CharField(
        label=_("What it became"),
        max_length=200,
        required=False,
        help_text=_("For example: the course “…”. Empty if it is declined or still open."),
        widget=UnfoldAdminTextInputWidget,
    )
    became_url = forms.URLField(
        label=_("Address of what it became"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=UnfoldAdminURLInputWidget,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class DecidesOutcomes:
    """The page of an idea says what became of it, and leads to the page where that is decided."""

    def has_decide_permission(self, request, object_id=None):
        return request.user.has_perm("consultations.change_outcome")

    @action(description=_("Decide the outcome …"), permissions=["decide"], icon="verified")
    def decide(self, request, object_id):
        idea = self._get_or_404(request, object_id)
        stands = Outcome.objects.filter(idea=idea).values("kind", "because", "became", "became_url").first() or {}
        form = DecisionForm(request.POST or None, initial={**stands, "seen": decisions_of(idea).count()})
        return one_form(
            request,
            self,
            idea,
            form,
            change=lambda **typed: _decide(form, idea, request.user, typed),
            done=_("Decided. The author and the followers are told."),
            title=_("What became of this idea?"),
            intro=_("A decision that you correct later stays in the history, and the correction is told again."),
            button=_("Publish the outcome"),
            about=idea,
        )


def _decide(form, idea, actor, typed):
    """Decide; after a refusal the same form, sent again, answers what stands there now."""
    try:
        decide(idea=idea, actor=actor, **typed)
    except ValidationError:
        form.data = form.data.copy()
        form.data["seen"] = str(decisions_of(idea).count())
        raise


@admin.register(Outcome)
class OutcomeAdmin(TracedAdmin):
    """Read here, decided on the page of each idea."""

    list_display = ["idea", "decision", "became", "decided_at", "decided_by"]
    list_filter = ["idea__consultation", "kind"]
    search_fields = ["idea__title", "because", "became"]
    ordering = ["-decided_at", "-pk"]
    fields = readonly_fields = ["idea", "kind", "because", "became", "became_url", "decided_at", "decided_by"]

    def get_queryset(self, request):
        shared = super().get_queryset(request).filter(idea__shared_at__isnull=False)
        return shared.select_related("idea", "decided_by")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @display(description=_("outcome"), label={"became": "success", "partly": "info", "declined": "danger"})
    def decision(self, outcome):
        return outcome.kind, outcome.get_kind_display()
