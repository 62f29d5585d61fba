"""The parts of a round on its page: places held back, and what was chosen about pairs."""

from unfold.admin import TabularInline

from academy.admin.base import UntilPublished

from ..models import Choice, Reserve


def is_published(matching):
    """Whether the round is published by now: a refused form has written into the row at hand."""
    return matching is not None and type(matching).objects.published().filter(pk=matching.pk).exists()


class RoundPart(UntilPublished):
    """A part that only organizers see."""

    is_published = staticmethod(is_published)


class ReserveInline(RoundPart, TabularInline):
    """Places and backup mentors that the round leaves free, for those whose pairing breaks."""

    model = Reserve
    autocomplete_fields = ["mentor"]
    fields = ["mentor", "places", "is_backup"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("mentor__person").order_by("mentor__person__display_name")


class ChoiceInline(RoundPart, TabularInline):
    """Made on the page of a request, where its cost is shown before; here they are read and taken back."""

    model = Choice
    fields = ["request", "mentor", "kind", "points", "reason", "chosen_by", "chosen_at"]
    readonly_fields = fields

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("request__person", "mentor__person", "chosen_by")
        return rows.order_by("-chosen_at", "-pk")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
