"""Terms. Votes are not shown here: the page of results decides who may see them, and a ballot is secret."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from ..actions.translations import raise_revision
from ..models import Term
from .base import HiddenFilter, TracedAdmin
from .hiding import HidesTexts


@admin.register(Term)
class TermAdmin(HidesTexts, TracedAdmin):
    """People vote on the word as it stands: to change it, hide it with a reason and add another."""

    list_display = ["text", "gloss", "concept", "language", "proposer", "proposed_at", "is_shown"]
    list_filter = ["concept__consultation", "concept", ("language", admin.RelatedOnlyFieldListFilter), HiddenFilter]
    search_fields = ["text", "gloss", "back_translation", "language__code", "language__autonym"]
    search_help_text = _("Word, meaning, or language")
    ordering = ["concept", "language", "text"]
    autocomplete_fields = ["concept", "language"]
    fields = ["concept", "language", "text", "gloss", "back_translation", "connotations", "source_url"]
    trace = ["proposer", "proposed_at", "is_demonstration", "hidden_at", "hidden_reason"]

    def has_add_permission(self, request):
        return request.user.has_perm("consultations.add_term")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("concept__consultation", "language", "proposer")

    def get_fields(self, request, obj=None):
        return [*self.fields, *self.trace] if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return ["concept", "language", "text", *self.trace] if obj else []

    def save_model(self, request, obj, form, change):
        if not change:
            obj.proposer = request.user
        elif "gloss" in form.changed_data:
            raise_revision(obj)
        super().save_model(request, obj, form, change)

    @display(description=_("shown"), boolean=True, ordering="hidden_at")
    def is_shown(self, term):
        return term.hidden_at is None
