"""A day is moved or cancelled on its own page, by a form: everybody who comes is told, once."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSingleDateWidget, UnfoldAdminTextareaWidget, UnfoldAdminTimeWidget

from consultations.admin.base import one_form
from notices.rules.moments import at_local
from people.validators import validate_year

from ..actions.schedule import cancel_day, move_day, people_of
from .reasons import LONGEST, in_one_line


class MoveForm(forms.Form):
    """The new date and hours, typed on the venue's clock."""

    date = forms.DateField(label=_("Date"), widget=UnfoldAdminSingleDateWidget, validators=[validate_year])
    starts = forms.TimeField(label=_("Begins, on the venue's clock"), widget=UnfoldAdminTimeWidget)
    ends = forms.TimeField(
        label=_("Ends"),
        widget=UnfoldAdminTimeWidget,
        help_text=_("An earlier hour than the beginning: after midnight."),
    )

    def __init__(self, *args, day, **kwargs):
        venue = ZoneInfo(day.edition.zone)
        begins, ends = (timezone.localtime(moment, venue).time() for moment in (day.starts_at, day.ends_at))
        super().__init__(*args, initial={"date": day.date, "starts": begins, "ends": ends}, **kwargs)
        self.venue = venue

    def clean(self):
        """What `move_day` takes."""
        typed = super().clean()
        if not {"date", "starts", "ends"} <= typed.keys():
            return typed
        last = typed["date"] + timedelta(days=typed["ends"] <= typed["starts"])
        return {
            "date": typed["date"],
            "starts_at": at_local(typed["date"], typed["starts"], self.venue),
            "ends_at": at_local(last, typed["ends"], self.venue),
        }


class CancelForm(forms.Form):
    """Why the day does not take place."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        help_text=_("Everybody reads it on the page of the edition, and those who registered in a mail."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )

    def clean_reason(self):
        return in_one_line(self.cleaned_data["reason"])


class MovesDays:
    """For the admin of days."""

    def has_move_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, lambda day, now: day.starts_at > now)

    def has_cancel_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, lambda day, now: day.ends_at > now)

    def _may_turn(self, request, object_id, is_in_time):
        """For the button; what is sent, or names a day of others, is answered by the page."""
        if not self.has_change_permission(request) or request.method == "POST" or object_id is None:
            return self.has_change_permission(request)
        day = self.get_object(request, object_id)
        return day is None or (not day.cancelled_at and is_in_time(day, timezone.now()))

    @action(description=_("Move …"), permissions=["move"], icon="event_repeat")
    def move(self, request, object_id):
        day = self._get_or_404(request, object_id)
        rest = _now(
            "Its workshops move along, hour by hour. Reminders of the old time are skipped and planned for the new "
            "one. Release the programme afterwards, so that readers see the new hours of the workshops."
        )
        return one_form(
            request,
            self,
            day,
            MoveForm(request.POST if request.method == "POST" else None, day=day),
            change=lambda **hours: move_day(day=day, actor=request.user, now=timezone.now(), **hours),
            done=_("Moved. All who come are told. Release the programme now."),
            title=_("Move this day?"),
            intro=f"{_told(day)} {rest}",
            button=_("Move it"),
        )

    @action(description=_("Cancel …"), permissions=["cancel"], icon="event_busy")
    def cancel(self, request, object_id):
        day = self._get_or_404(request, object_id)
        rest = _now("Its workshops are cancelled with it. The day stays on the page, with your reason.")
        return one_form(
            request,
            self,
            day,
            CancelForm(request.POST if request.method == "POST" else None),
            change=lambda reason: cancel_day(day=day, reason=reason, actor=request.user, now=timezone.now()),
            done=_("Cancelled. All who were to come are told."),
            title=_("Cancel this day?"),
            intro=f"{_told(day)} {rest}",
            button=_("Cancel the day"),
            danger=True,
        )


def _told(day):
    """How many hear of it."""
    number = people_of(day).count()
    said = ngettext("%(number)s person is told, once.", "%(number)s people are told, once.", number)
    return said % {"number": number}
