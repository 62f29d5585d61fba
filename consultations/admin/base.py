"""What the organizers' pages share: saves that touch only what was changed, and pages with one form."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from people.admin import DeskAdmin
from people.fields import MarkdownField


class OrganizerAdmin(DeskAdmin):
    """Nothing that people built upon is deleted here."""

    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    warn_unsaved_form = True

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """Write the fields that this organizer changed; what another one changed meanwhile stays."""
        obj._history_user = request.user
        if not change:
            return obj.save()
        columns = [obj._meta.get_field(name) for name in form.changed_data if name in form.fields]
        names = [column.name for column in columns if column.concrete and not column.many_to_many]
        html = [f"{column.name}_html" for column in columns if isinstance(column, MarkdownField)]
        return obj.save(update_fields=[*names, *html])


class TracedAdmin(SimpleHistoryAdmin, OrganizerAdmin):
    """A page with a history: who changed what, when and why."""

    def history_view(self, request, object_id, extra_context=None):
        self._get_or_404(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        self._get_or_404(request, object_id)
        versions = self.get_history_queryset(request, self.model.history, self.opts.pk.attname, object_id)
        try:
            get_object_or_404(versions, history_id=version_id)
        except ValueError:  # no number, or one that no number can be
            raise Http404 from None
        return super().history_form_view(request, object_id, version_id, extra_context)

    def _get_or_404(self, request, object_id):
        """The object, if this page's own list holds it; the history alone is no way in."""
        found = self.get_object(request, object_id)
        if found is None:
            raise Http404
        return found


class HiddenFilter(admin.SimpleListFilter):
    """Shown to readers, or hidden by the moderators."""

    title = _("visibility")
    parameter_name = "hidden"

    def lookups(self, request, model_admin):
        return [("no", _("readers see it")), ("yes", _("hidden by the moderators"))]

    def queryset(self, request, queryset):
        return queryset.filter(hidden_at__isnull=self.value() == "no") if self.value() else queryset


def one_form(request, model_admin, obj, form, *, change, done, back=None, template="form_page.html", **context):
    """A page with one form. `change` takes what was typed; a refusal comes back on the page, nothing is lost.

    `done` is the sentence for the organizer and, with the reason, for the log.
    """
    opts = model_admin.opts
    back = back or reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[obj.pk])
    if form.is_valid():
        try:
            change(**form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            reason = form.cleaned_data.get("reason", "")
            model_admin.log_change(request, obj, f"{done} {reason}".strip())
            messages.success(request, done)
            return redirect(back)
    page = {**model_admin.admin_site.each_context(request), "opts": opts, "original": obj, "form": form, "back": back}
    status = 422 if form.is_bound else 200
    return render(request, [f"admin/consultations/{template}", template], {**page, **context}, status=status)
