"""Who is there on a day: a list made for the keyboard, a sheet for paper and a file, for those who organize it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from academy.forms.attendance import AttendanceForm

from ..actions.attendance import save_list
from ..attendance_rows import found_by, parts_of, rows_of, with_figures
from ..edition_page import day_row
from ..models import Attendance, Day, Edition
from ..rules.attendance import check_can_note
from .base import led

LONGEST_SEARCH = 100  # letters
SPARE_LINES = 5  # of the sheet, for those who come without being registered


def day_or_404(request, pk):
    """A day of an edition that this person organizes, with its figures."""
    if not request.user.has_perm("learning_days.change_attendance"):
        raise PermissionDenied
    days = led(Day.objects.select_related("edition__language"), request.user)
    return get_object_or_404(with_figures(days), pk=pk)


def door_page(request, day, section, *, status=200, **context):
    """One of the pages of a day: they look like the site, since the desk shows nothing without JavaScript."""
    page = {
        "day": day,
        "edition": day.edition,
        "item": day_row(day, day.edition.zone),
        "section": section,
        "refusal": refusal_of(day),
        **context,
    }
    return render(request, f"learning_days/door/{section}.html", page, status=status)


def refusal_of(day):
    """Why nobody can be noted now, or nothing."""
    try:
        check_can_note(day, timezone.now())
    except ValidationError as refusal:
        return refusal.messages[0]
    return ""


@require_http_methods(["GET", "POST"])
def attendance(request, pk):
    """The list of a day: a tick for each person, a search, one button that keeps it all."""
    day = day_or_404(request, pk)
    rows = rows_of(day)
    posted = _posted(request, rows)
    form = AttendanceForm(posted, rows=[row for row in rows if not row.is_fixed])
    if form.is_valid():
        try:
            _save(request, day, form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect(_back(request))
    typed = request.GET.get("q", "")[:LONGEST_SEARCH]
    _tick(rows, posted)
    context = {"form": form, "q": typed, "parts": parts_of(found_by(rows, typed)), "title": _("Who is there?")}
    return door_page(request, day, "list", status=422 if form.is_bound else 200, **context)


def _posted(request, rows):
    """What was sent, without those who left meanwhile; the second button ticks everybody who is expected."""
    if request.method != "POST":
        return None
    known = {str(row.pk) for row in rows if not row.is_fixed}
    posted = request.POST.copy()
    for name in ("present", "seen"):
        posted.setlist(name, [key for key in request.POST.getlist(name) if key in known])
    if len(posted.getlist("present")) < len(request.POST.getlist("present")):
        messages.warning(request, _("Somebody whom you ticked gave the day up meanwhile, and is not noted."))
    if "everybody" in posted:
        parts = parts_of(rows)
        posted.setlist("present", [str(row.pk) for row in parts["seats"] + parts["staff"] if str(row.pk) in known])
    return posted


def _save(request, day, form):
    new, back = save_list(
        day=day,
        came=form.came(),
        went=form.went(),
        how=Attendance.How.LIST,
        actor=request.user,
        now=timezone.now(),
    )
    said = [ngettext("%(number)s person noted.", "%(number)s people noted.", new) % {"number": new}]
    if back:
        said.append(ngettext("%(number)s note taken back.", "%(number)s notes taken back.", back) % {"number": back})
    if new or back or "find" not in request.POST:
        messages.success(request, " ".join(said))


def _back(request):
    """The list again; the button beside the search leads to what it finds."""
    query = QueryDict(mutable=True)
    if "find" in request.POST and (typed := request.POST.get("q", "").strip()[:LONGEST_SEARCH]):
        query["q"] = typed
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _tick(rows, posted):
    """`is_ticked` of each row: as it was sent, where the page comes back, else as it is noted."""
    sent = None if posted is None else set(posted.getlist("present"))
    for row in rows:
        row.is_ticked = bool(row.noted) if sent is None or row.is_fixed else str(row.pk) in sent


@require_safe
def sheet(request, pk):
    """The list on paper: a box and a line to sign for each person, staff apart, with room for those without a seat."""
    day = day_or_404(request, pk)
    context = {"parts": parts_of(rows_of(day)), "spare": range(SPARE_LINES), "printed_at": timezone.now()}
    return door_page(request, day, "sheet", title=_("Sheet for the door"), **context)


@require_safe
def edition_attendance(request, pk):
    """The days of an edition: who was expected, who came, how it was noted; staff apart."""
    if not request.user.has_perm("learning_days.view_attendance"):
        raise PermissionDenied
    edition = get_object_or_404(led(Edition.objects.select_related("language"), request.user), pk=pk)
    rows = [_figures(day, edition) for day in with_figures(edition.days)]
    context = {"title": _("Who came"), "edition": edition, "rows": rows}
    return render(request, "learning_days/door/edition.html", context)


def _figures(day, edition):
    share = 100 * day.came_with_seat // day.seats if day.seats else 0
    return {**day_row(day, edition.zone), "share": share}
