"""Reminder rules at the desk: written in several languages, looked at for one person, armed with the list in view."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import OrderBy
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from consultations.admin.base import TracedAdmin

from ..actions.reminder_defaults import defaults
from ..actions.reminders import change
from ..models import Day, ReminderRule
from ..querysets.reminders import HOURS_FROM_DAY
from ..rule_words import state_of, when_said
from .base import Scoped
from .reminder_forms import RuleForm, TextInline, UsualRulesForm
from .reminder_pages import ArmsRules

STATES = {
    "draft": (_("not armed"), "warning"),
    "armed": (_("armed"), "success"),
    "stopped": (_("stopped"), "danger"),
}


class StateFilter(admin.SimpleListFilter):
    """Where rules stand."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(key, said) for key, (said, _colour) in STATES.items()]

    def queryset(self, request, queryset):
        armed = queryset.filter(armed_at__isnull=False)
        chosen = {
            "draft": queryset.filter(armed_at__isnull=True),
            "armed": armed.filter(stopped_at__isnull=True),
            "stopped": armed.filter(stopped_at__isnull=False),
        }
        return chosen.get(self.value(), queryset)


@admin.register(ReminderRule)
class ReminderRuleAdmin(ArmsRules, Scoped, TracedAdmin):
    """A rule is written, looked at, armed. One that changes while it is armed tells nobody twice."""

    form = RuleForm
    list_display = ["when", "audience", "edition", "day", "state"]
    list_filter = [StateFilter, "edition", "audience"]
    list_select_related = ["edition", "day"]
    search_fields = ["edition__title", "texts__subject"]
    readonly_fields = ["version", "armed_at", "armed_by", "stopped_at"]
    inlines = [TextInline]
    actions_list = ["usual_rules"]
    actions_detail = ["preview", "arm", "stop"]
    fieldsets = [
        (None, {"fields": ["edition", "day", ("amount", "unit"), "side", "at", "audience"]}),
        (
            _("Where it stands"),
            {
                "fields": [("armed_at", "armed_by"), "stopped_at", "version"],
                "description": _(
                    "Until it is armed nobody hears of it. Changed while it is armed, it is planned anew for those "
                    "who were not told yet. New words hold for all that is not sent."
                ),
            },
        ),
    ]

    def get_ordering(self, request):
        """As people hear of it: the earliest first."""
        return ["-edition__year", "edition", OrderBy(HOURS_FROM_DAY), "pk"]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, *(["edition"] if obj else [])]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Of a rule that stands, the days of its edition alone."""
        pk = request.resolver_match.kwargs.get("object_id")
        if db_field.name == "day" and pk and pk.isdecimal():
            kwargs["queryset"] = Day.objects.filter(edition__reminders=int(pk)).order_by("date")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """What was never armed may go; what people were told by stays as a record."""
        may = request.user.has_perm("learning_days.delete_reminderrule")
        return may and obj is not None and obj.armed_at is None

    @display(description=_("when"), ordering="amount")
    def when(self, rule):
        return when_said(rule)

    @display(description=_("state"), label={key: colour for key, (_said, colour) in STATES.items()})
    def state(self, rule):
        state = state_of(rule)
        return state, STATES[state][0]

    def save_model(self, request, obj, form, change):
        if not change:
            return super().save_model(request, obj, form, change)
        return change_rule(request, obj, form)

    def has_usual_rules_permission(self, request, object_id=None):
        return self.has_add_permission(request)

    @action(description=_("Add the usual rules …"), permissions=["usual_rules"], icon="playlist_add")
    def usual_rules(self, request):
        form = UsualRulesForm(request.POST or None, person=request.user)
        if form.is_valid():
            made = defaults(edition=form.cleaned_data["edition"], actor=request.user)
            said = _("%(number)s rules were added. Read their words, then arm them.") % {"number": len(made)}
            messages.success(request, said if made else _("This edition has the usual rules already."))
            return redirect("admin:learning_days_reminderrule_changelist")
        return self.form_page(
            request,
            form,
            title=_("Add the usual rules to an edition?"),
            intro=_(
                "14, 3 and 1 days and 2 hours before each day, the day after it, and 30, 90 and 180 days after the "
                "last one, with words in several languages. Nothing is sent before you arm them."
            ),
            button=_("Add them"),
        )


def change_rule(request, rule, form):
    """Keep what was changed; a moment that went by since the form was looked at is told."""
    if form.changed_data:
        try:
            change(rule=rule, fields=form.changed_data, actor=request.user, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
