"""Who offers to mentor and who seeks a mentor: read here, and changed by the people themselves."""

from django.contrib import admin
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display

from consultations.admin.base import OrganizerAdmin

from ..models import Mentor, MentoringRequest, OfferedSkill, WantedSkill
from .base import ReadAdmin


class OfferedSkillInline(ReadAdmin, TabularInline):
    model = OfferedSkill
    fields = ["skill", "is_as_co_mentor", "course", "added_at"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("skill", "course").order_by("skill__title", "pk")


class OfferFilter(admin.SimpleListFilter):
    """Whether somebody can be matched, or is experienced (mentoring.rules.experience)."""

    title = _("offer")
    parameter_name = "offer"

    def lookups(self, request, model_admin):
        return [
            ("free", _("has free places")),
            ("experienced", _("is experienced")),
            ("away", _("is away")),
            ("stopped", _("has stopped")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "experienced":
            return queryset.experienced()
        if self.value() == "free":
            return queryset.present_on(today).filter(free__gt=0)
        if self.value() == "away":
            return queryset.active().filter(away_until__gte=today)
        return queryset.filter(stopped_at__isnull=False) if self.value() == "stopped" else queryset


@admin.register(Mentor)
class MentorAdmin(ReadAdmin, OrganizerAdmin):
    """Mentors with their load. Whom they would rather avoid stands nowhere here."""

    list_display = ["person", "skills", "load", "free_places", "state", "created_at"]
    list_filter = [OfferFilter, "areas", "regions", "is_demonstration"]
    list_select_related = ["person"]
    search_fields = ["person__display_name", "person__username"]
    ordering = ["person__display_name", "pk"]
    inlines = [OfferedSkillInline]
    fields = [
        "person",
        "load",
        "free_places",
        "about",
        "areas",
        "regions",
        "away_until",
        "created_at",
        "changed_at",
        "stopped_at",
        "is_demonstration",
    ]
    readonly_fields = [*fields]

    def get_queryset(self, request):
        offered = OfferedSkill.objects.select_related("skill").order_by("skill__title", "pk")
        rows = super().get_queryset(request).with_load()
        return rows.prefetch_related(Prefetch("offered_skills", offered))

    @display(description=_("skills"))
    def skills(self, mentor):
        return ", ".join(str(offered.skill) for offered in mentor.offered_skills.all()) or "–"

    @display(description=_("people now, of at most"))
    def load(self, mentor):
        said = {"pairs": mentor.pairs, "places": mentor.capacity}
        return _("%(pairs)s of %(places)s") % said

    @display(description=_("free places"), ordering="free")
    def free_places(self, mentor):
        return mentor.free

    @display(description=_("state"), label={"here": "success", "away": "warning", "stopped": "danger"})
    def state(self, mentor):
        if mentor.stopped_at:
            return "stopped", _("has stopped")
        if mentor.away_until and mentor.away_until >= timezone.localdate():
            return "away", _("is away")
        return "here", _("offers")


class WantedSkillInline(ReadAdmin, TabularInline):
    model = WantedSkill
    fields = ["rank", "skill"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("skill").order_by("rank")


class RequestFilter(admin.SimpleListFilter):
    """Where a request stands."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", _("seeks a mentor")), ("paired", _("has a mentor")), ("over", _("withdrawn or closed"))]

    def queryset(self, request, queryset):
        if self.value() == "open":
            return queryset.open()
        if self.value() == "paired":
            return queryset.standing().filter(has_mentor=True)
        return queryset.exclude(pk__in=queryset.standing().values("pk")) if self.value() == "over" else queryset


@admin.register(MentoringRequest)
class MentoringRequestAdmin(ReadAdmin, OrganizerAdmin):
    """Who seeks a mentor, where, and for which skills."""

    view_on_site = False  # that page is the person's
    list_display = ["person", "place", "skills", "state", "created_at"]
    list_filter = [RequestFilter, "cohort", "area"]
    list_select_related = ["person", "cohort", "area"]
    search_fields = ["person__display_name", "person__username"]
    ordering = ["-created_at", "-pk"]
    inlines = [WantedSkillInline]
    fields = ["person", "place", "about", "state", "created_at", "changed_at", "withdrawn_at", "closed_at"]
    readonly_fields = [*fields]

    def get_queryset(self, request):
        wanted = WantedSkill.objects.select_related("skill").order_by("rank")
        rows = super().get_queryset(request).with_mentor_known()
        return rows.prefetch_related(Prefetch("wanted_skills", wanted))

    @display(description=_("place"))
    def place(self, row):
        return row.place

    @display(description=_("wanted skills"))
    def skills(self, row):
        return ", ".join(str(wanted.skill) for wanted in row.wanted_skills.all()) or "–"

    @display(description=_("state"), label={"open": "warning", "paired": "success", "over": "info"})
    def state(self, row):
        if row.withdrawn_at or row.closed_at:
            return "over", _("withdrawn") if row.withdrawn_at else _("closed")
        return ("paired", _("has a mentor")) if row.has_mentor else ("open", _("seeks a mentor"))
