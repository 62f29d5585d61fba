"""Schools, tracks with their steps, and courses with what comes before them, their sessions and materials.

Any organizer keeps the catalogue. What readers see of it changes at once; every change leaves a trace.
"""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextareaWidget

from consultations.admin.base import TracedAdmin, one_form

from ..actions import catalogue as actions
from ..actions.attendance import complete_reached
from ..actions.enrolments import give_seats
from ..models import Course, School, Track
from ..rules.courses import check_can_seat
from .course_parts import MaterialInline, PrerequisiteInline, SessionInline, StepInline, save_sessions
from .files import ExchangesCsv
from .resources import CourseResource


class TakeBackForm(forms.Form):
    """Why readers see it no more."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=100,
        help_text=_("Only organizers read it, in the history."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )


@admin.register(School)
class SchoolAdmin(TracedAdmin):
    """One school for each area of activity."""

    list_display = ["title", "area", "position"]
    list_select_related = ["area"]
    search_fields = ["title", "summary"]
    ordering = ["position", "pk"]
    autocomplete_fields = ["language"]
    fields = ["title", "slug", "area", "summary", "language", "position"]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}


class OfferingAdmin(TracedAdmin):
    """What tracks and courses share: a draft until it is published, and the finding or idea that it grew from."""

    list_display = ["title", "school", "state", "language"]
    list_filter = ["school", "language", "is_demonstration"]
    list_select_related = ["school", "language"]
    search_fields = ["title", "summary"]
    autocomplete_fields = ["school", "language", "finding", "idea"]
    actions_detail = ["publish", "take_back"]
    texts = ["title", "slug", "school", "summary", "body", "language"]
    source = (_("Where it comes from"), {"fields": ["finding", "idea", "source_url", "is_demonstration"]})

    def get_readonly_fields(self, request, obj=None):
        return ["published_at", "slug"] if obj and _is_published(obj.pk, self.model) else ["published_at"]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in ("finding", "idea"):  # what cannot be found there cannot be sent either, such as a draft
            kwargs["queryset"] = self.admin_site.get_model_admin(db_field.related_model).get_queryset(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_view_on_site_url(self, obj=None):
        """A draft has no page that readers see."""
        return super().get_view_on_site_url(obj) if obj and obj.published_at else None

    @display(description=_("state"), label={"published": "success", "draft": "warning"})
    def state(self, offering):
        return ("published", _("published")) if offering.published_at else ("draft", _("draft"))

    def has_publish_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, published=False)

    def has_take_back_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, published=True)

    @action(description=_("Publish …"), permissions=["publish"], icon="campaign")
    def publish(self, request, object_id):
        offering = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            offering,
            forms.Form(request.POST if request.method == "POST" else None),
            change=lambda: actions.publish(offering=offering, actor=request.user, now=timezone.now()),
            done=_("Published. Everybody can read it now."),
            title=_("Publish it?"),
            intro=_("Everybody can read it, and find it in the academy. Its address stays from then on."),
            button=_("Publish it"),
        )

    @action(description=_("Take it back …"), permissions=["take_back"], icon="undo")
    def take_back(self, request, object_id):
        offering = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            offering,
            TakeBackForm(request.POST or None),
            change=lambda reason: actions.take_back(offering=offering, reason=reason, actor=request.user),
            done=_("Taken back. It is a draft again."),
            title=_("Take it back?"),
            intro=_("Readers see it no more. That is possible as long as nobody takes part."),
            button=_("Take it back"),
            danger=True,
        )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        actions.forget_courses()

    def _may_turn(self, request, object_id, *, published):
        if not self.has_change_permission(request):
            return False
        if request.method == "POST" or object_id is None:  # the action answers with the state that holds
            return True
        offering = self.get_object(request, object_id)
        return offering is not None and bool(offering.published_at) == published


def _is_published(pk, model):
    return model.objects.filter(pk=pk, published_at__isnull=False).exists()  # a refused form has written into the row


@admin.register(Track)
class TrackAdmin(OfferingAdmin):
    """A path of courses in their order."""

    ordering = ["position", "pk"]
    inlines = [StepInline]
    fieldsets = [
        (None, {"fields": [*OfferingAdmin.texts, "electives_needed", "position", "published_at"]}),
        OfferingAdmin.source,
    ]


class CourseForm(forms.ModelForm):
    """Of seats there are never fewer than are taken; the course is held while that is looked at."""

    def clean_capacity(self):
        capacity = self.cleaned_data["capacity"]
        if self.instance.pk and "capacity" in self.changed_data:
            check_can_seat(capacity, seated=actions.hold_course(self.instance.pk))
        return capacity


@admin.register(Course)
class CourseAdmin(ExchangesCsv, OfferingAdmin):
    """A course; more seats go at once to those who wait."""

    form = CourseForm
    resource_classes = [CourseResource]
    ordering = ["title", "pk"]
    list_filter = [*OfferingAdmin.list_filter, "skills"]
    autocomplete_fields = [*OfferingAdmin.autocomplete_fields, "teachers"]
    inlines = [PrerequisiteInline, SessionInline, MaterialInline]
    fieldsets = [
        (None, {"fields": [*OfferingAdmin.texts, "published_at"]}),
        (_("For whom"), {"fields": ["skills", "regions", "teachers", "prepares_mentors"]}),
        (_("Seats and completion"), {"fields": ["capacity", "enrolment_closes_at", "sessions_needed"]}),
        OfferingAdmin.source,
    ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in ("skills", "regions"):
            kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_formset(self, request, form, formset, change):
        if isinstance(formset, SessionInline.formset):
            save_sessions(request, formset)
        else:
            super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and "capacity" in form.changed_data:
            give_seats(course=form.instance)
        if change and "sessions_needed" in form.changed_data:
            complete_reached(course=form.instance, now=timezone.now())
