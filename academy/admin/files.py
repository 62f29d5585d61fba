"""Lists of the desk as files: out as CSV, and in with a look at each row before anything is written."""

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportMixin, ImportExportMixin
from import_export.results import RowResult
from unfold.widgets import UnfoldAdminFileFieldWidget

from . import bulk_memory
from .csv_files import Csv, dataset_of, text_of

SHOWN = 200  # rows, or mistakes, of a page
KINDS = {
    RowResult.IMPORT_TYPE_NEW: _("new"),
    RowResult.IMPORT_TYPE_UPDATE: _("will be changed"),
    RowResult.IMPORT_TYPE_SKIP: _("stays as it is"),
}


class ExportsCsv(ExportMixin):
    """The list, as it is filtered, as one CSV file for those who may see the list."""

    skip_export_form = True
    formats = [Csv]

    def has_export_permission(self, request):
        return self.has_view_permission(request)


class UploadForm(forms.Form):
    """A file to import."""

    file = forms.FileField(
        label=_("File"), help_text=_("A table as CSV; at most 5,000 rows."), widget=UnfoldAdminFileFieldWidget
    )

    def clean_file(self):
        return text_of(self.cleaned_data["file"].read())


class ExchangesCsv(ExportsCsv, ImportExportMixin):
    """Out and in. `resource_classes[0]` names the columns; its Meta has `needed` ones and a `note` for the page."""

    def has_import_permission(self, request):
        may = request.user.has_perm
        name = self.opts.model_name
        return may(f"academy.add_{name}") and may(f"academy.change_{name}")

    def import_action(self, request, **kwargs):
        """A page with a form; what the file would do; then it is done, once and wholly."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        token = request.POST.get("token")
        if token:
            return self._import(request, token)
        form = UploadForm(request.POST or None, request.FILES or None)
        if not form.is_valid():
            return self._page(request, form=form, status=422 if form.is_bound else 200)
        text = form.cleaned_data["file"]
        try:
            result, dataset = self._run(request, text, dry_run=True)
        except ValidationError as refusal:
            form.add_error("file", refusal)
            return self._page(request, form=form, status=422)
        if mistakes := self._mistakes(result, dataset):
            return self._page(request, form=UploadForm(), mistakes=mistakes, status=422)
        token = bulk_memory.keep(request, {"of": request.path, "text": text, "done": []})
        return self._page(request, token=token, rows=_rows(result, dataset), totals=_totals(result))

    def process_import(self, request, **kwargs):
        return self.import_action(request)

    def _import(self, request, token):
        """What was shown, for good; the rows are looked at again."""
        state = bulk_memory.recall(request, token)
        back = HttpResponseRedirect(reverse(f"admin:academy_{self.opts.model_name}_changelist"))
        if not state or state["of"] != request.path or not bulk_memory.first(request, token, "run"):
            messages.warning(request, _now("This file was imported already, or the page was open for too long."))
            return back
        result, dataset = self._run(request, state["text"], dry_run=False)
        bulk_memory.update(request, token, text="")
        if mistakes := self._mistakes(result, dataset):
            return self._page(request, form=UploadForm(), mistakes=mistakes, status=422)
        self.generate_log_entries(result, request)
        messages.success(request, _now("Imported: %(new)s new, %(update)s changed.") % _totals(result))
        return back

    def _run(self, request, text, *, dry_run):
        resource = self.resource_classes[0]()
        dataset = dataset_of(text, _columns(resource), resource.needed)
        result = resource.import_data(
            dataset,
            dry_run=dry_run,
            use_transactions=True,
            rollback_on_validation_errors=True,
            user=request.user,
            retain_instance_in_row_result=True,
        )
        return result, dataset

    def _mistakes(self, result, dataset):
        """A sentence for each mistake, with the number of its row and the name of its column."""
        read = [field for field in self.resource_classes[0]().fields.values() if not field.readonly]
        names = {field.attribute: field.column_name for field in read}
        found = [message for error in result.base_errors for message in _messages(error.error)]
        for number, errors in result.row_errors():
            found += [_at(dataset, number, message) for error in errors for message in _messages(error.error)]
        for row in result.invalid_rows:
            for name, said in row.error_dict.items():
                column = "" if name == NON_FIELD_ERRORS else names.get(name, name)
                found += [_at(dataset, row.number, message, column) for message in said]
        return found

    def _page(self, request, *, status=200, **context):
        resource = self.resource_classes[0]()
        page = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import"),
            "columns": _columns(resource),
            "needed": resource.needed,
            "note": resource.note,
            "back": reverse(f"admin:academy_{self.opts.model_name}_changelist"),
            **context,
            "more": max(len(context.get("mistakes") or context.get("rows") or []) - SHOWN, 0),
        }
        for name in ("mistakes", "rows"):
            page[name] = (context.get(name) or [])[:SHOWN]
        return render(request, "admin/academy/import.html", page, status=status)


def _columns(resource):
    return [field.column_name for field in resource.get_export_fields()]


def _messages(error):
    """What went wrong in words for people; a fault of the database says no more than that it refused."""
    if isinstance(error, ValidationError):
        return error.messages
    return [_now("The database refused this: it does not fit with what stands there already.")]


def _at(dataset, number, message, column=""):
    where = {"row": dataset.rows[number - 1], "column": column, "message": message}
    if column:
        return _now("Row %(row)s, column “%(column)s”: %(message)s") % where
    return _now("Row %(row)s: %(message)s") % where


def _rows(result, dataset):
    return [(dataset.rows[place], str(row.instance), KINDS[row.import_type]) for place, row in enumerate(result.rows)]


def _totals(result):
    return {kind: result.totals[kind] for kind in KINDS}
