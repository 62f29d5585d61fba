"""The board of opportunities at the desk: what waits is published or declined; who proposed it hears of it."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminDateWidget, UnfoldAdminTextareaWidget

from consultations.admin.base import TracedAdmin, one_form
from people.validators import validate_year

from ..actions import opportunities as actions
from ..models import Opportunity
from ..opportunity_rows import deadline_of
from ..rules.deadlines import day_of, end_of
from ..rules.opportunities import check_can_decline, check_not_over, check_unchanged
from .bulk import run_bulk
from .files import ExportsCsv
from .resources import OpportunityResource


class OpportunityForm(forms.ModelForm):
    """The deadline is a day here; the moment at which it is over is worked out."""

    closes_on = forms.DateField(
        label=_("Last day to answer"),
        required=False,
        help_text=_("The whole day counts, by the clock of UTC. Empty: no deadline."),
        widget=UnfoldAdminDateWidget,
        validators=[validate_year],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if closes_at := self.instance.closes_at:
            earth = self.instance.closes_anywhere_on_earth
            self.initial["closes_on"] = day_of(closes_at, anywhere_on_earth=earth)

    def clean(self):
        typed, day = super().clean(), self.cleaned_data.get("closes_on")
        earth = bool(day and typed.get("closes_anywhere_on_earth"))
        if {"closes_on", "closes_anywhere_on_earth"} & set(self.changed_data):
            self.instance.closes_at = end_of(day, anywhere_on_earth=earth) if day else None
        typed["closes_anywhere_on_earth"] = earth
        if typed.get("ends_on") and not typed.get("starts_on"):
            self.add_error("starts_on", _("There is a last day: please tell the first one, too."))
        return typed


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("waiting", _("waits for you")),
            ("open", _("on the board")),
            ("past", _("over")),
            ("declined", _("declined")),
        ]

    def queryset(self, request, queryset):
        now = timezone.now()
        found = {
            "waiting": queryset.waiting,
            "open": queryset.published_at(now).open_at(now).all,
            "past": queryset.published_at(now).past_at(now).all,
            "declined": queryset.filter(declined_at__isnull=False).all,
        }
        return found[self.value()]() if self.value() in found else queryset


class DeclineForm(forms.Form):
    """Why it does not stand on the board."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Whoever proposed it reads it."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


@admin.register(Opportunity)
class OpportunityAdmin(ExportsCsv, TracedAdmin):
    """Nothing is deleted: what is declined stays with its reason."""

    form = OpportunityForm
    resource_classes = [OpportunityResource]
    list_display = ["title", "kind", "state", "deadline", "offered_by", "proposed_by"]
    list_filter = [StateFilter, "kind", "areas", "language"]
    list_select_related = ["proposed_by"]
    search_fields = ["title", "offered_by", "body"]
    ordering = ["-pk"]
    autocomplete_fields = ["language", "areas", "regions"]
    filter_horizontal = ["skills"]
    readonly_fields = ["published_at", "declined_at", "declined_because", "proposed_by", "created_at"]
    actions = ["publish_many", "decline_many"]
    actions_detail = ["publish", "decline"]
    fieldsets = [
        (None, {"fields": ["kind", "title", "body", "language", "offered_by", "url", "place"]}),
        (_("Dates"), {"fields": ["closes_on", "closes_anywhere_on_earth", "starts_on", "ends_on"]}),
        (_("For whom"), {"fields": ["areas", "regions", "skills", "is_demonstration"]}),
        (_("State"), {"fields": readonly_fields}),
    ]

    @display(description=_("state"), label={"published": "success", "waiting": "warning", "declined": "danger"})
    def state(self, opportunity):
        if opportunity.declined_at:
            return "declined", _("declined")
        return ("published", _("on the board")) if opportunity.published_at else ("waiting", _("waits for you"))

    @display(description=_("deadline"), ordering="closes_at")
    def deadline(self, opportunity):
        return deadline_of(opportunity) or "–"

    def save_model(self, request, obj, form, change):
        """Write what this organizer changed, as the next revision, which calendars take."""
        obj._history_user = request.user
        if not change:
            return obj.save()
        written = {"closes_on": ["closes_at"], "body": ["body", "body_html"]}
        names = [column for name in form.changed_data for column in written.get(name, [name])]
        columns = [name for name in names if not obj._meta.get_field(name).many_to_many]
        if "closes_on" in form.changed_data:
            columns.append("closes_anywhere_on_earth")
        if "closes_anywhere_on_earth" in form.changed_data:
            columns.append("closes_at")
        obj.revision += 1
        return obj.save(update_fields={*columns, "revision"})

    def get_view_on_site_url(self, obj=None):
        return super().get_view_on_site_url(obj) if obj and obj.published_at else None

    # Bulk changes

    @admin.action(description=_("Publish …"), permissions=["change"])
    def publish_many(self, request, queryset):
        return run_bulk(
            request,
            self,
            queryset,
            title=_("Publish these opportunities"),
            intro=_("Everybody can read them on the board. Who proposed one is told, once."),
            button=_("Publish them"),
            preview=_what_publishing_would_do,
            act=lambda row, typed: _publish(row, request.user),
            undo=lambda row, typed, memory: _take_back(row, memory, request.user),
        )

    @admin.action(description=_("Decline …"), permissions=["change"])
    def decline_many(self, request, queryset):
        return run_bulk(
            request,
            self,
            queryset,
            title=_("Decline these opportunities"),
            intro=_("Readers do not see them. Who proposed one is told, with your reason."),
            button=_("Decline them"),
            danger=True,
            form_class=DeclineForm,
            preview=_what_declining_would_do,
            act=lambda row, typed: _decline(row, typed["reason"], request.user),
            undo=lambda row, typed, memory: _take_back(row, memory, request.user),
        )

    # One of them

    def has_publish_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, "published_at")

    def has_decline_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, "declined_at")

    def _may_turn(self, request, object_id, moment):
        if not self.has_change_permission(request):
            return False
        if request.method == "POST" or object_id is None:  # the action answers with the state that holds
            return True
        opportunity = self.get_object(request, object_id)
        return opportunity is not None and getattr(opportunity, moment) is None

    @action(description=_("Publish …"), permissions=["publish"], icon="campaign")
    def publish(self, request, object_id):
        opportunity = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            opportunity,
            forms.Form(request.POST if request.method == "POST" else None),
            change=lambda: _publish(opportunity, request.user),
            done=_("Published. Who proposed it is told."),
            title=_("Publish this opportunity?"),
            intro=_("Everybody can read it on the board. Who proposed it is told, once."),
            button=_("Publish it"),
            about=opportunity,
        )

    @action(description=_("Decline …"), permissions=["decline"], icon="block")
    def decline(self, request, object_id):
        opportunity = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            opportunity,
            DeclineForm(request.POST or None),
            change=lambda reason: _decline(opportunity, reason, request.user),
            done=_("Declined. Who proposed it is told."),
            title=_("Decline this opportunity?"),
            intro=_("Readers do not see it. It stays here with your reason, and can be published later."),
            button=_("Decline it"),
            danger=True,
            about=opportunity,
        )


def _what_publishing_would_do(rows, typed):
    return [(row, *_verdict(_check_publish, row, _now("Will be published."))) for row in rows]


def _what_declining_would_do(rows, typed):
    return [(row, *_verdict(check_can_decline, row, _now("Will be declined."))) for row in rows]


def _verdict(check, row, sentence):
    try:
        check(row)
    except ValidationError as refusal:
        return " ".join(refusal.messages), False
    return sentence, True


def _check_publish(row):
    if row.published_at:
        raise ValidationError(_now("Stands on the board already."))
    check_not_over(row, timezone.now())


def _publish(row, actor):
    before = actions.standing_of(row)
    row = actions.publish(opportunity=row, actor=actor, now=timezone.now())
    return _now("Published."), {"before": before, "revision": row.revision}


def _decline(row, reason, actor):
    before = actions.standing_of(row)
    row = actions.decline(opportunity=row, reason=reason, actor=actor, now=timezone.now())
    return _now("Declined."), {"before": before, "revision": row.revision}


def _take_back(row, memory, actor):
    check_unchanged(row, memory["revision"])
    actions.take_back(opportunity=row, actor=actor, **memory)
    return _now("Stands as it did before.")
