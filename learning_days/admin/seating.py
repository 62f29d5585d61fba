"""Seats given by organizers: shown first, done once, each row with a sentence. The reason stands in the log."""

from collections import defaultdict

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from academy.admin.bulk import run_bulk

from ..actions import registrations as actions
from ..rules import registrations as rules
from .reasons import LONGEST, in_one_line


class ReasonForm(forms.Form):
    """Why organizers do it."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST, strip=True, widget=UnfoldAdminTextareaWidget(attrs={"rows": 2})
    )

    def clean_reason(self):
        return in_one_line(self.cleaned_data["reason"])


class OrganizersReasonForm(ReasonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Organizers read it in the log.")


class PersonsReasonForm(ReasonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("The person reads it.")


def give_seats(request, model_admin, queryset):
    """Seats that are free go past the line to those who were chosen, as far as there are any."""
    return run_bulk(
        request,
        model_admin,
        queryset,
        title=_("Give a seat"),
        intro=_("The chosen people get a free seat at once, past those who wait longer. They are told."),
        button=_("Give the seats"),
        form_class=OrganizersReasonForm,
        preview=_what_giving_would_do,
        act=_give,
    )


def _what_giving_would_do(rows, typed):
    free = {}
    for row in rows:
        if row.day_id not in free:
            free[row.day_id] = actions.free_seats(row.day)
    taken = defaultdict(int)
    return [_would_give(row, free[row.day_id], taken) for row in rows]


def _would_give(row, free, taken):
    """(row, sentence, whether it gets a seat); `taken` counts by day what the rows before it take."""
    if row.left_at:
        return row, _now("Not registered any more."), False
    if row.seated_at:
        return row, _now("Has a seat already."), False
    if row.offered_at:
        return row, _now("Gets the seat that is held."), True
    try:
        rules.check_takes_place(row.day, timezone.now())
        rules.check_can_seat(None if free is None else free - taken[row.day_id])
    except ValidationError as refusal:
        return row, refusal.messages[0], False
    taken[row.day_id] += 1
    return row, _now("Gets a seat."), True


def _give(row, typed):
    actions.give_seat(registration=row, now=timezone.now())
    return _now("Has a seat now. %(reason)s") % typed


def mark_staff(request, model_admin, queryset):
    """People of the organizers take no seat: theirs are offered on."""
    return run_bulk(
        request,
        model_admin,
        queryset,
        title=_("Mark as staff"),
        intro=_("Staff take no seat and are counted apart. A seat that becomes free is offered to who waits."),
        button=_("Mark as staff"),
        preview=lambda rows, typed: [_would_mark(row, is_staff=True) for row in rows],
        act=lambda row, typed: _mark(row, is_staff=True),
    )


def unmark_staff(request, model_admin, queryset):
    return run_bulk(
        request,
        model_admin,
        queryset,
        title=_("Not staff any more"),
        intro=_("They come as everybody does and take a seat, where one is free."),
        button=_("They take a seat"),
        preview=lambda rows, typed: [_would_mark(row, is_staff=False) for row in rows],
        act=lambda row, typed: _mark(row, is_staff=False),
    )


def _would_mark(row, *, is_staff):
    if row.left_at:
        return row, _now("Not registered any more."), False
    if row.is_staff == is_staff:
        return row, _now("Is staff already.") if is_staff else _now("Is not staff."), False
    return row, _now("Comes as staff.") if is_staff else _now("Takes a seat, if one is free."), True


def _mark(row, *, is_staff):
    actions.mark_staff(registration=row, is_staff=is_staff, now=timezone.now())
    return _now("Comes as staff now.") if is_staff else _now("Has a seat now.")


def take_out(request, model_admin, queryset):
    """Seats that become free are offered on."""
    return run_bulk(
        request,
        model_admin,
        queryset,
        title=_("Take out of the day"),
        intro=_("They lose their seat or their place in the line, and their workshops of that day. They are told why."),
        button=_("Take them out"),
        danger=True,
        form_class=PersonsReasonForm,
        preview=lambda rows, typed: [_would_take_out(row) for row in rows],
        act=_take_out,
    )


def _would_take_out(row):
    if row.left_at:
        return row, _now("Not registered any more."), False
    return row, _now("Is taken out and told."), True


def _take_out(row, typed):
    actions.take_out(registration=row, reason=typed["reason"], now=timezone.now())
    return _now("Taken out. %(reason)s") % typed
