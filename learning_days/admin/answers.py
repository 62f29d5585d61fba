"""What participants said and pledged: read by the organizers of their edition, taken from readers where it must be."""

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from import_export import fields, resources
from unfold.decorators import action, display

from academy.admin.files import ExportsCsv
from consultations.admin.base import HiddenFilter, OrganizerAdmin, one_form
from mentoring.admin.base import ReadAdmin

from ..actions import feedback, pledges
from ..models import Feedback, Pledge
from ..pledge_page import with_reports
from .hiding import Hides, ReasonForm, found


class FeedbackResource(resources.ModelResource):
    """What a file of answers holds: what the pages show, without a name."""

    edition = fields.Field("registration__day__edition__slug", "edition")
    day = fields.Field("registration__day__date", "day")

    class Meta:
        model = Feedback
        fields = ["edition", "day", "rating", "liked_best", "next_time", "lang", "may_be_quoted"]
        export_order = fields


@admin.register(Feedback)
class FeedbackAdmin(ReadAdmin, ExportsCsv, OrganizerAdmin):
    """Answers by day, without the name of who gave them: nothing here leads to the registration.

    What somebody will do in the next 30 days stands among the pledges, with the name: beside the other answers it would
    tell whose they are. So would an order by time.
    """

    resource_classes = [FeedbackResource]
    list_display = ["said", "day", "rating", "lang", "may_be_quoted"]
    list_filter = ["registration__day", "rating", "may_be_quoted", "lang"]
    list_select_related = ["registration__day__edition"]
    search_fields = ["liked_best", "next_time"]
    ordering = ["-registration__day__date", "-rating", "liked_best", "next_time", "pk"]
    fields = ["day", "rating", "liked_best", "next_time", "lang", "may_be_quoted"]
    readonly_fields = fields
    actions_detail = ["unquote"]

    def lookup_allowed(self, lookup, value, request=None):
        """An address asks for the day alone, not for the registration behind an answer, its hour or its pledge."""
        tells = lookup.partition("__")[0] in ("registration", "given_at", "next_30_days")
        is_of_day = lookup.startswith("registration__day")
        return (is_of_day or not tells) and super().lookup_allowed(lookup, value, request)

    @display(description=_("answer"))
    def said(self, answer):
        words = answer.liked_best or answer.next_time
        return Truncator(words).chars(80) if words else _("no words")

    @display(description=_("day"), ordering="registration__day__date")
    def day(self, answer):
        return answer.registration.day

    def has_unquote_permission(self, request, object_id=None):
        """For the button; a second time changes nothing."""
        may = request.user.has_perm("learning_days.change_feedback")
        if not may or request.method == "POST" or object_id is None:
            return may
        answer = self.get_object(request, object_id)
        return answer is not None and answer.may_be_quoted

    @action(description=_("Quote it no more …"), permissions=["unquote"], icon="format_quote_off")
    def unquote(self, request, object_id):
        answer = found(self, request, object_id)
        return one_form(
            request,
            self,
            answer,
            ReasonForm(request.POST or None),
            change=lambda reason: feedback.take_leave_back(registration=answer.registration),
            done=_("Readers do not see these words any more."),
            title=_("Quote it no more"),
            intro=_(
                "Where words name somebody, or hurt: you read them still, readers do not. The log keeps the reason."
            ),
            button=_("Quote it no more"),
        )


class PledgeResource(resources.ModelResource):
    """What a file of pledges holds."""

    edition = fields.Field("edition__slug", "edition")
    person = fields.Field("person__username", "person")
    reports = fields.Field("reports", "reports")

    class Meta:
        model = Pledge
        fields = ["edition", "person", "text", "lang", "made_at", "is_public", "dropped_at", "reports"]
        export_order = fields


@admin.register(Pledge)
class PledgeAdmin(Hides, ReadAdmin, ExportsCsv, OrganizerAdmin):
    """Pledges with what became of them. Their people change them; a public one can be hidden."""

    view_on_site = False  # a private one has its page for its person alone
    resource_classes = [PledgeResource]
    list_display = ["text", "person", "edition", "made_at", "is_public", "state", "reports"]
    list_filter = ["edition", "is_public", HiddenFilter]
    list_select_related = ["person", "edition"]
    search_fields = ["text", "person__display_name", "person__username"]
    ordering = ["-made_at", "-pk"]
    fields = ["text", "lang", "person", "edition", "workshop", "made_at", "is_public", "state", "reports"]
    fields += ["hidden_at", "hidden_because"]
    readonly_fields = [*fields]
    hiding_done = _("Hidden. Its person is told why.")
    hiding_title = _("Hide the pledge")
    hiding_intro = _("Readers do not see it any more. Its person reads the reason.")
    showing_title = _("Show the pledge again")
    showing_intro = _("Readers see it if it is public. The log keeps the reason.")

    def get_queryset(self, request):
        return with_reports(super().get_queryset(request))

    @display(description=_("state"), label={"standing": "success", "hidden": "danger", "dropped": "info"})
    def state(self, pledge):
        if pledge.dropped_at is not None:
            return "dropped", _("dropped")
        return ("hidden", _("hidden")) if pledge.hidden_at is not None else ("standing", _("stands"))

    @display(description=_("reports from home"))
    def reports(self, pledge):
        return pledge.reports

    def hide_row(self, pledge, reason, now):
        pledges.hide(pledge=pledge, reason=reason, now=now)

    def show_row(self, pledge, now):
        pledges.show(pledge=pledge, now=now)
