"""Planning: each notice once, in the transaction of the change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from notices.actions.planning import LocalTime, cancel, move, plan, plan_for
from notices.models import Notice
from people.models import Person
from tests.factories import ConsultationFactory, PersonFactory

pytestmark = pytest.mark.django_db

EVENT = {"kind": "reminder", "key": "week-before", "occurrence": "days-1"}


def states():
    """(person, revision, kind): (state, reason) of every notice."""
    rows = Notice.objects.values_list("recipient__username", "revision", "kind", "state", "reason")
    return {row[:3]: row[3:] for row in rows}


def test_plan_writes_every_fact_of_a_notice():
    amina, consultation = PersonFactory(), ConsultationFactory()
    due = timezone.now() + timedelta(days=1)

    plan(
        kind="reminder",
        key="week-before",
        recipient_id=amina.pk,
        subject=consultation,
        due_at=due,
        grace=timedelta(hours=2),
        payload={"word": "soon"},
        occurrence="days-1",
        revision=3,
    )

    notice = Notice.objects.get()
    assert notice.dedupe_key == f"week-before:days-1:3:{amina.pk}"
    assert (notice.recipient, notice.kind, notice.payload) == (amina, "reminder", {"word": "soon"})
    assert (notice.due_at, notice.try_at, notice.grace_until) == (due, due, due + timedelta(hours=2))
    assert (notice.subject_type.model, notice.subject_id) == ("consultation", consultation.pk)
    assert (notice.state, notice.attempts, notice.lease) == ("planned", 0, None)


def test_plan_twice_is_one_notice():
    amina = PersonFactory()

    for _ in range(2):
        plan(kind="reminder", key="comment:7", recipient_id=amina.pk)

    assert Notice.objects.get().dedupe_key == f"comment:7:{amina.pk}"


def test_plan_vanishes_with_the_change_it_speaks_of():
    amina = PersonFactory()

    with transaction.atomic():
        plan(kind="reminder", key="comment:7", recipient_id=amina.pk)
        transaction.set_rollback(True)

    assert not Notice.objects.exists()


def test_plan_for_writes_what_plan_writes():
    amina, consultation = PersonFactory(), ConsultationFactory()
    facts = {
        "subject": consultation,
        "due_at": timezone.now() + timedelta(days=1),
        "grace": timedelta(hours=2),
        "payload": {"word": "soon"},
        "revision": 3,
    }

    plan_for(Person.objects.filter(pk=amina.pk), **EVENT, **facts)
    in_bulk = Notice.objects.values().get()
    Notice.objects.all().delete()
    plan(recipient_id=amina.pk, **EVENT, **facts)
    one = Notice.objects.values().get()

    assert {**in_bulk, "id": 0, "created_at": 0} == {**one, "id": 0, "created_at": 0}


def test_plan_for_again_plans_only_for_the_new():
    PersonFactory.create_batch(3)

    assert plan_for(Person.objects.all(), **EVENT) == 3
    assert plan_for(Person.objects.all(), **EVENT) == 0
    PersonFactory()
    assert plan_for(Person.objects.all(), **EVENT) == 1
    assert Notice.objects.count() == 4


def test_plan_for_takes_rows_that_have_a_person():
    consultation, amina = ConsultationFactory(), PersonFactory()
    consultation.follows.create(person=amina)

    plan_for(consultation.follows.all(), **EVENT, due_at=LocalTime(date(2026, 3, 1), time(9)))

    assert Notice.objects.get().recipient == amina


def test_plan_for_a_local_time_is_due_in_each_zone():
    for zone in ("Africa/Lagos", "Asia/Kolkata", "America/Lima", "UTC"):
        PersonFactory(username=zone, time_zone=zone)

    plan_for(Person.objects.all(), **EVENT, due_at=LocalTime(date(2026, 3, 1), time(9)))

    assert dict(Notice.objects.values_list("recipient__username", "due_at")) == {
        "Africa/Lagos": datetime(2026, 3, 1, 8, tzinfo=UTC),
        "Asia/Kolkata": datetime(2026, 3, 1, 3, 30, tzinfo=UTC),
        "America/Lima": datetime(2026, 3, 1, 14, tzinfo=UTC),
        "UTC": datetime(2026, 3, 1, 9, tzinfo=UTC),
    }


def test_plan_for_a_local_time_that_the_clocks_pass_over():
    PersonFactory(time_zone="Europe/Berlin")

    plan_for(Person.objects.all(), **EVENT, due_at=LocalTime(date(2026, 3, 29), time(2, 30)))

    assert Notice.objects.get().due_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_plan_for_who_joined_late_says_so():
    now = timezone.now()
    PersonFactory(username="early", date_joined=now - timedelta(days=2))
    PersonFactory(username="late", date_joined=now)

    plan_for(Person.objects.all(), **EVENT, due_at=now - timedelta(days=1), joined_at=F("date_joined"))

    assert states() == {
        ("early", 1, "reminder"): ("planned", ""),
        ("late", 1, "reminder"): ("skipped", "joined_late"),
    }


def test_move_plans_the_unsent_anew_and_tells_those_who_were_told():
    PersonFactory(username="told"), PersonFactory(username="waits")
    plan_for(Person.objects.all(), **EVENT)
    Notice.objects.filter(recipient__username="told").update(state="sent", done_at=timezone.now())

    for _ in range(2):  # a planner does it every minute
        move(occurrence="days-1", revision=2, kind="moved", key="moved")
        plan_for(Person.objects.all(), **EVENT, revision=2)

    assert states() == {
        ("told", 1, "reminder"): ("sent", ""),
        ("told", 2, "moved"): ("planned", ""),
        ("told", 2, "reminder"): ("planned", ""),
        ("waits", 1, "reminder"): ("skipped", "moved"),
        ("waits", 2, "reminder"): ("planned", ""),
    }


def test_move_twice_tells_of_the_last_date_alone():
    PersonFactory(username="told")
    plan_for(Person.objects.all(), **EVENT)
    Notice.objects.update(state="sent", done_at=timezone.now())

    for revision in (2, 3):
        move(occurrence="days-1", revision=revision, kind="moved", key="moved")

    assert states() == {
        ("told", 1, "reminder"): ("sent", ""),
        ("told", 2, "moved"): ("skipped", "moved"),
        ("told", 3, "moved"): ("planned", ""),
    }


def test_a_planner_that_read_the_event_before_its_move_plans_nothing():
    PersonFactory()
    plan_for(Person.objects.all(), **EVENT, revision=2)

    assert plan_for(Person.objects.all(), **EVENT, revision=1) == 0


def test_cancel_withholds_what_is_not_sent():
    PersonFactory(username="told"), PersonFactory(username="waits")
    plan_for(Person.objects.all(), **EVENT)
    Notice.objects.filter(recipient__username="told").update(state="sent", done_at=timezone.now())

    assert cancel(occurrence="days-1") == 1

    assert states() == {
        ("told", 1, "reminder"): ("sent", ""),
        ("waits", 1, "reminder"): ("skipped", "cancelled"),
    }
