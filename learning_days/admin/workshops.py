"""Workshops at the desk: proposals are answered, accepted ones get a room and hours by a form."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.admin import TabularInline
from unfold.decorators import display

from academy.admin.course_parts import PartFormSet
from consultations.admin.base import TracedAdmin

from ..actions.programme import is_released
from ..actions.workshop_leads import ask_to_lead, clash_of
from ..models import Workshop, WorkshopLead
from ..rules.leads import check_can_be_led, check_not_elsewhere
from ..venue_hours import hours_said
from .base import Scoped
from .workshop_pages import AnswersProposals, PlacesWorkshops

STATES = {
    "proposed": (_("waits for you"), "warning"),
    "unplaced": (_("accepted, without a place"), "info"),
    "placed": (_("placed"), "success"),
    "declined": (pgettext_lazy("a day or a workshop", "declined"), "danger"),
    "cancelled": (pgettext_lazy("a day or a workshop", "cancelled"), "danger"),
}


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*((key, said) for key, (said, _colour) in STATES.items()), ("open", _("without a place or a lead"))]

    def queryset(self, request, queryset):
        found = {
            "unplaced": queryset.unplaced,
            "placed": queryset.placed,
            "open": lambda: queryset.to_complete(timezone.now()),
        }
        if self.value() in found:
            return found[self.value()]()
        return queryset.filter(state=self.value()) if self.value() in STATES else queryset


class LeadFormSet(PartFormSet):
    """Who is added leads nothing else at that time."""

    beside = "person"

    def clean(self):
        super().clean()
        added = [form for form in self.extra_forms if form.is_valid() and form.cleaned_data.get("person")]
        for form in added:
            try:
                check_can_be_led(self.instance, leads=self.initial_form_count() + added.index(form))
                check_not_elsewhere(form.cleaned_data["person"], clash_of(self.instance, form.cleaned_data["person"]))
            except ValidationError as refusal:
                form.add_error("person", refusal)


class LeadInline(Scoped, TabularInline):
    """Who is added is asked; the name stands in the programme once they agree."""

    model = WorkshopLead
    formset = LeadFormSet
    extra = 0
    autocomplete_fields = ["person"]
    fields = ["person", "agreed_at"]
    readonly_fields = ["agreed_at"]
    ordering = ["pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Workshop)
class WorkshopAdmin(AnswersProposals, PlacesWorkshops, Scoped, TracedAdmin):
    """The row is the draft; readers see the newest release."""

    list_display = ["title", "state_said", "edition", "place_said", "led_by", "proposed_at"]
    list_filter = [StateFilter, "edition", "language"]
    list_select_related = ["edition", "room", "day"]
    search_fields = ["title", "summary", "leads__person__display_name"]
    ordering = ["-pk"]
    autocomplete_fields = ["edition", "language", "course", "finding", "idea"]
    readonly_fields = ["stands", "state_reason", "place_said", "capacity", "proposed_by", "proposed_at"]
    inlines = [LeadInline]
    actions = ["accept_many", "decline_many"]
    actions_detail = ["accept", "decline", "place", "unplace", "cancel"]
    fieldsets = [
        (None, {"fields": ["edition", "title", "summary", "language", "minutes"]}),
        (_("What it grew from"), {"fields": ["course", "finding", "idea", "skills", "is_demonstration"]}),
        (_("Where it stands"), {"fields": readonly_fields}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("leads__person")

    def get_readonly_fields(self, request, obj=None):
        """A workshop stays in its edition; a placed one keeps its length."""
        if obj is None:
            return self.readonly_fields
        placed = Workshop.objects.filter(pk=obj.pk, day__isnull=False).exists()
        return [*self.readonly_fields, "edition", *(["minutes"] if placed else [])]

    def get_view_on_site_url(self, obj=None):
        """What is not released has no page that readers see."""
        return super().get_view_on_site_url(obj) if obj and is_released(obj) else None

    def save_model(self, request, obj, form, change):
        if not change:
            obj.proposed_by = request.user
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        """Who is added is asked by the action that tells them."""
        if formset.model is not WorkshopLead:
            return super().save_formset(request, form, formset, change)
        leads = formset.save(commit=False)
        for lead in formset.deleted_objects:
            lead.delete()
        for lead in leads:
            try:
                ask_to_lead(workshop=form.instance, person=lead.person)
            except ValidationError as refusal:  # placed elsewhere since the page was opened
                messages.error(request, refusal.messages[0])
        return None

    @display(description=_("state"), label={key: colour for key, (_said, colour) in STATES.items()})
    def state_said(self, workshop):
        state = workshop.state
        if state == "accepted":
            state = "placed" if workshop.day_id else "unplaced"
        return state, STATES[state][0]

    @display(description=_("state"))
    def stands(self, workshop):
        return self.state_said(workshop)[1]

    @display(description=_("place"), ordering="starts_at")
    def place_said(self, workshop):
        if workshop.starts_at is None:
            return "–"
        hours = hours_said(workshop.starts_at, workshop.ends_at, workshop.edition.zone)
        return f"{workshop.day} · {hours} · {workshop.room}"

    @display(description=_("led by"))
    def led_by(self, workshop):
        leads = [lead for lead in workshop.leads.all() if lead.person_id]
        return ", ".join(_name(lead) for lead in leads) or "–"


def _name(lead):
    return str(lead.person) if lead.agreed_at else _("%(name)s (asked)") % {"name": lead.person}
