"""Days moved and cancelled: their reminders, workshops and people go along, each told once."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from learning_days.actions.reminders import arm, plan_edition_reminders
from learning_days.actions.schedule import cancel_day, move_day
from learning_days.models import Day, Edition, WorkshopLead
from notices.actions.carrying import carry_due
from notices.models import Notice
from tests.factories import PersonFactory
from tests.refusals import refused

from .factories import DayFactory, EditionFactory, RegistrationFactory, WorkshopSeatFactory, at, placed
from .reminding import rule_for

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def day():
    return DayFactory(title="The first day")


@pytest.fixture
def amina(day):
    return RegistrationFactory(day=day, person=PersonFactory(username="amina", email="amina@academy.example")).person


def move_by(day, **shift):
    """Move a day by so much on the venue's clock."""
    zone = ZoneInfo(day.edition.zone)
    begins, ends = (
        row.astimezone(zone).replace(tzinfo=None) + timedelta(**shift) for row in (day.starts_at, day.ends_at)
    )
    hours = {"starts_at": begins.replace(tzinfo=zone), "ends_at": ends.replace(tzinfo=zone)}
    return move_day(day=day, date=begins.date(), actor=None, now=timezone.now(), **hours)


def cancel(day):
    return cancel_day(day=day, reason="The hall is flooded.", actor=None, now=timezone.now())


def armed(*args, **fields):
    rule = rule_for(*args, **fields)
    arm(rule=rule, actor=None, now=timezone.now())
    return rule


def plan():
    plan_edition_reminders(timezone.now())


def rows(**fields):
    found = Notice.objects.filter(**fields).values_list("recipient__username", "kind", "state", "reason")
    return sorted(found)


def carry_all():
    Notice.objects.planned().update(due_at=timezone.now(), try_at=timezone.now(), grace_until=None)
    carry_due()


def test_a_moved_day_is_told_once_and_reminded_of_at_its_new_time(day, amina):
    armed(day)
    moved = move_by(day, days=3)
    plan()
    plan()

    assert rows() == [
        ("amina", "day_moved", "planned", ""),
        ("amina", "day_reminder", "planned", ""),
        ("amina", "day_reminder", "skipped", "moved"),
    ]
    assert Notice.objects.planned().get(kind="day_reminder").due_at == at(moved, 9) - DAY
    assert (moved.revision, moved.edition.revision, moved.history.count()) == (2, 2, 2)


def test_moving_one_day_repeats_no_reminder_of_another(day, amina):
    other = DayFactory(edition=day.edition, date=day.date + DAY)
    RegistrationFactory(day=other, person=amina)
    armed(day, of_each_day=True)
    Notice.objects.update(state="sent", done_at=timezone.now())
    move_by(day, days=-5)
    plan()

    assert rows(occurrence=f"learning_day:{other.pk}") == [("amina", "day_reminder", "sent", "")]
    assert rows(occurrence=f"learning_day:{day.pk}", state="planned") == [
        ("amina", "day_moved", "planned", ""),
        ("amina", "day_reminder", "planned", ""),
    ]


def test_who_waits_and_who_leads_is_told_and_who_left_is_not(day, mailoutbox):
    person = {
        name: PersonFactory(username=name, email=f"{name}@academy.example") for name in ("waits", "leads", "left")
    }
    RegistrationFactory(day=day, person=person["waits"], seated_at=None)
    RegistrationFactory(day=day, person=person["left"], left_at=timezone.now())
    WorkshopLead.objects.create(workshop=placed(day, 10), person=person["leads"])
    move_by(day, days=1)
    carry_all()

    assert sorted(mail.to[0].partition("@")[0] for mail in mailoutbox) == ["leads", "waits"]
    assert "09:00–17:00" in mailoutbox[0].body


def test_moved_twice_before_it_was_told_tells_the_last_time_alone(day, amina, mailoutbox):
    move_by(day, days=1)
    day.refresh_from_db()
    move_by(day, days=1)
    carry_all()

    assert len(mailoutbox) == 1
    assert rows() == [("amina", "day_moved", "sent", ""), ("amina", "day_moved", "skipped", "moved")]


def test_moved_to_where_it_is_changes_nothing(day, amina):
    moved = move_by(day, days=0)

    assert (moved.revision, moved.edition.revision, rows()) == (1, 1, [])


def test_its_workshops_move_along_with_those_who_sit_and_lead_there(day, amina):
    room_full = [placed(day, hour) for hour in (10, 11)]
    lead = WorkshopLead.objects.create(workshop=room_full[0], person=PersonFactory())
    seat = WorkshopSeatFactory(workshop=room_full[0], registration=day.registrations.get())
    next_door = placed(day, 12, room=room_full[0].room)
    move_by(day, hours=1)

    lead.refresh_from_db()
    seat.refresh_from_db()
    next_door.refresh_from_db()
    assert (lead.during.lower, seat.during.lower) == (at(day, 11), at(day, 11))
    assert next_door.starts_at == at(day, 13)
    assert next_door.history.count() == 2


def test_two_workshops_in_a_row_in_one_room_pass_each_other_on_their_way(day):
    first = placed(day, 10)
    second = placed(day, 11, room=first.room)
    for step in (1, -2):
        day.refresh_from_db()
        move_by(day, hours=step)
        connection.check_constraints()  # what the database looks at once the change is written

    second.refresh_from_db()
    assert second.starts_at == at(day, 10)


def test_a_workshop_outside_the_new_hours_refuses_the_move_and_nothing_is_told(day, amina):
    placed(day, 16)
    with pytest.raises(ValidationError, match="outside the day"):
        move_day(day=day, date=day.date, starts_at=at(day, 9), ends_at=at(day, 16), actor=None, now=timezone.now())

    day.refresh_from_db()
    assert (day.revision, rows()) == (1, [])


def test_the_date_of_another_day_is_refused_with_a_sentence(day):
    DayFactory(edition=day.edition, date=day.date + DAY)

    with pytest.raises(ValidationError, match="has a day on this date already"):
        move_by(day, days=1)


@pytest.mark.parametrize("on", [datetime(2027, 3, 27), datetime(2027, 10, 30)], ids=["forward", "back"])
def test_moved_over_a_change_of_the_clocks_all_keeps_its_local_hour(on):
    berlin = ZoneInfo("Europe/Berlin")
    day = DayFactory(edition=EditionFactory(zone="Europe/Berlin"), date=on.date())
    workshop = placed(day, 10)
    RegistrationFactory(day=day)
    armed(day, amount=3)
    armed(day, amount=2, unit="hours")
    moved = move_by(day, days=2)
    plan()

    workshop.refresh_from_db()
    due = sorted(Notice.objects.planned().filter(kind="day_reminder").values_list("due_at", flat=True))
    hours = [moment.astimezone(berlin).time() for moment in (moved.starts_at, workshop.starts_at, *due)]
    assert hours == [time(9), time(10), time(9), time(7)]
    assert moved.starts_at - due[1] == 2 * HOUR


def test_a_cancelled_day_is_told_once_and_reminds_nobody(day, amina, mailoutbox):
    armed(day)
    workshop = placed(day, 10)
    WorkshopLead.objects.create(workshop=workshop, person=PersonFactory(username="lead"))
    WorkshopLead.objects.create(workshop=workshop, person=amina)
    cancel(day)
    cancel(day)
    plan()

    assert rows() == [
        ("amina", "day_cancelled", "planned", ""),
        ("amina", "day_reminder", "skipped", "cancelled"),
        ("lead", "led_day_cancelled", "planned", ""),
    ]
    workshop.refresh_from_db()
    assert (workshop.state, workshop.state_reason) == ("cancelled", "The hall is flooded.")
    carry_all()
    assert "The hall is flooded." in mailoutbox[0].body


def test_a_day_with_registrations_is_never_deleted_but_cancelled_with_them_as_a_record(day, amina):
    registration = day.registrations.get()
    cancelled = cancel(day)

    registration.refresh_from_db()
    assert (registration.left_at, cancelled.cancelled_because) == (None, "The hall is flooded.")
    with pytest.raises(Exception, match="protected"):
        day.delete()


def test_hours_that_somebody_changed_without_a_word_are_noticed_by_the_planner(day, amina):
    armed(day)
    Notice.objects.update(state="sent", done_at=timezone.now())
    Day.objects.filter(pk=day.pk).update(date=day.date + DAY, starts_at=day.starts_at + DAY, ends_at=day.ends_at + DAY)
    plan()

    assert rows() == [
        ("amina", "day_moved", "planned", ""),
        ("amina", "day_reminder", "planned", ""),
        ("amina", "day_reminder", "sent", ""),
    ]


def test_the_database_counts_moves_whatever_copy_is_saved(day):
    stale = Day.objects.get(pk=day.pk)
    move_by(day, days=1)
    stale.title = "Another title"
    stale.save(update_fields=["title", "revision"])

    day.refresh_from_db()
    assert day.revision == 2


def test_a_moved_day_keeps_a_workshop_of_another_day_apart(day):
    """The database has the last word where the rule saw nothing."""
    other = DayFactory(edition=day.edition, date=day.date + DAY)
    person = PersonFactory()
    first, second = placed(day, 10), placed(other, 10)
    for workshop in (first, second):
        WorkshopLead.objects.create(workshop=workshop, person=person)
    assert (
        refused(lambda: type(first).objects.filter(pk=first.pk).update(starts_at=at(other, 10), ends_at=at(other, 11)))
        == "workshop_within_its_day"
    )


def test_an_unpublished_edition_sends_nothing(day, amina):
    armed(day)
    Edition.objects.update(published_at=None)
    carry_all()

    assert rows() == [("amina", "day_reminder", "skipped", "withdrawn")]
