"""Consultations with their topics, background and concepts; the close moves by an extension."""

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline, TabularInline
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminSplitDateTimeWidget, UnfoldAdminTextareaWidget

from ..actions.consultation import extend
from ..models import Background, Concept, Consultation, Extension, Topic
from ..rules.consultation import thresholds_are_fixed
from ..rules.verdicts import THRESHOLDS
from .base import OrganizerAdmin, TracedAdmin, one_form


class TopicInline(StackedInline):
    model = Topic
    extra = 0
    tab = True
    show_change_link = True
    ordering = ["position", "pk"]
    prepopulated_fields = {"slug": ["title"]}


class BackgroundInline(StackedInline):
    model = Background
    extra = 0
    tab = True
    show_change_link = True
    ordering = ["position", "pk"]


class ConceptInline(TabularInline):
    model = Concept
    extra = 0
    tab = True
    ordering = ["position", "pk"]
    prepopulated_fields = {"slug": ["title"]}


class ExtensionInline(TabularInline):
    """What was decided stays: extensions are added by the page "Extend" alone."""

    model = Extension
    extra = 0
    tab = True
    can_delete = False
    ordering = ["old_closes_at", "pk"]
    fields = readonly_fields = ["old_closes_at", "new_closes_at", "reason", "announced_at", "actor"]

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class ExtendForm(forms.Form):
    """A later close, and why."""

    new_closes_at = forms.SplitDateTimeField(
        label=_("New close"),
        widget=UnfoldAdminSplitDateTimeWidget,
        help_text=_("The first moment at which nothing is taken any more, in your time zone."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("Everybody reads it on the page of the consultation."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


class ConsultationForm(forms.ModelForm):
    """A page that was opened before the consultation was, and sent afterwards, says what it could not change."""

    def clean(self):
        for name in THRESHOLDS:
            field = Consultation._meta.get_field(name).formfield()
            sent = self.data.get(name) if name not in self.fields else None
            if sent is not None and field.has_changed(getattr(self.instance, name), sent):
                raise thresholds_are_fixed()
        return super().clean()


@admin.register(Consultation)
class ConsultationAdmin(TracedAdmin):
    """Before it opens everything can change.

    Afterwards its address, its dates and the limits of the verdicts stay, and the close moves later only.
    """

    form = ConsultationForm

    list_display = ["title", "state", "opens_at", "closes_at", "published_at"]
    search_fields = ["title", "slug"]
    ordering = ["-opens_at", "-pk"]
    autocomplete_fields = ["language"]
    inlines = [TopicInline, BackgroundInline, ConceptInline, ExtensionInline]
    actions_detail = ["extend"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    "slug",
                    "summary",
                    "language",
                    "focus_groups_note",
                    "source_url",
                    "has_demonstration_data",
                ]
            },
        ),
        (
            _("Dates"),
            {
                "fields": ["published_at", "opens_at", "closes_at"],
                "description": _(
                    "Before it is published only organizers see it. Once it is open, extend it to move the close."
                ),
            },
        ),
        (
            _("Votes on words"),
            {
                "fields": ["results_shown", "min_edit_count", "registered_before"],
                "description": _(
                    "Who may vote is decided at each vote. People without a wiki account count as 0 edits."
                ),
            },
        ),
        (
            _("Verdicts on words"),
            {
                "fields": THRESHOLDS,
                "description": _(
                    "Shares between 0 and 1. A share is surely above a limit when the lower end of its interval "
                    "(at 95 %) is. All this is fixed once it is open, so that everybody knows what a vote counts "
                    "for. The preferred word for the concept with the slug “leader” stands in pages and mails, once "
                    "everybody may see the results."
                ),
            },
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_open_flag(timezone.now())

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        kept = Consultation.objects.filter(pk=obj.pk)  # a refused form has written into `obj`
        now = timezone.now()
        published = ["slug"] if kept.published_at(now).exists() else []
        opened = ["opens_at", "closes_at"] if kept.filter(opens_at__lte=now).exists() else []
        fixed = THRESHOLDS if published and opened else []
        return [*published, *opened, *fixed]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The database decides last: a consultation may open between the look at the form and the save."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as refusal:
            if refusal.__cause__.diag.constraint_name != "consultation_thresholds_frozen":
                raise
            messages.error(request, thresholds_are_fixed().messages[0])
            return redirect(request.path)

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    @display(description=_("state"), label={"open": "success", "draft": "warning"})
    def state(self, consultation):
        now = timezone.now()
        if not consultation.published_at or consultation.published_at > now:
            return "draft", _("not published")
        if consultation.is_open:
            return "open", _("open")
        return ("later", _("not open yet")) if consultation.opens_at > now else ("closed", _("closed"))

    def has_extend_permission(self, request, object_id=None):
        if not self.has_change_permission(request):
            return False
        consultation = self.get_object(request, object_id)
        return consultation is not None and consultation.opens_at <= timezone.now()

    @action(description=_("Extend …"), permissions=["extend"], icon="more_time")
    def extend(self, request, object_id):
        consultation = self._get_or_404(request, object_id)
        form = ExtendForm(request.POST or None)
        closes_at = timezone.localtime(consultation.closes_at)
        return one_form(
            request,
            self,
            consultation,
            form,
            change=lambda **typed: extend(consultation=consultation, actor=request.user, now=timezone.now(), **typed),
            done=_("Extended. The old close stays on the page of the consultation, with your reason."),
            title=_("Extend the consultation"),
            intro=_("It closes on %(closes_at)s.") % {"closes_at": f"{closes_at:%Y-%m-%d %H:%M %Z}"},
            button=_("Extend"),
        )


class PartAdmin(TracedAdmin):
    """A part of a consultation, made there; here it has its history."""

    list_display = ["title", "consultation", "position"]
    list_filter = ["consultation"]
    list_select_related = ["consultation"]
    search_fields = ["title"]
    ordering = ["consultation", "position", "pk"]
    readonly_fields = ["consultation"]

    def has_add_permission(self, request):
        return False


@admin.register(Topic)
class TopicAdmin(PartAdmin):
    fields = ["consultation", "title", "slug", "question", "body", "position"]
    readonly_fields = ["consultation", "slug"]


@admin.register(Background)
class BackgroundAdmin(PartAdmin):
    fields = ["consultation", "title", "body", "position"]


@admin.register(Concept)
class ConceptAdmin(OrganizerAdmin):
    """What words are sought for; made on the page of the consultation."""

    list_display = ["title", "consultation", "position"]
    list_filter = ["consultation"]
    list_select_related = ["consultation"]
    search_fields = ["title", "description"]
    ordering = ["consultation", "position", "pk"]
    fields = ["consultation", "title", "slug", "description", "position"]
    readonly_fields = ["consultation", "slug"]

    def has_add_permission(self, request):
        return False
