"""Planning: every notice is written once, in the transaction of the change that it speaks of."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    JSONField,
    Q,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Now
from django.utils import timezone

from people.models import Person

from ..models import Notice
from ..rules.moments import at_local
from .calling import call_after_commit

State, Reason = Notice.State, Notice.Reason
MOMENT = DateTimeField()
EMPTY = {"address": "", "attempts": 0, "last_error": "", "message_id": ""}


@dataclass(frozen=True)
class LocalTime:
    """A due moment for each person alone: that time of that day where the person lives."""

    day: date
    clock: time


def plan(
    *,
    kind,
    key,
    recipient_id=None,
    address="",
    subject=None,
    due_at=None,
    grace=None,
    payload=None,
    occurrence="",
    revision=1,
):
    """Plan one notice to a person, or an account mail to an address. A key that is there already changes nothing."""
    due_at = due_at or timezone.now()
    notice = Notice(
        kind=kind,
        recipient_id=recipient_id,
        address=address,
        dedupe_key=dedupe_key(key, occurrence, revision) + str(recipient_id or ""),
        due_at=due_at,
        try_at=due_at,
        grace_until=due_at + grace if grace is not None else None,
        payload=payload or {},
        occurrence=occurrence,
        revision=revision,
        **subject_columns(subject),
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    call_after_commit()


@transaction.atomic  # workers are called once the notices are there to be seen
def plan_for(
    people,
    *,
    kind,
    key,
    subject=None,
    subject_of=None,
    due_at=None,
    grace=None,
    payload=None,
    occurrence="",
    revision=1,
    joined_at=None,
):
    """Plan a notice for each person in one statement; answers how many are new. It may run again, and many at once.

    `people`: a queryset of people, or of rows with a `person`. `due_at`: a moment, a LocalTime, or an expression over
    the rows. `subject_of`: (model, expression over the rows), for a subject of its own in each notice. `joined_at`: an
    expression; who joined after the due moment sees why nothing came. A planner that read the event too early does no
    harm: a revision older than a planned one plans nothing.
    """
    person = "pk" if people.model is Person else "person_id"
    joined_at = joined_at or Value(None, output_field=MOMENT)
    rows = people.annotate(notice_due_at=due_expression(people, person, due_at), notice_joined_at=joined_at)
    constants = {"kind": kind, "payload": payload or {}, "occurrence": occurrence, "revision": revision}
    values = constant_columns(constants | EMPTY | subject_columns(subject)) | moment_columns(grace)
    values |= person_columns(person, dedupe_key(key, occurrence, revision)) | subject_of_each(subject_of)
    call_after_commit_if_due(due_at)
    return insert(unless_newer(rows, occurrence, revision).order_by(person), values)


def call_after_commit_if_due(due_at):
    """Carry at once what is due; what is due where each person lives may be."""
    if not isinstance(due_at, datetime) or due_at <= timezone.now():
        call_after_commit()


def unless_newer(rows, occurrence, revision):
    """None of the rows where a newer revision of the occurrence is planned already."""
    newer = Notice.objects.of_occurrence(occurrence).filter(revision__gt=revision)
    return rows.filter(~Exists(newer)) if occurrence else rows


def moment_columns(grace):
    """The moments and the state of a new notice, as expressions over rows with `notice_due_at`."""
    late = Q(notice_joined_at__gt=F("notice_due_at"))
    grace = Value(grace, output_field=DurationField())
    return {
        "created_at": Now(),
        "due_at": F("notice_due_at"),
        "try_at": F("notice_due_at"),
        "grace_until": ExpressionWrapper(F("notice_due_at") + grace, output_field=MOMENT),
        "state": Case(When(late, then=Value(State.SKIPPED)), default=Value(State.PLANNED)),
        "reason": Case(When(late, then=Value(Reason.JOINED_LATE)), default=Value("")),
        "done_at": Case(When(late, then=Now()), default=None, output_field=MOMENT),
    }


def person_columns(person, key):
    return {"recipient_id": F(person), "dedupe_key": Concat(Value(key), Cast(person, CharField()))}


def constant_columns(values):
    return {name: Value(value, output_field=Notice._meta.get_field(name)) for name, value in values.items()}


def insert(rows, values):
    """INSERT … SELECT. Ordered rows, because two planners that insert in different orders would wait in a ring."""
    names = {f"notice_column_{name}": value for name, value in values.items()}
    sql, parameters = rows.annotate(**names).values_list(*names).query.sql_with_params()
    columns = ", ".join(values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Notice._meta.db_table} ({columns}) {sql} ON CONFLICT (dedupe_key) DO NOTHING",
            parameters,
        )
        return cursor.rowcount


def due_expression(people, person, due_at):
    """The due moment as SQL. A LocalTime is worked out once for each time zone that occurs."""
    if not isinstance(due_at, LocalTime):
        return due_at if hasattr(due_at, "resolve_expression") else Value(due_at or timezone.now(), MOMENT)
    zone = "time_zone" if person == "pk" else "person__time_zone"
    moments = {
        str(name): at_local(due_at.day, due_at.clock, name).isoformat()
        for name in people.order_by().values_list(zone, flat=True).distinct()
    }
    at_utc = at_local(due_at.day, due_at.clock, UTC)
    moment = Func(Value(moments, output_field=JSONField()), F(zone), template="(%(expressions)s)", arg_joiner=" ->> ")
    return Coalesce(Cast(moment, MOMENT), Value(at_utc, MOMENT))  # somebody may move between the two queries


@transaction.atomic
def move(*, occurrence, revision, kind, key, subject=None, payload=None):
    """The event is at this revision: what older ones have not sent is skipped, who was told of them is told once.

    A planner calls it before `plan_for` each time, so that a revision nobody announced is noticed all the same.
    """
    older = Notice.objects.of_occurrence(occurrence).filter(revision__lt=revision)
    withhold(older, Reason.MOVED)
    told = older.filter(state__in=[State.SENT, State.TOLD, State.GATHERED]).exclude(kind=kind)
    return plan_for(
        Person.objects.filter(pk__in=told.values("recipient")),
        kind=kind,
        key=key,
        subject=subject,
        payload=payload,
        occurrence=occurrence,
        revision=revision,
    )


@transaction.atomic
def cancel(*, occurrence):
    """The event takes place no more: what is not sent is skipped; answers how many."""
    return withhold(Notice.objects.of_occurrence(occurrence), Reason.CANCELLED)


def withhold(notices, reason):
    """Skip what is still planned. In order of the keys, as every other statement that locks many of them."""
    held = notices.planned().order_by("pk").select_for_update().values_list("pk", flat=True)
    return Notice.objects.filter(pk__in=list(held)).update(
        state=State.SKIPPED, reason=reason, lease=None, done_at=Now()
    )


def dedupe_key(key, occurrence, revision):
    """What makes a notice one, but for its person: (rule, occurrence, schedule revision)."""
    return f"{key}:{occurrence}:{revision}:" if occurrence else f"{key}:"


def subject_of_each(subject_of):
    if subject_of is None:
        return {}
    model, expression = subject_of
    return {"subject_type_id": Value(ContentType.objects.get_for_model(model).pk), "subject_id": expression}


def subject_columns(subject):
    if subject is None:
        return {"subject_type_id": None, "subject_id": None}
    return {"subject_type_id": ContentType.objects.get_for_model(subject).pk, "subject_id": subject.pk}
