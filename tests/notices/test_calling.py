"""Workers are called for speed, and a broker that is away neither breaks nor delays a change."""

import time

import pytest
from django.db import transaction
from kombu import pools

from config.celery import app
from notices import tasks
from notices.actions import calling
from notices.actions.planning import plan, plan_for
from notices.models import Notice
from people.models import Person
from tests.factories import PersonFactory


@pytest.fixture
def broker(settings):
    """The broker of this test run, without a worker."""
    with app.connection_for_write(settings.CELERY_BROKER_URL) as connection:
        connection.default_channel.client.delete("celery")
        yield connection.default_channel.client


@pytest.mark.django_db(transaction=True)
def test_a_change_calls_one_worker_after_its_commit(broker):
    amina = PersonFactory()

    with transaction.atomic():
        for number in range(3):
            plan(kind="reminder", key=f"comment:{number}", recipient_id=amina.pk)
        assert broker.llen("celery") == 0

    assert broker.llen("celery") == 1


@pytest.mark.django_db(transaction=True)
def test_a_call_outlives_the_savepoint_beside_it(broker):
    amina = PersonFactory()

    with transaction.atomic():
        plan(kind="reminder", key="kept", recipient_id=amina.pk)
        with transaction.atomic():
            plan(kind="reminder", key="taken back", recipient_id=amina.pk)
            transaction.set_rollback(True)
    assert broker.llen("celery") == 1

    with transaction.atomic():
        with transaction.atomic():
            plan(kind="reminder", key="taken back", recipient_id=amina.pk)
            transaction.set_rollback(True)
        plan(kind="reminder", key="kept, too", recipient_id=amina.pk)
    assert broker.llen("celery") == 2


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_costs_a_change_nothing(settings, caplog):
    amina = PersonFactory()
    began = time.monotonic()

    with_broker("redis://127.0.0.1:1/0", lambda: plan(kind="reminder", key="week", recipient_id=amina.pk))

    assert Notice.objects.get().state == "planned"
    assert time.monotonic() - began < 5
    assert [record.name for record in caplog.records] == ["notices.actions.calling"]
    assert calling.silent_until > time.monotonic()


def with_broker(address, work):
    """Do some work while Celery believes that its broker is there."""
    before = app.conf.broker_url
    app.conf.broker_url = address
    forget_pools()
    try:
        work()
    finally:
        app.conf.broker_url = before
        forget_pools()


def forget_pools():
    """Nobody after us may be handed a pool that is closed, or one to another broker."""
    pools.reset()
    app.amqp._producer_pool = app._pool = None


def broken_planner(*, now):
    raise RuntimeError("this planner is broken")


@pytest.mark.django_db
def test_a_planner_that_fails_does_not_keep_the_others(settings, caplog):
    settings.NOTICE_PLANNERS = ["tests.notices.test_calling.broken_planner"]
    amina = PersonFactory()
    plan(kind="weekly", key="week", recipient_id=amina.pk)
    Notice.objects.update(state="gathered")

    tasks.plan_reminders()

    assert Notice.objects.filter(kind="digest").count() == 1
    assert [record.getMessage() for record in caplog.records] == [
        "The planner tests.notices.test_calling.broken_planner failed."
    ]


def test_the_clock_asks_every_minute():
    schedule = {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}

    assert (schedule["notices.tasks.carry_due"], schedule["notices.tasks.plan_reminders"]) == (60.0, 60.0)
    assert app.conf.timezone == "UTC"


@pytest.mark.django_db(transaction=True)
def test_workers_are_called_once_what_was_planned_can_be_seen(monkeypatch):
    seen = []
    monkeypatch.setattr(app, "send_task", lambda *names, **options: seen.append(Notice.objects.count()))
    PersonFactory()
    plan_for(Person.objects.all(), kind="reminder", key="hour")

    assert seen == [1]
