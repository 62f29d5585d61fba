"""Translations by volunteers: read, hidden and shown again like every text of a participant."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import display

from ..models import Translation
from .base import HiddenFilter
from .ideas import TextAdmin

SOURCES = [
    "idea__consultation", "comment__idea__consultation", "comment__topic__consultation",
    "question__consultation", "term__concept__consultation", "term__language", "finding__consultation",
]  # fmt: skip


@admin.register(Translation)
class TranslationAdmin(TextAdmin):
    list_display = ["__str__", "author", "language", "about", "kind", "created_at", "is_current", "is_shown"]
    list_filter = [("language", admin.RelatedOnlyFieldListFilter), HiddenFilter, ("author", AutocompleteSelectFilter)]
    list_filter_submit = True
    search_fields = ["title", "body", "answer", "author__display_name", "author__username"]
    ordering = ["-created_at", "-pk"]
    fields = readonly_fields = [
        "title",
        "written",
        "about",
        "author",
        "language",
        "created_at",
        "changed_at",
        "is_current",
        "hidden_at",
        "hidden_reason",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author", "language", *SOURCES)

    @display(description=_("of"))
    def about(self, translation):
        return translation.source

    @display(description=_("kind"))
    def kind(self, translation):
        return translation.source._meta.verbose_name

    @display(description=_("up to date"), boolean=True)
    def is_current(self, translation):
        return not translation.is_outdated
