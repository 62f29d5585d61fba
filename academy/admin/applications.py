"""Applications as organizers see them: without names until the selection is decided."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Prefetch, Subquery
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from import_export import fields, resources
from unfold.decorators import display
from unfold.widgets import PROSE_CLASSES

from consultations.admin.base import OrganizerAdmin
from people.text import render_markdown

from ..actions import reviews as actions
from ..models import Answer, Application, Decision, Review
from ..rules.blinding import blinded
from ..rules.reviewing import check_can_assign
from ..rules.scores import median_score, weighted
from .base import Scoped
from .bulk import run_bulk
from .files import ExportsCsv

# An address that asks for other columns, such as ?person=17, would tell whose application it is.
ASKED = {"cohort", "region", "experience", "code", "id", "pk", "state", "review_state"}
COLOURS = {"standing": "info", "selected": "success", "waiting": "warning", "declined": "danger", "sample": "info"}


class ReviewStateFilter(admin.SimpleListFilter):
    """Where somebody has to do something."""

    title = _("reviews")
    parameter_name = "review_state"  # the relation `reviews` may not be asked for

    def lookups(self, request, model_admin):
        return [("needed", _("needs a reviewer")), ("differ", _("reviews disagree")), ("done", _("reviewed"))]

    def queryset(self, request, queryset):
        asked = {"needed": "needing_reviewer", "differ": "with_differing_reviews", "done": "reviewed"}
        return getattr(queryset, asked[self.value()])() if self.value() in asked else queryset


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("standing", _("submitted")),
            ("withdrawn", _("withdrawn")),
            ("sample", _("a sample to calibrate by")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "withdrawn":
            return queryset.filter(withdrawn_at__isnull=False)
        if self.value() == "sample":
            return queryset.samples()
        return queryset.standing() if self.value() == "standing" else queryset


def score_of(application):
    """The median of the weighted scores as text, once all reviews are in that are needed; else nothing.

    The reviews are those that the organizer may read: who still has to review this application sees no score.
    """
    reviews = application.read_reviews
    if len(reviews) < application.submitted_reviews or len(reviews) < application.needed_reviews:
        return ""
    scores = [{score.criterion.slug: score.level for score in review.scores.all()} for review in reviews]
    weights = {score.criterion.slug: score.criterion.weight for review in reviews for score in review.scores.all()}
    median = median_score([weighted(levels, weights) for levels in scores])
    return "" if median is None else f"{float(median):.2f}"


class ApplicationResource(resources.ModelResource):
    """What a file of applications holds: what the list shows."""

    cohort = fields.Field("cohort__slug", "cohort")
    region = fields.Field("region__slug", "region")
    assigned = fields.Field("assigned_reviews", "reviewers")
    submitted = fields.Field("submitted_reviews", "reviews")
    differ = fields.Field("reviewers_differ", "reviews_disagree")
    score = fields.Field(column_name="score")

    class Meta:
        model = Application
        fields = ["code", "cohort", "region", "experience", "assigned", "submitted", "differ", "score"]
        export_order = fields

    def dehydrate_score(self, application):
        return score_of(application)


@admin.register(Application)
class ApplicationAdmin(Scoped, ExportsCsv, OrganizerAdmin):
    """Read, never changed here. Drafts are their writers' own; names are told when the selection is decided."""

    resource_classes = [ApplicationResource]
    list_display = ["code", "state", "reviewed", "differ", "score", "of_cohort", "region", "applicant"]
    list_filter = [StateFilter, ReviewStateFilter, "cohort", "region", "experience"]
    list_select_related = ["cohort__selection", "region", "person"]
    search_fields = ["code"]
    search_help_text = _("The code of an application")
    ordering = ["-submitted_at", "-pk"]
    actions = ["assign_reviewers"]
    fields = readonly_fields = [
        *["code", "cohort", "applicant", "region", "experience", "language"],
        *["standing", "submitted_at", "withdrawn_at", "reviewed", "score", "answered"],
    ]
    view_on_site = False  # that page is the applicant's

    def get_queryset(self, request):
        """Submitted ones and samples, with their reviews as far as this organizer may read them."""
        read = Review.objects.visible_to(request.user, timezone.now()).submitted().prefetch_related("scores__criterion")
        found = super().get_queryset(request).exclude(submitted_at__isnull=True, is_sample=False)
        outcome = Decision.objects.holding().filter(application=OuterRef("pk")).values("outcome")[:1]
        found = found.with_review_state().annotate(outcome=Subquery(outcome))
        return found.prefetch_related(Prefetch("reviews", read, to_attr="read_reviews"))

    def lookup_allowed(self, lookup, value, request=None):
        return lookup.partition("__")[0] in ASKED and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_assign_permission(self, request):
        return request.user.has_perm("academy.add_review")

    @display(description=_("cohort"), ordering="cohort")
    def of_cohort(self, application):
        """Wide enough for some words in a line."""
        return format_html('<span class="block min-w-52">{}</span>', application.cohort)

    @display(description=_("applicant"))
    def applicant(self, application):
        if application.is_sample:
            return _("a sample to calibrate by")
        if not hasattr(application.cohort, "selection"):
            return _("hidden until the selection")
        return application.person or _("erased")

    @display(description=_("state"), label=COLOURS)
    def state(self, application):
        kind = "withdrawn" if application.withdrawn_at else application.outcome or "standing"
        return "sample" if application.is_sample else kind, self.standing(application)

    @display(description=_("state"))
    def standing(self, application):
        if application.is_sample:
            return application.sample_title or _("a sample to calibrate by")
        if application.withdrawn_at:
            return _("withdrawn")
        return Decision.Outcome(application.outcome).label if application.outcome else _("submitted")

    @display(description=_("reviews"), ordering="submitted_reviews")
    def reviewed(self, application):
        return _("%(done)s of %(needed)s, %(assigned)s assigned") % {
            "done": application.submitted_reviews,
            "needed": application.needed_reviews,
            "assigned": application.assigned_reviews,
        }

    @display(description=_("reviewers"), ordering="reviewers_differ", label={"differ": "warning"})
    def differ(self, application):
        return ("differ", _("disagree")) if application.reviewers_differ else None

    @display(description=_("score"))
    def score(self, application):
        return score_of(application)

    @display(description=_("answers"))
    def answered(self, application):
        """What reviewers read, too: the answers without the words that would tell whose they are."""
        answers = Answer.objects.filter(application=application).select_related("criterion")
        rows = [
            (
                answer.criterion.title,
                " ".join(PROSE_CLASSES),
                mark_safe(render_markdown(blinded(answer.body, application))),
            )
            for answer in answers.order_by("criterion__position", "criterion")
        ]
        answers = format_html_join("", '<h3 class="font-semibold mt-4">{}</h3><div class="{}">{}</div>', rows)
        language = application.language
        return format_html('<div lang="{}" dir="{}">{}</div>', language.code, language.direction, answers)

    @admin.action(description=_("Assign reviewers …"), permissions=["assign"])
    def assign_reviewers(self, request, queryset):
        return run_bulk(
            request,
            self,
            queryset,
            title=_("Assign reviewers"),
            intro=_(
                "Who has the fewest reviews comes first. Nobody gets an application with which they have a conflict."
            ),
            button=_("Assign them"),
            preview=_what_is_lacking,
            act=lambda row, cleaned: _assign(row, request.user),
            undo=lambda row, cleaned, memory: _take_back(row, memory, request.user),
        )


def _what_is_lacking(rows, cleaned):
    return [(row, *_lack_of(row, timezone.now())) for row in rows]


def _lack_of(row, now):
    """(a sentence, whether somebody will be assigned) for one application."""
    if row.is_sample:
        return _now("A sample: every reviewer scores it."), False
    if row.withdrawn_at:
        return _now("Withdrawn: nobody reviews it."), False
    try:
        check_can_assign(row.cohort, now)
    except ValidationError as refusal:
        return refusal.messages[0], False
    number = row.needed_reviews - row.assigned_reviews
    if number <= 0:
        return _now("Has all its reviewers."), False
    text = ngettext("%(number)s reviewer will be asked.", "%(number)s reviewers will be asked.", number)
    return text % {"number": number}, True


def _assign(row, actor):
    reviews = actions.assign_reviewers(cohort=row.cohort, actor=actor, now=timezone.now(), applications=[row])
    if not reviews:
        raise ValidationError(_("No reviewer is left who could take it. Add reviewers to the cohort."), code="nobody")
    text = ngettext("%(number)s reviewer is asked.", "%(number)s reviewers are asked.", len(reviews))
    return text % {"number": len(reviews)}, [review.pk for review in reviews]


def _take_back(row, memory, actor):
    for review in Review.objects.filter(pk__in=memory, application=row):
        actions.unassign(review=review, actor=actor)
    return _now("Taken back.")
