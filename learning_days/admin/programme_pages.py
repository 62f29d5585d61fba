"""The programme of an edition at the desk: the draft as rooms × hours, what is not placed, and its releases."""

from itertools import groupby

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextInputWidget

from consultations.admin.base import OrganizerAdmin, one_form
from mentoring.admin.base import ReadAdmin

from ..actions.releases import draft_of, release
from ..clocks import Clocks, weekday_and_date
from ..models import Release
from ..programme_changes import changes_of
from ..programme_page import known_names, lines_of, rooms_of, workshop_row
from ..released import workshops_of


class ReleaseForm(forms.Form):
    """A line for readers, beside what changed."""

    note = forms.CharField(
        label=_("What changed, in a sentence"),
        required=False,
        max_length=300,
        help_text=_("Everybody reads it above the programme. The list of changes stands below it in any case."),
        widget=UnfoldAdminTextInputWidget,
    )

    def clean_note(self):
        return Release._meta.get_field("note").clean(self.cleaned_data["note"], None)


class ArrangesProgrammes:
    """The draft on one page, and its next release on another that says first what changes and who is told."""

    def _led_edition(self, request, object_id):
        edition = self._get_or_404(request, object_id)
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        return edition

    @action(description=_("Programme"), icon="calendar_view_day")
    def programme(self, request, object_id):
        edition = self._led_edition(request, object_id)
        if request.method == "POST":
            return redirect(request.path)
        before, draft = draft_of(edition)
        items = workshops_of(draft)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": edition,
            "edition": edition,
            "title": _now("Programme"),
            "days": draft_days(edition, [item for item in items if not item.is_cancelled]),
            "unplaced": edition.workshops.unplaced().order_by("title", "pk"),
            "proposed": edition.workshops.filter(state="proposed").count(),
            "before": before,
            "changes": changes_of(edition, before, draft),
            "may_change": self.has_change_permission(request, edition),
        }
        return render(request, "admin/learning_days/programme.html", context)

    def has_release_permission(self, request, object_id=None):
        return self.has_change_permission(request)

    @action(description=_("Release the programme …"), permissions=["release"], icon="outgoing_mail")
    def release(self, request, object_id):
        edition = self._led_edition(request, object_id)
        before, draft = draft_of(edition)
        number, changed = draft.number, changes_of(edition, before, draft)
        programme = reverse("admin:learning_days_edition_programme", args=[edition.pk])
        if request.method != "POST" and not changed:
            messages.info(request, _now("There is nothing to release: nothing changed that readers see."))
            return redirect(programme)
        return one_form(
            request,
            self,
            edition,
            ReleaseForm(request.POST if request.method == "POST" else None),
            change=lambda note: release(edition=edition, actor=request.user, note=note, now=timezone.now()),
            done=_now("Version %(number)s is released. Whom it touches is told.") % {"number": number},
            title=_now("Release version %(number)s of the programme?") % {"number": number},
            intro=what_is_released(changed),
            button=_("Release it"),
            back=programme,
        )


def what_is_released(changes):
    """In lines: what changes for readers, and who gets a message."""
    told = _now(
        "Who leads a workshop that is new, moved or cancelled gets a message, and so does everybody with a seat in one "
        "that is moved or cancelled."
    )
    if not changes:
        return _now("Nothing changed that readers see.")
    lines = (
        (row["label"], row["item"].title, format_html_join("", " · {}", ((line,) for line in row["lines"] if line)))
        for row in changes
    )
    listed = format_html_join("", "<br><strong>{}</strong>: <bdi>{}</bdi>{}", lines)
    return format_html("{}<br>{}", told, listed)


def draft_days(edition, items):
    """The draft by days: {date, rooms, lines} as on the public page; each workshop leads to its own page here."""
    clocks, names = Clocks(edition.zone), known_names(items)
    rows = [
        workshop_row(item, edition, clocks, names)
        | {"url": reverse("admin:learning_days_workshop_change", args=[item.id])}
        for item in items
    ]
    order = list(edition.rooms.order_by("position", "pk").values_list("pk", flat=True))
    return [
        _draft_day(date, list(held), clocks, order)
        for date, held in groupby(sorted(rows, key=lambda row: row["iso"]), key=lambda row: row["date"])
    ]


def _draft_day(date, rows, clocks, order):
    rooms = rooms_of(rows, order)
    return {"date": weekday_and_date(date), "rooms": rooms.values(), "lines": lines_of(rows, rooms, clocks)}


@admin.register(Release)
class ReleaseAdmin(ReadAdmin, OrganizerAdmin):
    """What readers could read, and when. Releases are made on the page of the programme."""

    unasked = frozenset({"content"})
    list_display = ["version", "edition", "released_at", "released_by", "note"]
    list_filter = ["edition"]
    list_select_related = ["edition", "released_by"]
    ordering = ["-released_at", "-pk"]
    search_fields = ["edition__title", "note"]
    fields = ["edition", "number", "released_at", "released_by", "note", "changed"]
    readonly_fields = fields

    @display(description=_("version"), ordering="number")
    def version(self, row):
        return row.number

    @display(description=_("what changed"))
    def changed(self, row):
        before = row.edition.releases.filter(number__lt=row.number).order_by("-number").first()
        found = changes_of(row.edition, before, row)
        lines = ((change["label"], change["item"].title, " · ".join(filter(None, change["lines"]))) for change in found)
        return format_html_join("", "<p>{}: <bdi>{}</bdi> {}</p>", lines) or "–"
