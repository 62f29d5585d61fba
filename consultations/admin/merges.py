"""Proposing that an idea goes on in another one, and what the authors answered."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextareaWidget

from ..actions.merges import propose_merge
from ..models import Idea, Merge
from .base import OrganizerAdmin, one_form

BESIDE = "beside"  # in the address of the autocomplete: the idea for which another one is sought


class OtherIdea(AutocompleteSelect):
    """Finds ideas of the same consultation as one idea, and never that idea itself."""

    def __init__(self, idea, admin_site):
        super().__init__(Merge._meta.get_field("target"), admin_site, attrs={"data-width": "100%"})
        self.idea = idea

    def get_url(self):
        return f"{super().get_url()}?{BESIDE}={self.idea.pk}"


class MergeForm(forms.Form):
    """Into which idea, and why."""

    target = forms.ModelChoiceField(
        Idea.objects.none(),
        label=_("Goes on in"),
        help_text=_("Another idea of this consultation: type words of its title or text."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("Both authors read it, and later everybody."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )

    def __init__(self, *args, idea, ideas, admin_site, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].widget = OtherIdea(idea, admin_site)
        self.fields["target"].queryset = ideas


class ProposesMerges:
    """A page of an idea on which a merge is proposed, and an autocomplete that knows for which idea it is asked."""

    def has_merge_permission(self, request, object_id=None):
        return request.user.has_perm("consultations.add_merge")

    @action(description=_("Propose a merge …"), permissions=["merge"], icon="merge")
    def merge(self, request, object_id):
        idea = self._get_or_404(request, object_id)
        form = MergeForm(request.POST or None, idea=idea, ideas=self.get_queryset(request), admin_site=self.admin_site)
        return one_form(
            request,
            self,
            idea,
            form,
            change=lambda target, reason: propose_merge(source=idea, target=target, reason=reason, actor=request.user),
            done=_("Proposed. Both authors are asked."),
            title=_("Propose that this idea goes on in another one"),
            intro=_("Nothing happens unless both authors agree. Endorsements and comments stay where they are."),
            button=_("Ask the authors"),
            about=idea,
        )

    def get_search_results(self, request, queryset, search_term):
        beside = request.GET.get(BESIDE, "")
        if beside.isdecimal():
            same = Idea.objects.filter(pk=beside[:18]).values("consultation")
            queryset = queryset.filter(consultation__in=same, hidden_at=None).exclude(pk=beside[:18])
        return super().get_search_results(request, queryset, search_term)


class AnswerFilter(admin.SimpleListFilter):
    title = _("answer")
    parameter_name = "answer"

    def lookups(self, request, model_admin):
        return [("waiting", _("waits for an author")), ("accepted", _("accepted")), ("declined", _("declined"))]

    def queryset(self, request, queryset):
        if self.value() == "declined":
            return queryset.declined()
        if self.value() == "accepted":
            return queryset.accepted()
        return queryset.waiting() if self.value() == "waiting" else queryset


@admin.register(Merge)
class MergeAdmin(OrganizerAdmin):
    """What was proposed, by whom and why, and what the authors said. It is read; nobody answers for an author."""

    list_display = ["source", "target", "reason", "proposed_by", "proposed_at", "answer"]
    list_filter = [AnswerFilter, "source__consultation"]
    search_fields = ["source__title", "target__title", "reason"]
    ordering = ["-proposed_at", "-pk"]
    fields = [
        "source",
        "target",
        "reason",
        "proposed_by",
        "proposed_at",
        "source_agrees",
        "target_agrees",
        "decided_at",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source", "target", "proposed_by")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @display(description=_("answer"), label={"accepted": "success", "declined": "danger", "waiting": "warning"})
    def answer(self, merge):
        if not merge.decided_at:
            return "waiting", _("waits for an author")
        return ("accepted", _("accepted")) if merge.is_accepted else ("declined", _("declined"))
