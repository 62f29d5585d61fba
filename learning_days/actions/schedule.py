"""Moving and cancelling a day: its reminders, its workshops and its people go along."""

from django.db import transaction
from django.db.models import F, Q

from notices.actions.planning import cancel, move, plan_for
from people.models import Person

from ..models import Day, Edition, Registration, WorkshopLead
from ..rules import schedule as rules
from .lost_races import told_in_words
from .registration_notices import tell_of_cancelled_day
from .reminders import occurrence_of


def move_day(*, day, date, starts_at, ends_at, actor, now):
    """Give a day other hours; its workshops move along by the venue's clock, and all who come are told once.

    Raises ValidationError with a sentence for each workshop that would lie outside the new hours.
    """
    with told_in_words():
        return _move(day.pk, {"date": date, "starts_at": starts_at, "ends_at": ends_at}, actor, now)


def _move(pk, hours, actor, now):
    day = held(pk)
    rules.check_can_move(day, now=now, **hours)
    if all(getattr(day, name) == value for name, value in hours.items()):
        return day
    others = day.edition.days.exclude(pk=day.pk).values_list("date", flat=True)
    rules.check_date_is_free(others, hours["date"])
    rows = list(day.workshops.placed().select_for_update(no_key=True, of=("self",)).order_by("pk"))
    moved = rules.moved_along(rows, day, starts_at=hours["starts_at"], ends_at=hours["ends_at"])
    for name, value in hours.items():
        setattr(day, name, value)
    day = _saved(day, [*hours], actor)
    for workshop, workshop.starts_at, workshop.ends_at in moved:
        workshop._history_user = actor
        workshop.save(update_fields=["starts_at", "ends_at"])
    tell_of_move(day)
    return day


@transaction.atomic
def cancel_day(*, day, reason, actor, now):
    """A day does not take place, nor do its workshops; all who come are told why, once. Registrations stay as a record.

    Cancelled twice is cancelled once: the reason that was told first holds.
    """
    day = held(day.pk)
    if day.cancelled_at is not None:
        return day
    rules.check_can_cancel(day, reason=reason, now=now)
    workshops = list(day.workshops.placed().select_for_update(no_key=True, of=("self",)).order_by("pk"))
    for workshop in workshops:
        workshop.state, workshop.state_reason, workshop._history_user = "cancelled", reason.strip(), actor
        workshop.save(update_fields=["state", "state_reason"])
    day.cancelled_at, day.cancelled_because = now, reason.strip()
    day = _saved(day, ["cancelled_at", "cancelled_because"], actor)
    cancel(occurrence=occurrence_of(day))
    tell_of_cancelled_day(day)
    if workshops:
        tell_leads_of_cancelled_day(day, workshops)
    return day


def held(pk):
    """The day as it stands, locked after its edition, as everywhere."""
    edition = Day.objects.values_list("edition", flat=True).get(pk=pk)
    Edition.objects.select_for_update(no_key=True, of=("self",)).get(pk=edition)
    return Day.objects.select_for_update(no_key=True, of=("self",)).select_related("edition").get(pk=pk)


def tell_of_move(day):
    """Tell all who are registered or lead a workshop; reminders of the old hours are skipped."""
    event = {"subject": day, "occurrence": occurrence_of(day), "revision": day.revision}
    move(kind="day_moved", key="day_moved", **event)
    plan_for(people_of(day), kind="day_moved", key="day_moved", **event)


def tell_leads_of_cancelled_day(day, workshops):
    """Tell those who were to lead one of the workshops and are not registered; the registered are told as all are."""
    leads = WorkshopLead.objects.filter(workshop__in=workshops, person__isnull=False)
    leads = leads.exclude(person__in=Registration.objects.standing().filter(day=day).values("person"))
    plan_for(leads, kind="led_day_cancelled", key=f"led_day_cancelled:{day.pk}", subject=day)


def people_of(day):
    """All who come: registered, waiting, or leading a workshop that is placed there."""
    registered = Registration.objects.standing().filter(day=day).values("person")
    leading = WorkshopLead.objects.filter(workshop__in=day.workshops.placed(), person__isnull=False).values("person")
    return Person.objects.active().filter(Q(pk__in=registered) | Q(pk__in=leading))


def _saved(day, fields, actor):
    """Write the day and raise the edition's revision; the database raises the day's own."""
    day._history_user = actor
    day.save(update_fields=fields)
    Edition.objects.filter(pk=day.edition_id).update(revision=F("revision") + 1)
    return Day.objects.select_related("edition").get(pk=day.pk)
