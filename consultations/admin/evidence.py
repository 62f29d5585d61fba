"""Focus groups with their quotes, findings with what they rest on, and resources."""

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline, TabularInline
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextareaWidget

from ..actions import findings as actions
from ..models import Evidence, Finding, FocusGroup, Quote, Resource
from ..rules.findings import check_evidence
from .base import TracedAdmin, one_form


class OfConsultation(TracedAdmin):
    """A thing stays in the consultation that it was made for."""

    list_filter = ["consultation"]
    list_select_related = ["consultation"]
    search_fields = ["title"]

    def get_readonly_fields(self, request, obj=None):
        return ["consultation", *self.readonly_fields] if obj else self.readonly_fields


class QuoteInline(TabularInline):
    model = Quote
    extra = 0
    autocomplete_fields = ["language"]
    ordering = ["position", "pk"]


@admin.register(FocusGroup)
class FocusGroupAdmin(OfConsultation):
    """Empty fields are shown to readers as not recorded."""

    list_display = ["setting", "consultation", "held_on", "place", "staff_count", "community_count"]
    search_fields = ["setting", "place"]
    ordering = ["consultation", "position", "pk"]
    autocomplete_fields = ["language"]
    inlines = [QuoteInline]
    fields = [
        "consultation",
        "setting",
        ("held_on", "when_note"),
        "place",
        "language",
        "method",
        ("staff_count", "community_count"),
        "notes",
        "source_url",
        "position",
    ]


CITED = ["idea", "comment", "term", "focus_group"]


class EvidenceFormSet(BaseInlineFormSet):
    """Each piece is one thing of the finding's own consultation, and stands once; else a sentence beside it."""

    def clean(self):
        super().clean()
        cited = set()
        for form in self.forms:
            if not _is_filled(form) or form in self.deleted_forms or set(form.errors) - {NON_FIELD_ERRORS}:
                continue
            piece = Evidence(**{name: form.cleaned_data.get(name) for name in CITED})
            try:
                check_evidence(piece, consultation_id=self.instance.consultation_id, cited=cited)
            except ValidationError as refusal:
                named = next((name for name in CITED if form.cleaned_data.get(name)), CITED[0])
                form.add_error(named, refusal)  # unfold shows no errors of a whole row
            else:
                cited.add(piece.thing)


def _is_filled(form):
    """A piece that stands already, or a row in which something was typed."""
    return form.instance.pk is not None or form.has_changed()


class EvidenceInline(StackedInline):
    """What the finding rests on: in each piece exactly one thing."""

    model = Evidence
    formset = EvidenceFormSet
    extra = 0
    autocomplete_fields = CITED
    fields = [*CITED, "note", "position"]
    ordering = ["position", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_things()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in CITED:
            field.widget = field.widget.widget  # without the buttons to add and edit another thing beside it
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in CITED:  # what cannot be found there cannot be sent either, such as a draft
            desk = self.admin_site.get_model_admin(db_field.related_model)
            kwargs["queryset"] = desk.get_queryset(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class WithdrawForm(forms.Form):
    """Why readers see the finding no more."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=100,
        help_text=_("Only organizers read it, in the history."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )


@admin.register(Finding)
class FindingAdmin(OfConsultation):
    """A draft until it is published; new words of a published one are a new version of it."""

    list_display = ["title", "state", "consultation", "language", "revision", "published_at"]
    list_select_related = ["consultation", "language"]
    search_fields = ["title", "body"]
    ordering = ["consultation", "position", "pk"]
    autocomplete_fields = ["language"]
    readonly_fields = ["revision", "published_at", "published_by"]
    inlines = [EvidenceInline]
    actions_detail = ["publish", "withdraw"]
    fields = ["consultation", "title", "body", "language", "source_url", "position", *readonly_fields]

    @display(description=_("state"), label={"published": "success", "draft": "warning"})
    def state(self, finding):
        return ("published", _("published")) if finding.published_at else ("draft", _("draft"))

    def save_model(self, request, obj, form, change):
        if not change:
            super().save_model(request, obj, form, change)
        elif written := [name for name in form.changed_data if name in form.fields]:
            actions.change(finding=obj, fields=written, actor=request.user)

    def get_view_on_site_url(self, obj=None):
        """A draft has no page that readers see."""
        return super().get_view_on_site_url(obj) if obj and obj.published_at else None

    def has_publish_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, published=False)

    def has_withdraw_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, published=True)

    @action(description=_("Publish …"), permissions=["publish"], icon="campaign")
    def publish(self, request, object_id):
        finding = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            finding,
            forms.Form(request.POST if request.method == "POST" else None),
            change=lambda: actions.publish(finding=finding, actor=request.user),
            done=_("Published. Those who follow the consultation are told."),
            title=_("Publish this finding?"),
            intro=_("Everybody can read it with its evidence. Those who follow the consultation are told, once."),
            button=_("Publish it"),
        )

    @action(description=_("Take it back …"), permissions=["withdraw"], icon="undo")
    def withdraw(self, request, object_id):
        finding = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            finding,
            WithdrawForm(request.POST or None),
            change=lambda reason: actions.withdraw(finding=finding, reason=reason, actor=request.user),
            done=_("Taken back. It is a draft again."),
            title=_("Take this finding back?"),
            intro=_("Readers see it no more. You can publish it again; nobody is told a second time."),
            button=_("Take it back"),
            danger=True,
        )

    def _may_turn(self, request, object_id, *, published):
        if not self.has_change_permission(request):
            return False
        if request.method == "POST" or object_id is None:  # the action answers with the state that holds
            return True
        finding = self.get_object(request, object_id)
        return finding is not None and bool(finding.published_at) == published


@admin.register(Resource)
class ResourceAdmin(OfConsultation):
    """Links to other sites; a dead one is taken out."""

    list_display = ["title", "kind", "consultation", "language", "published_on"]
    list_select_related = ["consultation", "language"]
    list_filter = ["consultation", "kind"]
    search_fields = ["title", "description", "url"]
    ordering = ["consultation", "-published_on", "pk"]
    autocomplete_fields = ["language"]
    fields = ["consultation", "kind", "title", "url", "language", "published_on", "description"]

    def has_delete_permission(self, request, obj=None):
        return request.user.has_perm("consultations.delete_resource")
