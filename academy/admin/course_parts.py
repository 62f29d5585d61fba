"""The parts of a course and of a track on their pages, and the page of one session with its cancelling."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline, TabularInline
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextareaWidget

from consultations.admin.base import TracedAdmin, one_form
from people.admin import KnownYears

from ..actions import catalogue as actions
from ..actions.sessions import cancel_session, change_session
from ..models import Course, Material, Prerequisite, Session, TrackCourse
from ..rules.courses import check_can_change_session, check_electives
from ..rules.paths import check_no_circle
from .attendance import NotesAttendance
from .files import ExchangesCsv
from .resources import SessionResource


def standing_forms(formset):
    """The forms of rows that will stand once the page is saved, as far as they are valid."""
    forms = (form for form in formset.forms if form.is_valid() and form not in formset.deleted_forms)
    return [form for form in forms if form.instance.pk or form.has_changed()]


class PartFormSet(BaseInlineFormSet):
    """What is wrong with a whole row stands beside one of its fields: unfold shows it nowhere else."""

    beside = "title"

    def clean(self):
        super().clean()
        for form in self.forms:
            if wrong := form.errors.pop(NON_FIELD_ERRORS, None):
                form.add_error(self.beside, wrong.as_data())


class PrerequisiteFormSet(PartFormSet):
    """No circle of courses: the course and all prerequisites are held, in this order, while that is looked at."""

    beside = "needs"

    def clean(self):
        super().clean()
        if not self.instance.pk or not self.has_changed():  # nothing needs a course that is new
            return
        actions.hold_course(self.instance.pk)
        edges = [edge for edge in actions.hold_prerequisites() if edge[0] != self.instance.pk]
        for form in standing_forms(self):
            needed = form.cleaned_data.get("needs")
            if needed:
                self._check(form, edges, (self.instance.pk, needed.pk))

    @staticmethod
    def _check(form, edges, edge):
        courses = {key for pair in [*edges, edge] for key in pair}
        try:
            check_no_circle(edges, edge, Titles(courses))
        except ValidationError as refusal:
            form.add_error("needs", refusal)


class Titles(dict):
    """{course's key: its title}, read once and only when a circle is named."""

    def __init__(self, keys):
        super().__init__()
        self.keys_wanted = keys

    def __missing__(self, key):
        self.update(Course.objects.filter(pk__in=self.keys_wanted).values_list("pk", "title"))
        return self[key]


class PrerequisiteInline(TabularInline):
    model = Prerequisite
    formset = PrerequisiteFormSet
    fk_name = "course"
    extra = 0
    tab = True
    autocomplete_fields = ["needs"]


class SessionFormSet(PartFormSet):
    """A cancelled session stays as it was."""

    beside = "ends_at"

    def clean(self):
        super().clean()
        for form in standing_forms(self):
            if form.instance.pk and form.has_changed():
                try:
                    check_can_change_session(form.instance)
                except ValidationError as refusal:
                    form.add_error("title", refusal)


class SessionInline(KnownYears, StackedInline):
    """Those who have a seat are told of a new time or place. A session is cancelled on its own page."""

    model = Session
    formset = SessionFormSet
    extra = 0
    tab = True
    show_change_link = True
    can_delete = False
    formfield_overrides = TracedAdmin.formfield_overrides
    autocomplete_fields = ["language"]
    ordering = ["starts_at", "pk"]
    fields = ["title", ("starts_at", "ends_at"), "time_zone", "place", "link", "language"]


class MaterialInline(TabularInline):
    model = Material
    formset = PartFormSet
    extra = 0
    tab = True
    formfield_overrides = TracedAdmin.formfield_overrides
    autocomplete_fields = ["language"]
    ordering = ["position", "pk"]
    fields = ["title", "kind", "url", "language", "session", "position"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "session":  # of this course alone; a new one has none yet
            kwargs["queryset"] = Session.objects.filter(course=request.resolver_match.kwargs.get("object_id"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class StepFormSet(PartFormSet):
    """A track has as many elective courses as one needs to complete it."""

    beside = "course"

    def clean(self):
        super().clean()
        electives = sum(form.cleaned_data.get("kind") == TrackCourse.Kind.ELECTIVE for form in standing_forms(self))
        check_electives(self.instance.electives_needed, electives=electives)


class StepInline(TabularInline):
    model = TrackCourse
    formset = StepFormSet
    extra = 0
    autocomplete_fields = ["course"]
    ordering = ["position", "pk"]
    fields = ["course", "kind", "position"]


def save_sessions(request, formset):
    """New sessions are saved; changed ones by the action that tells of them. Nothing is deleted."""
    formset.save(commit=False)
    for session in formset.new_objects:
        session._history_user = request.user
        session.save()
    for session, fields in formset.changed_objects:
        try:
            change_session(session=session, fields=fields, actor=request.user)
        except ValidationError as refusal:  # cancelled since the page was opened
            messages.error(request, refusal.messages[0])


class CancelForm(forms.Form):
    """Why a session does not take place."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Everybody reads it on the page of the course, and those who have a seat in a mail."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )


@admin.register(Session)
class SessionAdmin(NotesAttendance, ExchangesCsv, TracedAdmin):
    """One session; it is planned on the page of its course."""

    resource_classes = [SessionResource]
    list_display = ["title", "course", "starts_at", "state"]
    list_filter = ["course__school"]
    list_select_related = ["course"]
    search_fields = ["title", "course__title"]
    ordering = ["-starts_at", "-pk"]
    autocomplete_fields = ["language"]
    fields = ["course", *SessionInline.fields, "cancelled_at", "cancelled_reason"]
    readonly_fields = ["course", "cancelled_at", "cancelled_reason"]
    actions_detail = ["attendance", "cancel"]

    def has_add_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        if obj and Session.objects.filter(pk=obj.pk, cancelled_at__isnull=False).exists():
            return flatten(self.fields)
        return self.readonly_fields

    @display(description=_("state"), label={"cancelled": "danger", "over": "info", "coming": "success"})
    def state(self, session):
        if session.cancelled_at:
            return "cancelled", _("cancelled")
        return ("over", _("over")) if session.ends_at <= timezone.now() else ("coming", _("to come"))

    def save_model(self, request, obj, form, change):
        if not form.changed_data:
            return
        try:
            change_session(session=obj, fields=form.changed_data, actor=request.user)
        except ValidationError as refusal:  # cancelled since the page was opened
            messages.error(request, refusal.messages[0])

    def has_cancel_permission(self, request, object_id=None):
        if not self.has_change_permission(request):
            return False
        if request.method == "POST" or object_id is None:  # the action answers with the state that holds
            return True
        session = self.get_object(request, object_id)
        return session is not None and not session.cancelled_at and session.ends_at > timezone.now()

    @action(description=_("Cancel …"), permissions=["cancel"], icon="event_busy")
    def cancel(self, request, object_id):
        session = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            session,
            CancelForm(request.POST or None),
            change=lambda reason: cancel_session(session=session, reason=reason, actor=request.user),
            done=_("Cancelled. Those who have a seat are told."),
            title=_("Cancel this session?"),
            intro=_("It stays on the page of the course, with your reason. Those who have a seat are told, once."),
            button=_("Cancel it"),
            danger=True,
        )
