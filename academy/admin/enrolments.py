"""Who is in which course: on a seat, waiting, completed or gone; and the certificates, which are revoked here."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextareaWidget

from consultations.admin.base import OrganizerAdmin, one_form

from ..actions.certificates import revoke
from ..models import Certificate, Enrolment
from .base import Scoped
from .files import ExportsCsv
from .resources import EnrolmentResource

STATES = {
    "seated": ({"left_at__isnull": True, "seated_at__isnull": False, "completed_at__isnull": True}, _("on a seat")),
    "waiting": ({"left_at__isnull": True, "seated_at__isnull": True}, _("waiting")),
    "completed": ({"completed_at__isnull": False}, _("completed")),
    "left": ({"left_at__isnull": False}, _("left")),
}


class StateFilter(admin.SimpleListFilter):
    """How people stand in their courses."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(name, label) for name, (_fields, label) in STATES.items()]

    def queryset(self, request, queryset):
        return queryset.filter(**STATES[self.value()][0]) if self.value() in STATES else queryset


class ReadHere(OrganizerAdmin):
    """A list to read: what changes it is an action with its own rules, never a form."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Enrolment)
class EnrolmentAdmin(Scoped, ExportsCsv, ReadHere):
    """Read here. People enrol and leave themselves; who was at a session is noted on the page of the session."""

    resource_classes = [EnrolmentResource]
    list_display = ["person", "course", "standing", "progress", "created_at"]
    list_filter = [StateFilter, "course__school", "course", "cohort"]
    list_select_related = ["person", "course"]
    search_fields = ["person__username", "person__display_name", "course__title"]
    ordering = ["-pk"]
    fields = readonly_fields = [
        "person",
        "course",
        "cohort",
        "created_at",
        "seated_at",
        "completed_at",
        "left_at",
        "progress",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_progress().in_line()

    @display(
        description=_("state"), label={"seated": "info", "waiting": "warning", "completed": "success", "left": "danger"}
    )
    def standing(self, enrolment):
        if enrolment.left_at:
            return "left", _("left")
        if enrolment.completed_at:
            return "completed", _("completed")
        if enrolment.seated_at:
            return "seated", _("on a seat")
        return "waiting", _("number %(place)s waiting") % {"place": enrolment.place}

    @display(description=_("sessions attended"))
    def progress(self, enrolment):
        return _("%(attended)s of %(needed)s") % {"attended": enrolment.attended, "needed": enrolment.needed}


class RevokeForm(forms.Form):
    """Why a certificate counts no more."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The person is told, and whoever checks the certificate reads it."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )


class ValidFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "revoked"

    def lookups(self, request, model_admin):
        return [("no", _("valid")), ("yes", _("revoked"))]

    def queryset(self, request, queryset):
        return queryset.filter(revoked_at__isnull=self.value() == "no") if self.value() else queryset


@admin.register(Certificate)
class CertificateAdmin(ReadHere):
    """Read here, and revoked with a reason; a certificate is never deleted."""

    list_display = ["name", "person", "what", "issued_at", "state"]
    list_filter = [ValidFilter, "course", "track"]
    list_select_related = ["person", "course", "track"]
    search_fields = ["name", "person__username", "course__title", "track__title"]
    ordering = ["-issued_at", "pk"]
    fields = readonly_fields = [
        "person",
        "name",
        "course",
        "track",
        "issued_at",
        "revoked_at",
        "revoked_because",
        "revoked_by",
    ]
    actions_detail = ["revoke"]

    @display(description=_("completed"))
    def what(self, certificate):
        return certificate.course or certificate.track

    @display(description=_("state"), label={"valid": "success", "revoked": "danger"})
    def state(self, certificate):
        return ("revoked", _("revoked")) if certificate.revoked_at else ("valid", _("valid"))

    def has_revoke_permission(self, request, object_id=None):
        if not request.user.has_perm("academy.change_certificate"):
            return False
        if request.method == "POST" or object_id is None:  # the action answers with the state that holds
            return True
        certificate = self.get_object(request, object_id)
        return certificate is not None and not certificate.revoked_at

    @action(description=_("Revoke …"), permissions=["revoke"], icon="block")
    def revoke(self, request, object_id):
        certificate = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            certificate,
            RevokeForm(request.POST or None),
            change=lambda reason: revoke(
                certificate=certificate, reason=reason, actor=request.user, now=timezone.now()
            ),
            done=_("Revoked. The person is told."),
            title=_("Revoke this certificate?"),
            intro=_(
                "Its page stays and says that it is revoked, and why. The course counts as not completed; certificates"
                " of tracks that need it are revoked with it. This is not taken back."
            ),
            button=_("Revoke it"),
            danger=True,
        )

    def _get_or_404(self, request, object_id):
        found = self.get_object(request, object_id)
        if found is None:
            raise Http404
        return found
