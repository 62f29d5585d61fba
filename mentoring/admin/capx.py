"""People's skills and languages from the Capacity Exchange (CapX): each row looked at before anything is written."""

import csv
from io import StringIO

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldBooleanWidget

from academy.admin import bulk_memory
from academy.admin.csv_files import MOST_ROWS, text_of
from people.models import Person

from ..actions.taking_over import take_over
from ..files.capx import LANGUAGES, SKILLS, lines_of
from ..models import Round
from .base import led

SHOWN = 300  # rows of a page


class CapxForm(forms.Form):
    """A file, and whether it goes into offers too."""

    file = forms.FileField(
        label=_("File"), help_text=_("A table as CSV; at most 5,000 rows."), widget=UnfoldAdminFileFieldWidget
    )
    with_offers = forms.BooleanField(
        label=_("Add what mentors can teach to their offers"), required=False, widget=UnfoldBooleanWidget
    )

    def clean_file(self):
        text = text_of(self.cleaned_data["file"].read())
        rows_of(text)
        return text


def rows_of(text):
    """[(number in the file, {column: text})]; ValidationError where it is no such table."""
    first = text.lstrip("\r\n").partition("\n")[0]
    reader = csv.reader(StringIO(text.lstrip("\r\n"), newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        head, *lines = list(reader)
    except csv.Error as error:
        raise ValidationError(_("This is no table as CSV: %(error)s."), code="csv", params={"error": error}) from None
    names = [name.strip().lower() for name in head]
    if "username" not in names or not {*SKILLS, *LANGUAGES} & set(names):
        sentence = _("The first row names the columns: username, and at least one of %(columns)s.")
        raise ValidationError(sentence, code="columns", params={"columns": ", ".join([*SKILLS, *LANGUAGES])})
    rows = [
        (number, dict(zip(names, line, strict=False)))
        for number, line in enumerate(lines, start=2)
        if any(map(str.strip, line))
    ]
    if not rows:
        raise ValidationError(_("There is no row below the names of the columns."), code="no_rows")
    if len(rows) > MOST_ROWS:
        raise ValidationError(_("There are more than 5,000 rows. Please divide the file."), code="many_rows")
    return rows


class TakesPeopleOver:
    """For the list of rounds: a file in, with its look first."""

    def has_capx_permission(self, request):
        """Who leads a round, and may change it."""
        return self.has_change_permission(request) and led(Round.objects.all(), request.user).exists()

    @action(description=_("Skills from CapX …"), permissions=["capx"], icon="upload_file")
    def capx(self, request):
        """Choose a file; see what each row would do; take it over, once."""
        if token := request.POST.get("token"):
            return self._take(request, token)
        form = CapxForm(request.POST or None, request.FILES or None)
        if not form.is_valid():
            return self._capx_page(request, form=form, status=422 if form.is_bound else 200)
        text, with_offers = form.cleaned_data["file"], form.cleaned_data["with_offers"]
        taken = self._taken(request, text, with_offers, is_dry=True)
        state = {"of": request.path, "text": text, "with_offers": with_offers, "done": []}
        token = bulk_memory.keep(request, state) if any(not row.errors for row in taken) else ""
        return self._capx_page(request, taken=taken, token=token, form=None if token else CapxForm())

    def _taken(self, request, text, with_offers, *, is_dry):
        lines = lines_of(rows_of(text))
        return take_over(lines=lines, actor=request.user, now=timezone.now(), with_offers=with_offers, is_dry=is_dry)

    def _take(self, request, token):
        """What was shown, for good; the rows are looked at again."""
        state = bulk_memory.recall(request, token)
        if not state or state["of"] != request.path or not bulk_memory.first(request, token, "run"):
            messages.warning(request, _now("This file was taken over already, or the page was open for too long."))
            return redirect("admin:mentoring_round_capx")
        taken = self._taken(request, state["text"], state["with_offers"], is_dry=False)
        bulk_memory.update(request, token, text="")
        done = [row.person.pk for row in taken if not row.errors]
        LogEntry.objects.log_actions(
            request.user.pk, Person.objects.filter(pk__in=done), CHANGE, _now("Skills and languages from CapX.")
        )
        said = ngettext("%(number)s row was taken over.", "%(number)s rows were taken over.", len(done))
        messages.success(request, said % {"number": len(done)})
        return self._capx_page(request, taken=taken, is_done=True)

    def _capx_page(self, request, *, form=None, taken=(), status=200, **context):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _now("Skills and languages from CapX"),
            "form": form,
            "taken": taken[:SHOWN],
            "more": max(len(taken) - SHOWN, 0),
            "good": sum(not row.errors for row in taken),
            "bad": sum(bool(row.errors) for row in taken),
            "columns": ["username", *SKILLS, LANGUAGES[0]],
            **context,
        }
        return render(request, "admin/mentoring/capx.html", context, status=status)
