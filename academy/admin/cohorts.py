"""Cohorts with their criteria, minimums and reviewers: published with a frozen rubric, then only the deadline moves."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from consultations.admin.base import TracedAdmin

from ..models import Application, Cohort, Offer
from ..rules import applying as rules
from ..windows import state_at
from .base import Organized
from .cohort_pages import MovesDeadlines, PublishesCohorts, ShowsReviewers, TriesWeights
from .cohort_parts import CriterionInline, MinimumInline, ReviewerInline, is_published, save_reviewers
from .deadline_field import DeadlineField, TypedDeadline, shown_deadline
from .invitations import InvitesPeople
from .selection_pages import DecidesCohorts

LONGEST_KEY = 19  # digits that a key has at most


class CohortForm(TypedDeadline, forms.ModelForm):
    """A cohort as organizers type it."""

    closes_at = DeadlineField(
        label=_("Applications close at"),
        help_text=_("The first moment at which none is taken, in your time zone; the day alone if Anywhere on Earth."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "closes_at" in self.fields:
            self.initial["closes_at"] = shown_deadline(self.instance)

    def clean(self):
        cleaned = super().clean()
        if "closes_anywhere_on_earth" in self.changed_data and "closes_at" not in self.changed_data:
            self.changed_data.append("closes_at")
        return cleaned

    def clean_capacity(self):
        capacity = self.cleaned_data["capacity"]
        held = Offer.objects.filter(cohort=self.instance.pk, answer__in=["", Offer.Answer.ACCEPTED])
        rules.check_seats(capacity, held.count())
        return capacity

    def clean_organizers(self):
        organizers = self.cleaned_data["organizers"]
        applied = Application.objects.filter(cohort=self.instance.pk, withdrawn_at__isnull=True)
        both = organizers.filter(pk__in=applied.values("person")).order_by("display_name", "pk")
        rules.check_can_organize(list(both.values_list("display_name", flat=True)))
        return organizers


@admin.register(Cohort)
class CohortAdmin(
    PublishesCohorts,
    MovesDeadlines,
    ShowsReviewers,
    TriesWeights,
    DecidesCohorts,
    InvitesPeople,
    Organized,
    TracedAdmin,
):
    """Before it is published everything can change; afterwards its rubric stays, and the deadline moves later only."""

    form = CohortForm
    frozen = {"cohort_rubric_frozen", "cohort_stays_published"}
    published_meanwhile = _("The cohort is published meanwhile: its rubric stays as it is.")
    list_display = ["title", "state", "track", "opens_at", "closes_at", "capacity"]
    list_filter = ["track", "is_demonstration"]
    list_select_related = ["track"]
    search_fields = ["title", "slug"]
    ordering = ["-opens_at", "-pk"]
    autocomplete_fields = ["track", "language", "organizers"]
    inlines = [CriterionInline, MinimumInline, ReviewerInline]
    actions = ["move_deadline", "decide_many"]
    actions_detail = ["publish", "take_back", "what_if", "scale", "decide", "tell", "offer_seats", "invite"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "track", "summary", "language", "source_url", "is_demonstration"]}),
        (
            _("Dates"),
            {
                "fields": ["opens_at", "closes_at", "closes_anywhere_on_earth", "decisions_on"],
                "description": _("A published deadline is moved from the list of cohorts: “Move the deadline …”."),
            },
        ),
        (_("Seats and reviews"), {"fields": ["capacity", "waiting_places", "offer_days", "least_reviews"]}),
        (_("Who runs it"), {"fields": ["organizers"], "description": _("Only they, and you, see it here.")}),
    ]

    def get_readonly_fields(self, request, obj=None):
        """What people rely on once they could read it, and what they applied under."""
        published = ["slug", "closes_at", "closes_anywhere_on_earth"] if is_published(obj) else []
        has_opened = published and Cohort.objects.filter(pk=obj.pk, opens_at__lte=timezone.now()).exists()
        return [*published, *(["track", "opens_at", "least_reviews"] if has_opened else [])]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    def get_view_on_site_url(self, obj=None):
        """A draft has no page that readers see."""
        return super().get_view_on_site_url(obj) if obj and obj.published_at else None

    @display(description=_("state"), label={"open": "success", "draft": "warning", "coming": "info"})
    def state(self, cohort):
        now = timezone.now()
        if not cohort.published_at:
            return "draft", _("not published")
        state = state_at(cohort, now)
        return state, {"open": _("open"), "coming": _("not open yet"), "closed": _("closed")}[state]

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Hold the cohort while it is saved: applicants, offers and other organizers come after or before."""
        if request.method == "POST" and object_id and object_id.isdecimal() and len(object_id) <= LONGEST_KEY:
            self.get_queryset(request).select_for_update(no_key=True, of=["self"]).filter(pk=object_id).first()
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def save_formset(self, request, form, formset, change):
        if formset.model is ReviewerInline.model:
            save_reviewers(formset)
        else:
            super().save_formset(request, form, formset, change)
