"""The parts of an edition on its page: days on the venue's clock, rooms, reported figures."""

from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline, TabularInline
from unfold.widgets import UnfoldAdminTimeWidget

from academy.admin.course_parts import PartFormSet
from consultations.admin.base import TracedAdmin
from people.admin import KnownYears

from ..actions.registrations import offer_seats
from ..actions.seats import give_seats
from ..models import Day, Figure, Room
from ..rules.editions import check_day_seats, check_room_holds
from ..venue_hours import moments
from .base import Scoped


class DayForm(forms.ModelForm):
    """The hours are typed on the venue's clock; those of a published day stay here, as people planned by them."""

    starts = forms.TimeField(label=_("Begins, on the venue's clock"), widget=UnfoldAdminTimeWidget)
    ends = forms.TimeField(
        label=_("Ends"),
        widget=UnfoldAdminTimeWidget,
        help_text=_("An earlier hour than the beginning: after midnight."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            venue = ZoneInfo(self.instance.edition.zone)
            for name in ("starts", "ends"):
                self.initial[name] = timezone.localtime(getattr(self.instance, f"{name}_at"), venue).time()
        if self.instance.pk and self.instance.edition.published_at:
            for name in {"date", "starts", "ends"} & self.fields.keys():
                self.fields[name].disabled = True

    def clean(self):
        typed, day = super().clean(), self.instance
        if all(typed.get(name) for name in ("date", "starts", "ends")) and not self.fields["date"].disabled:
            day.date = typed["date"]
            day.starts_at, day.ends_at = moments(day, typed["starts"], typed["ends"], day.edition.zone)
            inside = Q(starts_at__gte=day.starts_at, ends_at__lte=day.ends_at)
            if day.pk and day.workshops.placed().exclude(inside).exists():
                raise ValidationError(_("A workshop lies outside these hours. Give it another place first."))
        return typed

    def clean_capacity(self):
        capacity = self.cleaned_data["capacity"]
        check_day_seats(capacity, held=self.instance.registrations.holding().count() if self.instance.pk else 0)
        return capacity


class DayFormSet(PartFormSet):
    """The clock is that of the edition as it is typed on the same page."""

    beside = "title"

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.instance.edition = self.instance
        return form


class DayInline(KnownYears, Scoped, StackedInline):
    """A published day is moved or cancelled on its own page, so that everybody is told."""

    model = Day
    form = DayForm
    formset = DayFormSet
    extra = 0
    tab = True
    can_delete = False
    show_change_link = True
    ordering = ["date", "pk"]
    fields = ["title", ("date", "starts", "ends"), ("audience", "capacity")]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("edition")


def save_days(request, formset):
    """Keep the days; seats that a larger number frees are offered to the line at once."""
    days = formset.save(commit=False)
    for day in days:
        day._history_user = request.user
        day.save()
    for day, changed in formset.changed_objects:
        if "capacity" in changed:
            offer_seats(day=day, now=timezone.now())


def save_rooms(formset):
    """Keep the rooms; seats that a larger one has are given to who waits."""
    formset.save()
    grown = [room for room, changed in formset.changed_objects if "capacity" in changed]
    for day in Day.objects.filter(workshops__room__in=grown).distinct().order_by("pk"):
        give_seats(day=day, now=timezone.now())


class RoomForm(forms.ModelForm):
    def clean_capacity(self):
        capacity = self.cleaned_data["capacity"]
        if self.instance.pk:
            check_room_holds(capacity, needs_of(self.instance))
        return capacity


def needs_of(room):
    """[(title, people)] of the workshops in a room: their seats, or how many sit there, whichever is more."""
    sitting = Count("seats", filter=Q(seats__seated_at__isnull=False, seats__left_at__isnull=True))
    rows = room.workshops.placed().annotate(sitting=sitting).order_by("starts_at", "pk")
    return [(row.title, max(row.capacity or 0, row.sitting)) for row in rows]


class RoomFormSet(PartFormSet):
    beside = "name"


class RoomInline(Scoped, TabularInline):
    model = Room
    form = RoomForm
    formset = RoomFormSet
    extra = 0
    tab = True
    ordering = ["position", "pk"]
    fields = ["name", "capacity", "access", "position"]


class FigureFormSet(PartFormSet):
    beside = "label"


class FigureInline(Scoped, TabularInline):
    """What was reported of an edition that is over, with its source."""

    model = Figure
    formset = FigureFormSet
    extra = 0
    tab = True
    formfield_overrides = TracedAdmin.formfield_overrides
    ordering = ["position", "pk"]
    fields = ["label", "count", "out_of", "percent", "source_url", "position"]
