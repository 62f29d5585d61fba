"""Reviews as organizers see them: who reviews what, scores where they may be read, and how reviewers use the scale."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from consultations.admin.base import OrganizerAdmin
from people.text import render_markdown

from ..actions import reviews as actions
from ..models import Cohort, Review, Score
from ..reviewer_charts import charted
from ..reviewer_figures import figures_of
from ..rules.blinding import blinded
from .base import Scoped
from .bulk import run_bulk

# An address that asks for other columns, such as the words of notes, would tell what this organizer may not read.
ASKED = {"application", "reviewer", "id", "pk", "state"}
TABLE = '<table class="text-left">{}</table>'
ROW = '<tr><th class="font-normal" scope="row">{}</th><td class="px-3">{}</td></tr>'


class SubmittedFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("waiting", _("waits for the reviewer")), ("submitted", _("submitted"))]

    def queryset(self, request, queryset):
        if self.value() == "waiting":
            return queryset.waiting()
        return queryset.submitted() if self.value() == "submitted" else queryset


@admin.register(Review)
class ReviewAdmin(Scoped, OrganizerAdmin):
    """Who reviews what. Scores and notes stand here for those who may read them; nobody writes for a reviewer."""

    list_display = ["application", "cohort", "reviewer", "assigned_at", "submitted_at"]
    list_filter = [SubmittedFilter, "application__cohort"]
    search_fields = ["application__code", "reviewer__display_name", "reviewer__username"]
    search_help_text = _("The code of an application, or a reviewer’s name")
    ordering = ["-assigned_at", "-pk"]
    actions = ["take_back"]
    actions_list = ["reviewers"]
    fields = readonly_fields = [
        *["application", "cohort", "reviewer", "assigned_at", "assigned_by", "submitted_at"],
        *["levels", "remark", "changes"],
    ]

    def get_urls(self):
        pages = [
            path("reviewers/", self.admin_site.admin_view(self.cohorts), name="academy_review_reviewers"),
            path("reviewers/<int:pk>/", self.admin_site.admin_view(self.scale), name="academy_review_scale"),
        ]
        return [*pages, *super().get_urls()]

    def get_queryset(self, request):
        """Reviews of people's applications; `is_readable`: whether this organizer may read the scores already."""
        readable = Review.objects.visible_to(request.user, timezone.now()).filter(pk=OuterRef("pk"))
        found = super().get_queryset(request).of_people().select_related("application__cohort", "reviewer")
        return found.annotate(is_readable=Exists(readable))

    def lookup_allowed(self, lookup, value, request=None):
        return lookup.partition("__")[0] in ASKED and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_assign_permission(self, request):
        return request.user.has_perm("academy.add_review")

    @display(description=_("cohort"), ordering="application__cohort")
    def cohort(self, review):
        return review.application.cohort

    @display(description=_("scores"))
    def levels(self, review):
        if not review.is_readable:
            return _("You read them when they are submitted, and after your own review if you have one.")
        scores = Score.objects.filter(review=review).select_related("criterion")
        rows = [(score.criterion.title, _word(score.level)) for score in scores.order_by("criterion__position")]
        return format_html(TABLE, format_html_join("", ROW, rows))

    @display(description=_("note to the applicant"))
    def remark(self, review):
        return mark_safe(render_markdown(blinded(review.note, review.application))) if review.is_readable else ""

    @display(description=_("changes of the scores"))
    def changes(self, review):
        """Each level that was chosen, when."""
        if not review.is_readable:
            return ""
        kept = (
            Score.history.filter(review_id=review.pk).select_related("criterion").order_by("history_date", "history_id")
        )
        rows = [(_moment(row.history_date), f"{row.criterion.title}: {_word(row.level)}") for row in kept]
        return format_html(TABLE, format_html_join("", ROW, rows))

    @admin.action(description=_("Take back what is not submitted …"), permissions=["assign"])
    def take_back(self, request, queryset):
        return run_bulk(
            request,
            self,
            queryset,
            title=_("Take back reviews"),
            intro=_("The reviewers see these applications no more; what they scored so far is deleted."),
            button=_("Take them back"),
            danger=True,
            preview=_what_is_taken_back,
            act=lambda row, cleaned: _take_back(row, request.user),
        )

    @action(description=_("How reviewers score"), icon="balance")
    def reviewers(self, request):
        return self.cohorts(request)

    def cohorts(self, request):
        """The cohorts of this organizer, each with a page of its reviewers."""
        self._refuse_others(request)
        cohorts = Cohort.objects.led_by(request.user).filter(reviewers__isnull=False).distinct().newest_first()
        return self._page(request, "cohorts.html", title=_("How reviewers score"), cohorts=cohorts)

    def scale(self, request, pk):
        """How the reviewers of one cohort use the scale: strictness, drift, calibration."""
        self._refuse_others(request)
        cohort = get_object_or_404(Cohort.objects.led_by(request.user), pk=pk)
        rows = charted(figures_of(cohort, request.user, timezone.now()))
        return self._page(request, "reviewers.html", title=_("How reviewers score"), cohort=cohort, rows=rows)

    def _refuse_others(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _page(self, request, template, **context):
        page = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return render(request, f"admin/academy/{template}", page)


def _word(level):
    return _now("not scored") if level is None else level


def _moment(moment):
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _what_is_taken_back(rows, cleaned):
    stays, goes = _now("Submitted: it stays."), _now("Will be taken back.")
    return [(row, stays if row.submitted_at else goes, not row.submitted_at) for row in rows]


def _take_back(row, actor):
    actions.unassign(review=row, actor=actor)
    return _now("Taken back.")
