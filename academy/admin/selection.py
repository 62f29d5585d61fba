"""Decisions, which are only ever added to, and the offers of seats."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from consultations.admin.base import OrganizerAdmin, one_form

from ..actions import offers, selection
from ..decision_words import level_text
from ..models import Decision, Offer
from .base import Scoped
from .bulk import run_bulk
from .files import ExportsCsv
from .resources import OfferResource


class ReadAdmin(Scoped, OrganizerAdmin):
    """What is read here, and changed by actions alone."""

    list_select_related = ["application__person", "application__cohort", "minimum__region"]
    search_fields = ["application__code"]
    search_help_text = _("The code of an application")
    ordering = ["-pk"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def may_act(self, request):
        return self.has_view_permission(request) and request.user.has_perm("academy.change_cohort")

    def found(self, request, object_id):
        found = self.get_object(request, object_id)
        if found is None:
            raise Http404
        return found

    @display(description=_("applicant"))
    def applicant(self, row):
        return row.application.person or _("erased, or taken over without a name")

    @display(description=_("cohort"), ordering="application__cohort__title")
    def of_cohort(self, row):
        return row.application.cohort


class CorrectionForm(forms.Form):
    """Another outcome, and why."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Decision.Outcome, widget=UnfoldAdminSelectWidget)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("The applicant reads it."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


class HoldsFilter(admin.SimpleListFilter):
    title = _("what holds")
    parameter_name = "holds"

    def lookups(self, request, model_admin):
        return [("yes", _("the newest decision of each application"))]

    def queryset(self, request, queryset):
        return queryset.holding() if self.value() else queryset


@admin.register(Decision)
class DecisionAdmin(ReadAdmin):
    """Each decision with its reason; a correction is added."""

    list_display = [
        "application",
        "of_cohort",
        "applicant",
        "said",
        "because",
        "minimum",
        "rank",
        "level",
        "decided_at",
    ]
    list_filter = [HoldsFilter, "application__cohort", "outcome", "because"]
    actions = ["offer"]
    actions_detail = ["correct"]
    fields = ["application", "applicant", "outcome", "because", "minimum", "rank", "level", "reason", "decided_at"]
    readonly_fields = [*fields]

    def has_act_permission(self, request, object_id=None):
        return self.may_act(request)

    @display(description=_("outcome"), label={"selected": "success", "waiting": "warning", "declined": "danger"})
    def said(self, decision):
        return decision.outcome, decision.get_outcome_display()

    @display(description=_("score"), ordering="score")
    def level(self, decision):
        return level_text(decision.score)

    @action(description=_("Correct it …"), permissions=["act"], icon="edit_note")
    def correct(self, request, object_id):
        decision = self.found(request, object_id)
        return one_form(
            request,
            self,
            decision,
            CorrectionForm(request.POST or None),
            change=lambda outcome, reason: selection.correct(
                application=decision.application,
                outcome=outcome,
                reason=reason,
                actor=request.user,
                now=timezone.now(),
            ),
            done=_("Corrected. The earlier decision stays in the record."),
            title=_("Correct this decision"),
            intro=_("A seat is offered apart, when there is one."),
            button=_("Correct it"),
        )

    @admin.action(description=_("Offer a seat …"), permissions=["act"])
    def offer(self, request, queryset):
        return run_bulk(
            request,
            self,
            queryset,
            title=_("Offer seats"),
            intro=_("Who is offered a seat is told at once. While nobody has answered, it can be undone here."),
            preview=would_offer,
            act=lambda decision, cleaned: offer_one(decision, request.user),
            undo=lambda decision, cleaned, memory: take_offer_back(memory, request.user),
            button=_("Offer the seats"),
        )


def would_offer(decisions, cleaned):
    """[(decision, sentence, whether a seat would be offered)]"""
    now = timezone.now()
    holding = set(Offer.objects.filter(answer__in=["", "accepted"]).values_list("application", flat=True))
    newest = set(Decision.objects.holding().values_list("pk", flat=True))
    return [(row, *_would_offer(row, row.application_id in holding, row.pk in newest, now)) for row in decisions]


def _would_offer(decision, has_offer, is_newest, now):
    if not is_newest:
        return _now("A later decision holds."), False
    try:
        offers.rules.check_can_offer_to(decision.application, decision, has_offer=has_offer)
    except ValidationError as refusal:
        return " ".join(refusal.messages), False
    return _now("Gets an offer for %(days)s days.") % {"days": decision.application.cohort.offer_days}, True


def offer_one(decision, actor):
    application = decision.application
    made = offers.make_offers(cohort=application.cohort, actor=actor, now=timezone.now(), applications=[application])
    return _now("Offered."), made[0].pk


def take_offer_back(pk, actor):
    offer = Offer.objects.get(pk=pk)
    offers.withdraw_offer(
        offer=offer, actor=actor, reason=_now("It was made by mistake."), now=timezone.now(), pass_on=False
    )
    return _now("The offer is withdrawn, and the person is told.")


class EndsSoonFilter(admin.SimpleListFilter):
    title = _("end")
    parameter_name = "ends"

    def lookups(self, request, model_admin):
        return [("soon", _("ends in 48 hours")), ("open", _("open")), ("lapsed", _("lapsed without an answer"))]

    def queryset(self, request, queryset):
        now = timezone.now()
        if self.value() == "soon":
            return queryset.ending_within(48, now)
        if self.value() == "open":
            return queryset.open_at(now)
        return queryset.filter(answer="expired") | queryset.lapsed_at(now) if self.value() == "lapsed" else queryset


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The person reads it."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


@admin.register(Offer)
class OfferAdmin(ExportsCsv, ReadAdmin):
    """Who holds a seat, until when, and what they answered. Nobody answers for somebody else."""

    resource_classes = [OfferResource]
    list_display = ["application", "of_cohort", "applicant", "minimum", "made_at", "expires_at", "said"]
    list_filter = [EndsSoonFilter, "cohort", "answer"]
    actions_detail = ["withdraw"]
    fields = [
        "application",
        "applicant",
        "minimum",
        "made_at",
        "made_by",
        "expires_at",
        "said",
        "answered_at",
        "reason",
    ]
    readonly_fields = [*fields]

    def has_withdraw_permission(self, request, object_id=None):
        if not self.may_act(request):
            return False
        if request.method == "POST" or object_id is None:
            return True
        offer = self.get_object(request, object_id)
        return bool(offer and not offer.answer and offer.expires_at > timezone.now())

    @display(description=_("answer"), label={"accepted": "success", "open": "info", "declined": "warning"})
    def said(self, offer):
        if offer.answer:
            return offer.answer, offer.get_answer_display()
        return ("open", _("open")) if offer.expires_at > timezone.now() else ("expired", _("expired"))

    @action(description=_("Withdraw it …"), permissions=["withdraw"], icon="undo")
    def withdraw(self, request, object_id):
        offer = self.found(request, object_id)
        return one_form(
            request,
            self,
            offer,
            WithdrawForm(request.POST or None),
            change=lambda reason: offers.withdraw_offer(
                offer=offer, actor=request.user, reason=reason, now=timezone.now()
            ),
            done=_("Withdrawn. The next person is offered the seat."),
            title=_("Withdraw this offer?"),
            intro=_("The person is told why, and the seat goes to the next one at once."),
            button=_("Withdraw the offer"),
            danger=True,
        )
