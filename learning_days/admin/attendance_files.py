"""Who was there as files: out as CSV, and in later, with a look at each row before anything is written."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from tablib import Dataset

from academy.admin import bulk_memory
from academy.admin.csv_files import Csv, dataset_of

from ..actions.attendance import save_list
from ..attendance_file import IN, OUT, read, records_of
from ..forms.attendance import UploadForm
from ..models import Attendance
from ..rules.attendance import check_can_note
from .attendance import day_or_404, door_page

SHOWN = 200  # rows, or mistakes, of a page


@require_safe
def attendance_csv(request, pk):
    """Everybody of a day with how she or he stands, and whether, when and how it was noted; for the desk alone."""
    day = day_or_404(request, pk)
    table = Dataset(*[list(record.values()) for record in records_of(day)], headers=OUT)
    response = HttpResponse(Csv().export_data(table), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="attendance-{day.date.isoformat()}.csv"'
    return response


@require_http_methods(["GET", "POST"])
def attendance_upload(request, pk):
    """A page with a form; what the file would do; then it is done, once and wholly."""
    day = day_or_404(request, pk)
    if token := request.POST.get("token"):
        return _run(request, day, token)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if not form.is_valid():
        return _page(request, day, form=form, status=422 if form.is_bound else 200)
    text = form.cleaned_data["file"]
    try:
        check_can_note(day, timezone.now())
        lines, mistakes = read(day, dataset_of(text, IN, []))
    except ValidationError as refusal:
        form.add_error("file", refusal)
        return _page(request, day, form=form, status=422)
    if mistakes:
        return _page(request, day, form=UploadForm(), mistakes=mistakes, status=422)
    token = bulk_memory.keep(request, {"of": request.path, "text": text, "done": []})
    return _page(request, day, token=token, lines=lines, totals=Counter(line.does for line in _once(lines)))


def _run(request, day, token):
    """What was shown, for good; the rows are looked at again."""
    state = bulk_memory.recall(request, token)
    if not state or state["of"] != request.path or not bulk_memory.first(request, token, "run"):
        messages.warning(request, _("This file was taken already, or the page was open for too long."))
        return redirect("learning_days:attendance", day.pk)
    lines, mistakes = read(day, dataset_of(state["text"], IN, []))
    bulk_memory.update(request, token, text="")
    if mistakes:
        return _page(request, day, form=UploadForm(), mistakes=mistakes, status=422)
    try:
        new, back = _save(request, day, lines)
    except ValidationError as refusal:
        return _page(request, day, form=UploadForm(), mistakes=refusal.messages, status=422)
    messages.success(request, _("Noted: %(new)s. Taken back: %(back)s.") % {"new": new, "back": back})
    return redirect("learning_days:attendance", day.pk)


def _save(request, day, lines):
    parts = {does: [line.registration for line in lines if line.does == does] for does in ("new", "back")}
    return save_list(
        day=day,
        came=parts["new"],
        went=parts["back"],
        how=Attendance.How.FILE,
        actor=request.user,
        now=timezone.now(),
    )


def _once(lines):
    return {line.registration.pk: line for line in lines}.values()


def _page(request, day, *, status=200, **context):
    more = max(len(context.get("mistakes") or context.get("lines") or []) - SHOWN, 0)
    for name in ("mistakes", "lines"):
        context[name] = (context.get(name) or [])[:SHOWN]
    return door_page(request, day, "upload", status=status, title=_("From a file"), more=more, **context)
