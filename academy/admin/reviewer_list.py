"""Who reviews which cohort, as a list that comes in and goes out as a file; single ones stand on the cohort's page."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from import_export import fields
from import_export.widgets import ForeignKeyWidget

from consultations.admin.base import OrganizerAdmin
from people.models import Person

from ..actions.reviewers import add_reviewer
from ..models import Cohort, Reviewer
from .base import Scoped
from .files import ExchangesCsv
from .resources import Named, Traced


class ReviewerResource(Traced):
    """Reviewers by their user names."""

    needed = ["cohort", "username"]
    note = _("A line adds one reviewer to one of your cohorts. Who is one already stays; nobody is taken out.")
    cohort = fields.Field("cohort", "cohort", Named(Cohort, "slug"))
    person = fields.Field("person", "username", Named(Person, "username"))
    name = fields.Field("person", "name", ForeignKeyWidget(Person, "display_name"), readonly=True)

    class Meta:
        model = Reviewer
        import_id_fields = ["cohort", "person"]
        fields = ["cohort", "person", "name"]
        export_order = fields
        skip_unchanged = True
        report_skipped = True

    def before_import_row(self, row, user=None, **kwargs):
        if not Cohort.objects.led_by(user).filter(slug=row["cohort"]).exists():
            raise ValidationError({"cohort": _now("“%(name)s” is not known here.") % {"name": row["cohort"]}})
        if not Person.objects.filter(username=row["username"], is_active=True).exists():
            raise ValidationError({"person": _now("“%(name)s” is not known here.") % {"name": row["username"]}})

    def write(self, instance, is_create, row, user):
        instance.pk = add_reviewer(cohort=instance.cohort, person=instance.person).pk


@admin.register(Reviewer)
class ReviewerAdmin(Scoped, ExchangesCsv, OrganizerAdmin):
    """Read here; single reviewers are added and taken out on the page of the cohort."""

    resource_classes = [ReviewerResource]
    list_display = ["person", "cohort", "added_at"]
    list_filter = ["cohort"]
    list_select_related = ["person", "cohort"]
    search_fields = ["person__username", "person__display_name"]
    ordering = ["-added_at", "-pk"]
    fields = readonly_fields = ["person", "cohort", "added_at"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_import_permission(self, request):
        return request.user.has_perm("academy.add_reviewer")
