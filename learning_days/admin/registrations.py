"""Who comes to which day: on a seat, offered one, waiting or gone. People register themselves; seats are given here."""

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from import_export import fields, resources
from unfold.decorators import display

from academy.admin.files import ExportsCsv
from academy.admin.resources import Moment
from consultations.admin.base import OrganizerAdmin
from mentoring.admin.base import ReadAdmin

from ..models import Registration
from . import seating

LABELS = {
    "seated": _("has a seat"),
    "staff": _("comes as staff"),
    "offered": _("is offered a seat"),
    "waiting": _("waits"),
    "left": _("left the day"),
}


def state_of(registration, now):
    """How a registration stands by the clock: whose offer lapsed has left."""
    if registration.left_at or (registration.offered_at and registration.offer_expires_at <= now):
        return "left"
    if registration.seated_at:
        return "staff" if registration.is_staff else "seated"
    return "offered" if registration.offered_at else "waiting"


class StateFilter(admin.SimpleListFilter):
    """How people stand, by the clock."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return list(LABELS.items())

    def queryset(self, request, queryset):
        now = timezone.now()
        states = {
            "seated": lambda: queryset.seated().filter(is_staff=False),
            "staff": lambda: queryset.seated().filter(is_staff=True),
            "offered": lambda: queryset.offered_at(now),
            "waiting": lambda: queryset.filter(pk__in=queryset.model.objects.waiting().order_by().values("pk")),
            "left": lambda: queryset.filter(Q(left_at__isnull=False) | Q(seated_at=None, offer_expires_at__lte=now)),
        }
        return states[self.value()]() if self.value() in states else queryset


class RegistrationResource(resources.ModelResource):
    """Who comes to which day. What people need to come is no part of it: files outlive the day it is deleted."""

    username = fields.Field("person__username", "username")
    name = fields.Field("person__display_name", "name")
    edition = fields.Field("day__edition__slug", "edition")
    day = fields.Field("day__date", "day")
    state = fields.Field(column_name="state")
    place = fields.Field("place", "place_in_line")
    created_at = fields.Field("created_at", "registered_at", Moment())
    seated_at = fields.Field("seated_at", "seated_at", Moment())
    offer_expires_at = fields.Field("offer_expires_at", "offered_until", Moment())
    left_at = fields.Field("left_at", "left_at", Moment())

    class Meta:
        model = Registration
        fields = ["username", "name", "edition", "day", "state", "place", "created_at", "seated_at"]
        fields += ["offer_expires_at", "left_at"]
        export_order = fields

    def dehydrate_state(self, registration):
        return state_of(registration, timezone.now())

    def dehydrate_place(self, registration):
        return registration.place if state_of(registration, timezone.now()) == "waiting" else ""


@admin.register(Registration)
class RegistrationAdmin(ReadAdmin, ExportsCsv, OrganizerAdmin):
    """Read here, the line in its order. Seats are given, and people taken out or made staff, with a look before."""

    unasked = frozenset({"token"})  # who knows it can show the ticket
    resource_classes = [RegistrationResource]
    list_display = ["person", "day", "standing", "created_at", "offer_expires_at"]
    list_filter = [StateFilter, "day__edition", "day", "is_staff"]
    list_select_related = ["person", "day__edition"]
    search_fields = ["person__username", "person__display_name", "day__title"]
    search_help_text = _("Name of a person or of a day")
    ordering = ["-day__date", "pk"]
    fields = ["person", "day", "standing", "created_at", "seated_at", "offered_at", "offer_expires_at", "left_at"]
    readonly_fields = [*fields]
    actions = ["give_seats", "mark_staff", "unmark_staff", "take_out"]

    def get_queryset(self, request):
        return super().get_queryset(request).in_line().select_related("person", "day__edition")

    @display(
        description=_("state"),
        label={"seated": "success", "staff": "info", "offered": "warning", "waiting": "warning", "left": "danger"},
    )
    def standing(self, registration):
        state = state_of(registration, timezone.now())
        if state == "waiting":
            return state, _("number %(place)s waiting") % {"place": registration.place}
        return state, LABELS[state]

    def has_seat_permission(self, request):
        """Giving seats is no form of the row."""
        return request.user.has_perm("learning_days.change_registration")

    @admin.action(description=_("Give a seat …"), permissions=["seat"])
    def give_seats(self, request, queryset):
        return seating.give_seats(request, self, queryset)

    @admin.action(description=_("Mark as staff …"), permissions=["seat"])
    def mark_staff(self, request, queryset):
        return seating.mark_staff(request, self, queryset)

    @admin.action(description=_("Not staff any more …"), permissions=["seat"])
    def unmark_staff(self, request, queryset):
        return seating.unmark_staff(request, self, queryset)

    @admin.action(description=_("Take out of the day …"), permissions=["seat"])
    def take_out(self, request, queryset):
        return seating.take_out(request, self, queryset)
