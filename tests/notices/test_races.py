"""Many planners, beats and workers at the same moment, and clocks that jump: each notice once."""

import threading
from collections import Counter
from datetime import timedelta
from functools import partial
from itertools import cycle

import pytest
import time_machine
from django.utils import timezone

from notices import tasks
from notices.actions import carrying
from notices.actions.again import send_again
from notices.actions.carrying import carry_due
from notices.actions.planning import move, plan, plan_for
from notices.models import Notice
from people.models import Person
from tests.factories import PersonFactory
from tests.notices.conftest import forget_line
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

DUE = timezone.now()
EVENT = {"kind": "reminder", "key": "week-before", "occurrence": "days-1", "payload": {"word": "soon"}}


def people(count):
    return [PersonFactory(username=f"reader{n}", email=f"reader{n}@example.org") for n in range(count)]


def plan_all(*, now):
    """The planner of these tests, whatever its clock says: everybody is to hear of one event."""
    return plan_for(Person.objects.all(), **EVENT, due_at=DUE)


def carry():
    """A worker of its own, with a line of its own."""
    try:
        return carry_due()
    finally:
        forget_line()


def each_once(sink, count):
    assert Counter(sink.addresses()) == {f"reader{n}@example.org": 1 for n in range(count)}
    assert Counter(Notice.objects.values_list("state", flat=True)) == {"sent": count}


def test_planners_at_once_plan_each_notice_once():
    Person.objects.bulk_create(Person(username=f"reader{n}", display_name=f"Reader {n}") for n in range(3000))
    ways = [Person.objects.order_by("pk"), Person.objects.order_by("-pk")] * 3

    planned = at_once([partial(plan_for, way, **EVENT) for way in ways])

    assert sum(planned) == 3000
    assert Notice.objects.count() == 3000


def test_one_change_told_at_once_by_many_requests_is_one_notice():
    (amina,) = people(1)

    answers = at_once([partial(plan, kind="reminder", key="comment:7", recipient_id=amina.pk)] * 6)

    assert answers == [None] * 6
    assert Notice.objects.count() == 1


def test_workers_at_once_send_each_mail_once(sink):
    people(60)
    sink.delay = 0.005
    plan_all(now=timezone.now())

    carried = at_once([carry] * 4)

    assert sum(carried) == 60
    each_once(sink, 60)


def test_planners_beats_and_jumping_clocks_at_once_send_each_mail_once(sink, settings, monkeypatch):
    monkeypatch.setattr(carrying, "REST", 0.01)  # every beat looks often for what it might take from another
    settings.NOTICE_PLANNERS = ["tests.notices.test_races.plan_all"]
    people(60)
    sink.delay = 0.03
    over = threading.Event()

    def planner():
        for _ in range(5):
            plan_all(now=timezone.now())

    def beat():
        tasks.plan_reminders()
        carry()

    def jump():
        for hours in cycle((2, -2, -2, 2)):
            traveller.shift(timedelta(hours=hours))
            if over.wait(0.05):
                break

    with time_machine.travel(timezone.now(), tick=True) as traveller:
        clock = threading.Thread(target=jump)
        clock.start()
        answers = at_once([planner, planner, beat, beat, beat])
        over.set()
        clock.join()

    assert answers == [None] * 5
    each_once(sink, 60)


def test_a_move_while_workers_send_leaves_nothing_half_done(sink):
    people(40)
    sink.delay = 0.005
    plan_all(now=timezone.now())

    def moved():
        move(occurrence="days-1", revision=2, kind="moved", key="moved")
        return plan_for(Person.objects.all(), **EVENT, revision=2, due_at=timezone.now() + timedelta(days=1))

    at_once([carry, carry, moved])
    move(occurrence="days-1", revision=2, kind="moved", key="moved")  # the next minute's planner

    of_old_date = dict(Notice.objects.filter(kind="reminder", revision=1).values_list("recipient", "state"))
    sent = {person for person, state in of_old_date.items() if state == "sent"}
    assert set(of_old_date.values()) <= {"sent", "skipped"}
    assert len(of_old_date) == 40
    assert set(Notice.objects.filter(kind="moved").values_list("recipient", flat=True)) == sent
    assert Notice.objects.filter(kind="reminder", revision=2, state="planned").count() == 40
    carry_due()
    assert len(sink.mails) == 2 * len(sent)


def test_two_organizers_send_a_dead_letter_again_once(sink):
    (amina,) = people(1)
    plan(kind="reminder", key="week", recipient_id=amina.pk)
    Notice.objects.update(state="dead", reason="refused", done_at=timezone.now())
    notice = Notice.objects.get()

    answers = at_once([partial(send_again, notice=notice, actor=amina)] * 2)

    assert sorted(getattr(answer, "code", "sent again") for answer in answers) == ["not_dead", "sent again"]
