"""What the academy's desk shows to whom: what belongs to a cohort, to those who lead it.

`class OfferAdmin(Scoped, OrganizerAdmin)`, the mixin first. The list, the pages, the history, autocomplete, the export,
the choices of every field and the list's filters then hold what is led alone. Inlines take it too. What belongs to
rounds and to editions, the apps above add to SCOPES.
"""

from django.contrib import messages
from django.contrib.admin.filters import RelatedFieldListFilter
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError
from django.db.models import Q
from django.shortcuts import redirect

from .. import models

# How a row finds its cohort. A model that stands here is narrowed wherever somebody chooses from it.
PATHS = {
    models.Cohort: "pk",
    models.Criterion: "cohort",
    models.Minimum: "cohort",
    models.Reviewer: "cohort",
    models.Rubric: "cohort",
    models.Selection: "cohort",
    models.Offer: "cohort",
    models.Application: "cohort",
    models.Enrolment: "cohort",
    models.Answer: "application__cohort",
    models.Conflict: "application__cohort",
    models.Decision: "application__cohort",
    models.Review: "application__cohort",
    models.Score: "review__application__cohort",
}
OF_EVERYBODY = {models.Enrolment}  # without a cohort, a row of these is seen by every organizer


def within_cohorts(queryset, person):
    """The rows that belong to a cohort which this person leads."""
    if person.is_superuser and person.is_active:
        return queryset
    path = PATHS[queryset.model]
    theirs = Q(**{f"{path}__in": models.Cohort.objects.led_by(person).values("pk")})
    if queryset.model in OF_EVERYBODY:
        theirs |= Q(**{f"{path}__isnull": True})
    return queryset.filter(theirs)


# How rows are narrowed to what a person leads, by model: `narrow(queryset, person)`.
SCOPES = dict.fromkeys(PATHS, within_cohorts)


def led(queryset, person):
    """The rows that belong to what this person leads; all of them where rows belong to nothing that is led."""
    narrow = SCOPES.get(queryset.model)
    return narrow(queryset, person) if narrow else queryset


class LedFilter(RelatedFieldListFilter):
    """A filter of a list that names what is led alone."""

    def field_choices(self, field, request, model_admin):
        theirs = led(field.remote_field.model._default_manager.all(), request.user)
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(include_blank=False, ordering=ordering, limit_choices_to={"pk__in": theirs})


class Scoped:
    """Limits an admin page, or an inline, to what belongs to the cohorts, rounds and editions that one leads."""

    def get_queryset(self, request):
        return led(super().get_queryset(request), request.user)

    def get_list_filter(self, request):
        return [self._narrowed(chosen) for chosen in super().get_list_filter(request)]

    def _narrowed(self, chosen):
        path, kind = chosen if isinstance(chosen, (tuple, list)) else (chosen, None)
        if not isinstance(path, str) or _target(self.model, path) not in SCOPES:
            return chosen
        if kind is None or issubclass(kind, RelatedFieldListFilter):
            return path, type("LedFilter", (LedFilter, kind), {}) if kind else LedFilter
        return chosen

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, **self._choices(db_field, request, kwargs))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **self._choices(db_field, request, kwargs))

    def _choices(self, db_field, request, kwargs):
        related = db_field.remote_field.model
        if related not in SCOPES:
            return kwargs
        chosen = kwargs.get("queryset")
        every = related._default_manager.all() if chosen is None else chosen
        return {**kwargs, "queryset": led(every, request.user)}

    def response_action(self, request, queryset):
        """Ids that are none, such as changed ones, are left out: the database would not read them."""
        posted = request.POST.copy()
        posted.setlist(ACTION_CHECKBOX_NAME, [key for key in posted.getlist(ACTION_CHECKBOX_NAME) if self._is_key(key)])
        request.POST = posted
        return super().response_action(request, queryset)

    def _is_key(self, key):
        try:
            self.opts.pk.clean(key, None)
        except ValidationError:
            return False
        return True


class UntilPublished(Scoped):
    """A part of what is published once: changed until then, read from then on. `is_published(whole)` says which."""

    extra = 0
    tab = True

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not self.is_published(obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not self.is_published(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not self.is_published(obj)


class Organized(Scoped):
    """A page of what its organizers lead: whoever adds it is one of them.

    `frozen`: constraints that keep what was published; `published_meanwhile`: the sentence when they had to.
    """

    frozen = frozenset()
    published_meanwhile = ""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            form.instance.organizers.add(request.user)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A page that was opened before the publication, and sent afterwards, is answered with what holds now."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as refusal:
            if refusal.__cause__.diag.constraint_name not in self.frozen:
                raise
            messages.error(request, self.published_meanwhile)
            return redirect(request.path)


def _target(model, path):
    """The model that a filter's path leads to, if it does."""
    try:
        field = get_fields_from_path(model, path)[-1]
    except FieldDoesNotExist:
        return None
    return getattr(field.remote_field, "model", None)
