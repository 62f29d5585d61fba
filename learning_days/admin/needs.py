"""What people need to come. Read by the organizers of the edition alone; in no file, no history and no search."""

from django.contrib import admin
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from consultations.admin.base import OrganizerAdmin
from mentoring.admin.base import ReadAdmin

from ..models import Need


class ToldFilter(admin.SimpleListFilter):
    """Which of the two was told."""

    title = _("told")
    parameter_name = "told"

    def lookups(self, request, model_admin):
        return [("access", _("to take part")), ("travel", _("to get there"))]

    def queryset(self, request, queryset):
        return queryset.exclude(**{self.value(): ""}) if self.value() in ("access", "travel") else queryset


@admin.register(Need)
class NeedAdmin(ReadAdmin, OrganizerAdmin):
    """Read here as long as it is kept: until 90 days after the day, and never of somebody who left."""

    unasked = frozenset({"travel", "access"})
    list_display = ["person", "day", "to_take_part", "to_get_there", "changed_at"]
    list_filter = [ToldFilter, "registration__day__edition", "registration__day"]
    list_select_related = ["registration__person", "registration__day__edition"]
    search_fields = ["registration__person__username", "registration__person__display_name"]
    search_help_text = _("Name of a person")
    ordering = ["-registration__day__date", "pk"]
    fields = readonly_fields = ["person", "day", "access", "travel", "changed_at", "kept_until"]

    def get_queryset(self, request):
        kept = super().get_queryset(request).kept_at(timezone.now())
        return kept.select_related("registration__person", "registration__day__edition")

    @display(description=_("person"), ordering="registration__person__display_name")
    def person(self, need):
        return need.registration.person

    @display(description=_("day"), ordering="registration__day__date")
    def day(self, need):
        return need.registration.day

    @display(description=_("to take part"))
    def to_take_part(self, need):
        return Truncator(need.access).chars(80) or "–"

    @display(description=_("to get there"))
    def to_get_there(self, need):
        return Truncator(need.travel).chars(80) or "–"

    @display(description=_("deleted at"))
    def kept_until(self, need):
        return need.kept_until
