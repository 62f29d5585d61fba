"""One day of an edition at the desk: what it is called, for whom, and its seats."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.decorators import display

from consultations.admin.base import TracedAdmin

from ..actions.registrations import offer_seats
from ..models import Day
from .base import Scoped
from .door_links import LeadsToTheDoor
from .edition_parts import DayForm
from .moving import MovesDays
from .staffing import RegistersStaff


class OwnDayForm(DayForm):
    starts = ends = None


@admin.register(Day)
class DayAdmin(LeadsToTheDoor, RegistersStaff, MovesDays, Scoped, TracedAdmin):
    """Days are added on the page of their edition. Their hours are changed by moving them."""

    form = OwnDayForm
    list_display = ["title", "edition", "date", "state", "audience", "capacity"]
    list_filter = ["edition", "audience"]
    list_select_related = ["edition"]
    search_fields = ["title", "edition__title"]
    ordering = ["-date", "-pk"]
    fields = ["edition", "title", "date", ("starts_at", "ends_at"), "audience", "capacity", "cancelled_because"]
    readonly_fields = ["edition", "date", "starts_at", "ends_at", "cancelled_because"]
    actions_detail = ["door", "register_staff", "move", "cancel"]

    def has_add_permission(self, request):
        return False

    def get_view_on_site_url(self, obj=None):
        return None

    @display(description=_("state"), label={"cancelled": "danger", "over": "info", "coming": "success"})
    def state(self, day):
        if day.cancelled_at:
            return "cancelled", pgettext_lazy("a day or a workshop", "cancelled")
        return ("over", _("over")) if day.ends_at <= timezone.now() else ("coming", _("to come"))

    def save_model(self, request, obj, form, change):
        """Seats that a larger number frees are offered to the line at once."""
        super().save_model(request, obj, form, change)
        if "capacity" in form.changed_data:
            offer_seats(day=obj, now=timezone.now())
