"""Three beats at once, clocks that jump two hours, changes while workers send: each reminder once, at its hour."""

import threading
from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle
from types import NoneType
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from learning_days.actions.reminders import arm, change, plan_edition_reminders, stop
from learning_days.actions.schedule import move_day
from learning_days.models import Registration, ReminderRule
from notices import tasks
from notices.actions import carrying
from notices.actions.carrying import carry_due
from notices.models import Notice
from tests.factories import PersonFactory
from tests.notices.conftest import forget_line
from tests.notices.sinks import Sink
from tests.races import at_once

from .factories import DayFactory, EditionFactory, at
from .reminding import rule_for
from .test_reminders_rules import CHANGES

pytestmark = pytest.mark.django_db(transaction=True)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def sink(settings, monkeypatch):
    """A mail server that the outbox sends to."""
    monkeypatch.setattr(carrying, "REST", 0.01)  # every beat looks often for what it might take from another
    made = Sink().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.port
    yield made
    forget_line()
    made.stop()


def seat(day, *names):
    people = [PersonFactory(username=name, email=f"{name}@example.org") for name in names]
    Registration.objects.bulk_create(
        Registration(day=day, person=person, seated_at=timezone.now() - 3 * DAY) for person in people
    )
    return people


def carry():
    """A worker of its own, with a line of its own."""
    try:
        return carry_due()
    finally:
        forget_line()


def jumping(over, traveller):
    for hours in cycle((2, -2, -2, 2)):
        traveller.shift(timedelta(hours=hours))
        if over.wait(0.05):
            break


def planner():
    for _ in range(3):
        plan_edition_reminders(timezone.now())


def beat():
    tasks.plan_reminders()
    carry()


def test_three_beats_and_jumping_clocks_send_each_reminder_once_at_its_hour_in_twelve_zones(sink):
    moments, names = {}, []
    for number, zone in enumerate(CHANGES):
        begins = timezone.now() + timedelta(minutes=110)
        local = begins.astimezone(ZoneInfo(zone))
        hours = {"date": local.date(), "starts_at": begins, "ends_at": begins + HOUR}
        day = DayFactory(edition=EditionFactory(zone=zone), **hours)
        rule = rule_for(day, amount=2, unit="hours")
        moments[day.pk] = begins - 2 * HOUR
        names.append(f"reader{number}")
        seat(day, names[-1])
        ReminderRule.objects.filter(pk=rule.pk).update(armed_at=timezone.now() - DAY)
    over = threading.Event()

    with time_machine.travel(timezone.now(), tick=True) as traveller:
        clock = threading.Thread(target=jumping, args=(over, traveller))
        clock.start()
        answers = at_once([planner, planner, beat, beat, beat])
        over.set()
        clock.join()

    assert answers == [None] * 5
    plan_edition_reminders(timezone.now())
    carry()
    assert Counter(sink.addresses()) == {f"{name}@example.org": 1 for name in names}
    found = Notice.objects.values_list("payload__day", "due_at", "state")
    assert sorted(found) == sorted((day, moment, "sent") for day, moment in moments.items())


def test_reminders_of_days_are_due_at_the_local_hour_whatever_the_clock_of_the_beat_says(sink):
    hours = {}
    for number, (zone, (eve, _back)) in enumerate(CHANGES.items()):
        day = DayFactory(edition=EditionFactory(zone=zone), date=eve + DAY)
        rule = rule_for(day, amount=1)
        seat(day, f"reader{number}")
        ReminderRule.objects.filter(pk=rule.pk).update(armed_at=timezone.now())
        hours[day.pk] = datetime.combine(eve, rule.at, ZoneInfo(zone))

    with time_machine.travel(timezone.now() - 2 * HOUR) as traveller:
        for step in (0, 4, -2):
            traveller.shift(step * HOUR)
            at_once([partial(plan_edition_reminders, timezone.now())] * 3)

    assert dict(Notice.objects.values_list("payload__day", "due_at")) == hours
    assert Notice.objects.count() == len(CHANGES)


def test_a_rule_that_is_changed_while_workers_send_tells_each_person_once(sink):
    begins = timezone.now() + 2 * HOUR - timedelta(minutes=1)
    day = DayFactory(date=begins.date(), starts_at=begins, ends_at=begins + HOUR, capacity=100)
    names = [f"reader{number}" for number in range(40)]
    seat(day, *names)
    rule = rule_for(day, amount=2, unit="hours")
    arm(rule=rule, actor=None, now=timezone.now() - DAY)
    sink.delay, some_are_sent = 0.02, threading.Event()
    sink.on_mail = lambda: len(sink.mails) > 4 and some_are_sent.set()

    def changed():
        some_are_sent.wait(timeout=30)
        rule.amount = 1
        return change(rule=rule, fields=["amount"], actor=None, now=timezone.now())

    at_once([carry, carry, changed])
    before = len(sink.mails)
    assert ReminderRule.objects.get().version == 2
    planned = Notice.objects.planned()
    assert {row.payload["version"] for row in planned} <= {2}
    planned.update(due_at=timezone.now() - HOUR, try_at=timezone.now() - HOUR)
    carry()

    assert before > 0
    assert Counter(sink.addresses()) == {f"{name}@example.org": 1 for name in names}


def test_a_rule_is_armed_by_two_organizers_and_planned_by_two_beats_once():
    day = DayFactory(capacity=100)
    seat(day, *(f"reader{number}" for number in range(30)))
    rule = rule_for(day)
    now = timezone.now()

    arms = [partial(arm, rule=rule, actor=None, now=now)] * 2
    planned = at_once([*arms, *[partial(plan_edition_reminders, now)] * 2])

    assert [type(answer) for answer in planned] == [int, int, NoneType, NoneType]
    assert Notice.objects.planned().count() == 30
    assert ReminderRule.objects.get().version == 1


def test_a_day_that_is_moved_while_beats_plan_keeps_no_reminder_of_its_old_hours():
    day = DayFactory(capacity=100)
    seat(day, *(f"reader{number}" for number in range(30)))
    rule = rule_for(day)
    ReminderRule.objects.update(armed_at=timezone.now())
    beats = threading.Thread(target=at_once, args=([partial(plan_edition_reminders, timezone.now())] * 3,))
    with transaction.atomic():
        hours = {"starts_at": day.starts_at + DAY, "ends_at": day.ends_at + DAY}
        move_day(day=day, date=day.date + DAY, actor=None, now=timezone.now(), **hours)
        beats.start()
        threading.Event().wait(1)  # they come before the move is written
    beats.join()

    day.refresh_from_db()
    reminders = Notice.objects.planned().filter(kind="day_reminder")
    assert set(reminders.values_list("revision", "due_at")) == {(2, at(day, 9) - DAY)}
    assert reminders.count() == 30
    stop(rule=rule, actor=None, now=timezone.now())
    assert not reminders.exists()
