"""What organizers do to a cohort beside its page: publish it, take it back, move its deadline, try other weights."""

from copy import copy

from django import forms
from django.contrib import admin
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from consultations.admin.base import one_form

from ..actions import rubrics
from ..actions.deadlines import move_deadline
from ..models import Cohort, Review, Selection
from ..rules.applying import check_can_move_deadline
from ..rules.rubrics import check_weights
from ..what_if import compare
from .bulk import run_bulk
from .deadline_field import MoveForm


def moment(value):
    return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")


class PublishesCohorts:
    """Publish, which freezes the rubric; and take back, before anybody can apply."""

    def has_publish_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, is_published=False)

    def has_take_back_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, is_published=True)

    def _may_turn(self, request, object_id, *, is_published):
        """For the button; what is sent is answered by the action with the state that holds."""
        if not self.has_change_permission(request):
            return False
        if request.method == "POST" or object_id is None:
            return True
        cohort = self.get_object(request, object_id)
        if cohort is None or bool(cohort.published_at) != is_published:
            return False
        return not is_published or cohort.opens_at > timezone.now()

    @action(description=_("Publish …"), permissions=["publish"], icon="campaign")
    def publish(self, request, object_id):
        cohort = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            cohort,
            forms.Form(request.POST if request.method == "POST" else None),
            change=lambda: rubrics.publish(cohort=cohort, actor=request.user, now=timezone.now()),
            done=_("Published. The rubric is frozen, and everybody can read it."),
            title=_("Publish this cohort?"),
            intro=what_is_published(cohort),
            button=_("Publish it, and freeze the rubric"),
        )

    @action(description=_("Take it back …"), permissions=["take_back"], icon="undo")
    def take_back(self, request, object_id):
        cohort = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            cohort,
            forms.Form(request.POST if request.method == "POST" else None),
            change=lambda: rubrics.take_back(cohort=cohort, actor=request.user, now=timezone.now()),
            done=_("Taken back. The cohort is a draft again; the frozen rubric stays in its history."),
            title=_("Take this cohort back?"),
            intro=_("Readers see it no more until you publish it again, with the next version of the rubric."),
            button=_("Take it back"),
            danger=True,
        )


def what_is_published(cohort):
    """In words and counts what a publication shows and freezes."""
    weights = list(cohort.criteria.values_list("weight", flat=True))
    minimums = list(cohort.minimums.values_list("seats", flat=True))
    said = [
        ngettext(
            "%(number)s criterion with weights that make %(sum)s.",
            "%(number)s criteria with weights that make %(sum)s.",
            len(weights),
        )
        % {"number": len(weights), "sum": sum(weights)},
        ngettext(
            "%(number)s minimum for %(kept)s of %(seats)s seats.",
            "%(number)s minimums for %(kept)s of %(seats)s seats.",
            len(minimums),
        )
        % {"number": len(minimums), "kept": sum(minimums), "seats": cohort.capacity},
        ngettext("%(number)s reviewer.", "%(number)s reviewers.", cohort.reviewers.count())
        % {"number": cohort.reviewers.count()},
        _now("Applications open on %(opens)s and close on %(closes)s.")
        % {"opens": moment(cohort.opens_at), "closes": moment(cohort.closes_at)},
        _now("From then on criteria and minimums stay as they are."),
    ]
    return " ".join(said)


class MovesDeadlines:
    """Later deadlines, for one cohort or for many at once."""

    @admin.action(description=_("Move the deadline …"), permissions=["change"])
    def move_deadline(self, request, queryset):
        def move(cohort, cleaned):
            move_deadline(cohort=cohort, actor=request.user, now=timezone.now(), **cleaned)
            return _now("The deadline is %(moment)s now.") % {"moment": moment(cleaned["closes_at"])}

        return run_bulk(
            request,
            self,
            queryset,
            title=_("Move the deadline"),
            intro=_("It moves later only, and cannot be moved back: people rely on it. Who has a draft is told."),
            form_class=MoveForm,
            preview=what_would_move,
            act=move,
            button=_("Move the deadline"),
        )


def what_would_move(cohorts, cleaned):
    """[(cohort, sentence, whether it would move)]"""
    return [(cohort, *_would_move(cohort, cleaned)) for cohort in cohorts]


def _would_move(cohort, cleaned):
    try:
        check_can_move_deadline(
            cohort,
            cleaned["closes_at"],
            timezone.now(),
            reviewed=Review.objects.of_people().submitted().filter(application__cohort=cohort).count(),
            decided=Selection.objects.filter(cohort=cohort).exists(),
        )
        moved = copy(cohort)
        moved.closes_at = cleaned["closes_at"]
        moved.validate_constraints()
    except forms.ValidationError as refusal:
        return " ".join(refusal.messages), False
    drafts = cohort.applications.drafts().count()
    said = ngettext(
        "From %(old)s to %(new)s. %(drafts)s person with a draft is told.",
        "From %(old)s to %(new)s. %(drafts)s people with a draft are told.",
        drafts,
    )
    return said % {"old": moment(cohort.closes_at), "new": moment(cleaned["closes_at"]), "drafts": drafts}, True


class WeightsForm(forms.Form):
    """Other weights to try; nothing is saved."""

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"weight_{criterion.slug}"] = forms.IntegerField(
                label=criterion.title,
                min_value=1,
                max_value=1000,
                initial=criterion.weight,
                widget=UnfoldAdminIntegerFieldWidget,
            )

    def clean(self):
        weights = [value for name, value in self.cleaned_data.items() if name.startswith("weight_")]
        if len(weights) == len(self.criteria):
            check_weights(weights)
        return self.cleaned_data

    @property
    def weights(self):
        return {row.slug: self.cleaned_data[f"weight_{row.slug}"] for row in self.criteria}


class ShowsReviewers:
    """The way to how this cohort's reviewers use the scale."""

    def has_scale_permission(self, request, object_id=None):
        if not request.user.has_perm("academy.view_review"):
            return False
        if object_id is None:
            return True
        cohort = self.get_object(request, object_id)  # reads any address, one without a number too
        return cohort is not None and cohort.reviewers.exists()

    @action(description=_("How reviewers score"), permissions=["scale"], icon="query_stats")
    def scale(self, request, object_id):
        return redirect("admin:academy_review_scale", self._get_or_404(request, object_id).pk)


class TriesWeights:
    """What other weights would change, before the rubric is frozen."""

    def has_what_if_permission(self, request, object_id=None):
        if not self.has_change_permission(request):
            return False
        cohort = self.get_object(request, object_id) if object_id else None
        return object_id is None or (cohort is not None and not cohort.published_at and cohort.criteria.exists())

    @action(description=_("Try other weights …"), permissions=["what_if"], icon="balance")
    def what_if(self, request, object_id):
        cohort = self._get_or_404(request, object_id)
        criteria = list(cohort.criteria.order_by("position", "pk"))
        form = WeightsForm(request.POST or None, criteria=criteria)
        led = Cohort.objects.led_by(request.user)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": cohort,
            "title": _("What if the weights were others?"),
            "form": form,
            "result": compare(cohort, criteria, form.weights, led=led) if form.is_valid() else None,
        }
        status = 422 if form.is_bound and not form.is_valid() else 200
        return render(request, "admin/academy/what_if.html", context, status=status)
