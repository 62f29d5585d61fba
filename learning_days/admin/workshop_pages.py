"""What organizers do to a workshop, by forms: accept, decline, place, take from its place, cancel."""

from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTimeWidget,
)

from academy.admin.bulk import run_bulk
from consultations.admin.base import one_form

from ..actions import programme as actions
from ..clocks import weekday_and_date
from ..models import Day, Room
from ..placing import suggestions
from ..rules.programme import check_can_accept, check_can_decline
from ..venue_hours import hours_in, hours_said
from .reasons import LONGEST, in_one_line


class ReasonForm(forms.Form):
    """Why a workshop does not take place."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        help_text=_("Those who lead it read it; of a released workshop everybody does."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )

    def clean_reason(self):
        return in_one_line(self.cleaned_data["reason"])


class RoomChoice(forms.ModelChoiceField):
    def label_from_instance(self, room):
        return _now("%(room)s, %(people)s people") % {"room": room.name, "people": room.capacity}


class DayChoice(forms.ModelChoiceField):
    def label_from_instance(self, day):
        return f"{weekday_and_date(day.date)} · {day.title}"


class PlaceForm(forms.Form):
    """A day, a room and hours on the venue's clock."""

    day = DayChoice(label=_("Day"), queryset=Day.objects.none(), widget=UnfoldAdminSelectWidget)
    room = RoomChoice(label=_("Room"), queryset=Room.objects.none(), widget=UnfoldAdminSelectWidget)
    starts = forms.TimeField(label=_("Begins, on the venue's clock"), widget=UnfoldAdminTimeWidget)
    ends = forms.TimeField(label=_("Ends"), required=False, widget=UnfoldAdminTimeWidget)
    capacity = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=1,
        help_text=_("Empty: as many as the room holds."),
        widget=UnfoldAdminIntegerFieldWidget,
    )

    def __init__(self, *args, workshop, **kwargs):
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        edition = workshop.edition
        self.fields["day"].queryset = edition.days.standing().select_related("edition").order_by("starts_at", "pk")
        self.fields["room"].queryset = edition.rooms.order_by("position", "pk")
        minutes = _now("Empty: after the %(number)s minutes that it takes.") % {"number": workshop.minutes}
        self.fields["ends"].help_text = minutes

    def clean(self):
        typed = super().clean()
        if not self.errors:
            workshop, hours = self.workshop, (typed.pop("starts"), typed.pop("ends"))
            minutes, zone = workshop.minutes, workshop.edition.zone
            typed["starts_at"], typed["ends_at"] = hours_in(typed["day"], *hours, minutes=minutes, zone=zone)
        return typed


class AnswersProposals:
    """Accept and decline, one or many."""

    def has_accept_permission(self, request, object_id=None):
        return self._may(request, object_id, lambda workshop: workshop.state in ("proposed", "declined"))

    def has_decline_permission(self, request, object_id=None):
        return self._may(
            request, object_id, lambda row: row.state == "proposed" or (row.state == "accepted" and not row.day_id)
        )

    def _may(self, request, object_id, fits):
        """For the button; what is sent is answered by the action with the state that holds."""
        if not self.has_change_permission(request) or request.method == "POST" or object_id is None:
            return self.has_change_permission(request)
        workshop = self.get_object(request, object_id)
        return workshop is not None and fits(workshop)

    @action(description=_("Accept …"), permissions=["accept"], icon="check_circle")
    def accept(self, request, object_id):
        workshop = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            workshop,
            forms.Form(request.POST if request.method == "POST" else None),
            change=lambda: actions.accept(workshop=workshop, actor=request.user, now=timezone.now()),
            done=_("Accepted. Those who lead it are told. Now give it a place."),
            title=_("Accept this workshop?"),
            intro=_("Those who lead it are told. Readers see it once it has a place and the programme is released."),
            button=_("Accept it"),
        )

    @action(description=_("Decline …"), permissions=["decline"], icon="block")
    def decline(self, request, object_id):
        workshop = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            workshop,
            ReasonForm(request.POST or None),
            change=lambda reason: actions.decline(
                workshop=workshop, reason=reason, actor=request.user, now=timezone.now()
            ),
            done=_("Declined. Those who lead it are told."),
            title=_("Decline this workshop?"),
            intro=_("It stays here with your reason, and can be accepted later."),
            button=_("Decline the workshop"),
            danger=True,
        )

    @admin.action(description=_("Accept …"), permissions=["change"])
    def accept_many(self, request, queryset):
        return run_bulk(
            request,
            self,
            queryset,
            title=_("Accept these workshops"),
            intro=_("Those who lead one are told, once."),
            button=_("Accept them"),
            preview=lambda rows, typed: [_verdict(check_can_accept, row, _now("Will be accepted.")) for row in rows],
            act=lambda row, typed: _accepted(row, request.user),
        )

    @admin.action(description=_("Decline …"), permissions=["change"])
    def decline_many(self, request, queryset):
        return run_bulk(
            request,
            self,
            queryset,
            title=_("Decline these workshops"),
            intro=_("Those who lead one are told, with your reason."),
            button=_("Decline them"),
            danger=True,
            form_class=ReasonForm,
            preview=lambda rows, typed: [_verdict(check_can_decline, row, _now("Will be declined.")) for row in rows],
            act=lambda row, typed: _declined(row, typed["reason"], request.user),
        )


class PlacesWorkshops:
    """A room and hours by a form, with free ones to choose from; out of them again; cancelled."""

    def has_place_permission(self, request, object_id=None):
        return self._may(request, object_id, lambda workshop: workshop.state == "accepted")

    def has_unplace_permission(self, request, object_id=None):
        return self._may(request, object_id, lambda workshop: workshop.state == "accepted" and workshop.day_id)

    def has_cancel_permission(self, request, object_id=None):
        return self._may(request, object_id, lambda workshop: workshop.state == "accepted")

    @action(description=_("Place …"), permissions=["place"], icon="meeting_room")
    def place(self, request, object_id):
        workshop = self._get_or_404(request, object_id)
        asked = request.POST if request.method == "POST" else None
        return one_form(
            request,
            self,
            workshop,
            PlaceForm(asked, workshop=workshop, initial=_asked_for(request, workshop)),
            change=lambda **place: actions.place(workshop=workshop, actor=request.user, now=timezone.now(), **place),
            done=_("Placed. Readers see it with the next release."),
            title=_now("Where and when is “%(title)s”?") % {"title": workshop.title},
            intro=_free_places(workshop),
            button=_("Place it here"),
            back=reverse("admin:learning_days_edition_programme", args=[workshop.edition_id]),
        )

    @action(description=_("Take from its place …"), permissions=["unplace"], icon="backspace")
    def unplace(self, request, object_id):
        workshop = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            workshop,
            forms.Form(request.POST if request.method == "POST" else None),
            change=lambda: actions.unplace(workshop=workshop, actor=request.user, now=timezone.now()),
            done=_("Taken from its place. The room is free."),
            title=_("Take this workshop from its place?"),
            intro=_("It stays accepted. If readers know it, the next release tells them that it is cancelled."),
            button=_("Take it from its place"),
        )

    @action(description=_("Cancel …"), permissions=["cancel"], icon="event_busy")
    def cancel(self, request, object_id):
        workshop = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            workshop,
            ReasonForm(request.POST or None),
            change=lambda reason: actions.cancel(
                workshop=workshop, reason=reason, actor=request.user, now=timezone.now()
            ),
            done=_("Cancelled. The room is free; the next release tells everybody whom it touches."),
            title=_("Cancel this workshop?"),
            intro=_("It stays in programme and calendars as cancelled, with your reason. It cannot be taken back."),
            button=_("Cancel the workshop"),
            danger=True,
        )


def _asked_for(request, workshop):
    """What the link of a free place asks for, or where the workshop stands."""
    asked = {name: request.GET.get(name, "")[:19] for name in ("day", "room", "starts")}
    if all(asked.values()) or workshop.starts_at is None:
        return asked
    venue = ZoneInfo(workshop.edition.zone)
    hours = {name: timezone.localtime(getattr(workshop, f"{name}_at"), venue).time() for name in ("starts", "ends")}
    return {"day": workshop.day_id, "room": workshop.room_id, "capacity": workshop.capacity, **hours}


def _free_places(workshop):
    """Links that fill the form with a free place each."""
    zone = workshop.edition.zone
    rows = [
        (
            _query(place, zone),
            weekday_and_date(place.day.date),
            hours_said(place.starts_at, place.ends_at, zone),
            place.room.name,
        )
        for place in suggestions(workshop)
    ]
    if not rows:
        return _now("No room is free for as long as it takes. Add a room or move another workshop first.")
    links = format_html_join("", '<br><a class="underline" href="?{}"><bdi>{}</bdi> · {} · <bdi>{}</bdi></a>', rows)
    return format_html("{}{}", _now("These places are free; choose one, or type another below:"), links)


def _query(place, zone):
    starts = timezone.localtime(place.starts_at, ZoneInfo(zone)).strftime("%H:%M")
    return urlencode({"day": place.day.pk, "room": place.room.pk, "starts": starts})


def _verdict(check, row, sentence):
    try:
        check(row)
    except ValidationError as refusal:
        return row, " ".join(refusal.messages), False
    return row, sentence, True


def _accepted(row, actor):
    actions.accept(workshop=row, actor=actor, now=timezone.now())
    return _now("The workshop is accepted.")


def _declined(row, reason, actor):
    actions.decline(workshop=row, reason=reason, actor=actor, now=timezone.now())
    return _now("The workshop is declined.")
