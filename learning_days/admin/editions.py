"""Editions at the desk: their days, rooms and figures, published once they can be read."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminSelectWidget

from academy.admin.base import Organized
from consultations.admin.base import TracedAdmin, one_form
from people import time_zones

from ..actions.editions import keep_hours, publish
from ..models import Day, Edition, Room
from .door_links import LeadsToTheFigures
from .edition_parts import DayInline, FigureInline, RoomInline, save_days, save_rooms
from .programme_pages import ArrangesProgrammes


class EditionForm(forms.ModelForm):
    """An edition as organizers type it."""

    zone = forms.ChoiceField(
        label=_("Time zone of the venue"),
        help_text=_("The hours of days and workshops are typed and shown on this clock."),
        widget=UnfoldAdminSelectWidget,
    )

    class Meta:
        help_texts = {
            "registration_opens_at": _("In your time zone. Empty, both: nobody registers here."),
            "registration_closes_at": _("In your time zone."),
            "offer_hours": _("Then the seat goes to the next one in the line."),
            "finding": _("The finding of a consultation that this edition answers."),
            "source_url": _("The page that announced it, or the report."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "zone" in self.fields:
            held = self.instance.zone or "UTC"
            self.fields["zone"].choices = time_zones.choices(held)
            self.fields["zone"].initial = held


STATES = {
    "draft": (_("not published"), "warning"),
    "coming": (_("to come"), "success"),
    "over": (_("over"), "info"),
}


@admin.register(Edition)
class EditionAdmin(LeadsToTheFigures, ArrangesProgrammes, Organized, TracedAdmin):
    """Days are added here; once published they are moved and cancelled on their own page, so that all are told."""

    form = EditionForm
    frozen = {"day_capacity_holds_the_seated", "day_keeps_its_workshops", "room_holds_its_workshops"}
    published_meanwhile = _(
        "Somebody took a seat or placed a workshop a moment ago, and your change does not fit any more. Nothing was "
        "saved: this is how it stands now."
    )
    list_display = ["title", "state", "begins_on", "venue", "year"]
    list_filter = ["year", "is_demonstration"]
    search_fields = ["title", "slug", "venue"]
    ordering = ["-year", "-pk"]
    autocomplete_fields = ["language", "finding", "organizers"]
    readonly_fields = ["published_at"]
    inlines = [DayInline, RoomInline, FigureInline]
    actions_detail = ["programme", "release", "who_came", "publish"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary", "language", ("year", "venue"), "zone"]}),
        (
            _("Registration"),
            {"fields": ["registration_opens_at", "registration_closes_at", "criteria", "offer_hours"]},
        ),
        (_("Where it comes from"), {"fields": ["finding", "source_url", "is_demonstration", "published_at"]}),
        (_("Who runs it"), {"fields": ["organizers"], "description": _("Only they, and you, see it here.")}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_span()

    def get_readonly_fields(self, request, obj=None):
        """What people rely on: the address, and the clock on which they read the hours."""
        if obj is None:
            return self.readonly_fields
        published = Edition.objects.filter(pk=obj.pk, published_at__isnull=False).exists()
        placed = published or obj.workshops.filter(day__isnull=False).exists()
        return [*self.readonly_fields, *(["slug"] if published else []), *(["zone"] if placed else [])]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    def get_view_on_site_url(self, obj=None):
        """A draft has no page that readers see."""
        return super().get_view_on_site_url(obj) if obj and obj.published_at else None

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "zone" in form.changed_data:
            keep_hours(edition=obj, before=form.initial["zone"], actor=request.user)

    def save_formset(self, request, form, formset, change):
        if formset.model is Day:
            save_days(request, formset)
        elif formset.model is Room:
            save_rooms(formset)
        else:
            super().save_formset(request, form, formset, change)

    @display(description=_("state"), label={key: colour for key, (_said, colour) in STATES.items()})
    def state(self, edition):
        is_over = edition.over_at and edition.over_at <= timezone.now()
        state = ("over" if is_over else "coming") if edition.published_at else "draft"
        return state, STATES[state][0]

    @display(description=_("begins"), ordering="begins_at")
    def begins_on(self, edition):
        return edition.begins_at and timezone.localtime(edition.begins_at).date()

    def has_publish_permission(self, request, object_id=None):
        """For the button; what is sent is answered by the action with the state that holds."""
        if not self.has_change_permission(request) or request.method == "POST" or object_id is None:
            return self.has_change_permission(request)
        edition = self.get_object(request, object_id)
        return edition is not None and edition.published_at is None

    @action(description=_("Publish …"), permissions=["publish"], icon="campaign")
    def publish(self, request, object_id):
        edition = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            edition,
            forms.Form(request.POST if request.method == "POST" else None),
            change=lambda: publish(edition=edition, actor=request.user, now=timezone.now()),
            done=_("Published. Everybody can read the edition and its days."),
            title=_("Publish this edition?"),
            intro=_(
                "Its page becomes public, with its days, its criteria and the registration once that opens. The "
                "programme follows with its first release. No mail is sent."
            ),
            button=_("Publish it"),
        )
