"""The parts of a cohort on its page: criteria, minimums, reviewers."""

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from unfold.admin import StackedInline, TabularInline

from ..actions.reviewers import add_reviewer
from ..models import Application, Criterion, Minimum, Reviewer
from ..rules.applying import check_can_be_reviewer
from ..rules.rubrics import check_weights
from .base import Scoped, UntilPublished


def is_published(cohort):
    """Whether the cohort is published by now: a refused form has written into the row at hand."""
    return cohort is not None and type(cohort).objects.published_at(timezone.now()).filter(pk=cohort.pk).exists()


class Frozen(UntilPublished):
    """Part of the rubric."""

    is_published = staticmethod(is_published)


class CriterionFormSet(BaseInlineFormSet):
    """The weights of all criteria make a whole; without criteria the cohort is a sketch."""

    def clean(self):
        super().clean()
        rows = [form for form in self.forms if form not in self.deleted_forms]
        weights = [form.cleaned_data.get("weight") for form in rows if getattr(form, "cleaned_data", None)]
        if weights and None not in weights:
            check_weights(weights)


class CriterionInline(Frozen, StackedInline):
    model = Criterion
    formset = CriterionFormSet
    ordering = ["position", "pk"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": [("title", "slug"), "question", ("weight", "position")]}),
        (None, {"fields": ["level_4", "level_3", "level_2", "level_1", "level_0"]}),
    ]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if is_published(obj) else self.prepopulated_fields


class MinimumInline(Frozen, TabularInline):
    model = Minimum
    ordering = ["region__name", "experience", "pk"]


class ReviewerForm(forms.ModelForm):
    """Somebody who does not apply. The page holds the cohort, which applicants wait for, until it is saved."""

    def clean_person(self):
        person = self.cleaned_data["person"]
        standing = Application.objects.filter(cohort=self.instance.cohort_id, withdrawn_at__isnull=True)
        check_can_be_reviewer(has_applied=standing.filter(person=person).exists())
        return person


class ReviewerInline(Scoped, TabularInline):
    model = Reviewer
    form = ReviewerForm
    extra = 0
    tab = True
    ordering = ["added_at", "pk"]
    fields = ["person"]
    autocomplete_fields = ["person"]

    def has_change_permission(self, request, obj=None):
        return False


def save_reviewers(formset):
    """Take out who is marked, and add each new one by the action that asks once more."""
    formset.save(commit=False)
    for reviewer in formset.deleted_objects:
        reviewer.delete()
    for reviewer in formset.new_objects:
        add_reviewer(cohort=reviewer.cohort, person=reviewer.person)
