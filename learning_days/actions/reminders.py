"""Reminder rules: armed, changed and stopped; what is to come of them is planned into notices, each once."""

import logging
from datetime import timedelta
from hashlib import sha256

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from notices.actions.planning import move, plan_for, withhold
from notices.models import Notice

from ..models import Edition, ReminderRule
from ..rules import reminders as rules
from .audiences import audience

logger = logging.getLogger(__name__)

State, Reason = Notice.State, Notice.Reason
TOLD = [State.SENT, State.TOLD, State.GATHERED]
SCHEDULE = {"day", "side", "amount", "unit", "at", "audience"}  # what makes other notices than those planned
LONGEST = timedelta(days=400 + 8)  # after a day nothing more is to come of it


@transaction.atomic
def arm(*, rule, actor, now, seen=None):
    """Let the reminders of a rule go out, and plan all that are to come; answers how many are new.

    `seen`: the token of the list that was shown; another list is refused.
    """
    rule = held(rule.pk)
    if rule.armed_at and not rule.stopped_at:
        return plan(rule, now)
    rules.check_can_arm(rule, rule.texts.all(), now)
    if seen is not None and seen != list_token(outlook(rule, now)):
        raise ValidationError(
            _("The list changed since you opened this page. Look at it once more."), code="list_changed"
        )
    rule.version += bool(rule.stopped_at)  # what was withheld when it was stopped is planned anew
    rule.armed_at, rule.armed_by, rule.stopped_at = now, actor, None
    _save(rule, ["version", "armed_at", "armed_by", "stopped_at"], actor)
    return plan(rule, now)


@transaction.atomic
def stop(*, rule, actor, now):
    """Nothing of a rule goes out any more; answers how many were planned and are withheld."""
    rule = held(rule.pk)
    if not rule.armed_at or rule.stopped_at:
        return 0
    rule.stopped_at = now
    _save(rule, ["stopped_at"], actor)
    return withhold(notices_of(rule), Reason.WITHDRAWN)


@transaction.atomic
def change(*, rule, fields, actor, now):
    """Write the named fields of a rule. Of one that is armed, what was not sent yet is planned anew.

    Who was told already is not told again. Words are read when a reminder is sent: new ones hold for what is unsent.
    """
    standing = held(rule.pk)
    others = SCHEDULE & {name for name in fields if getattr(rule, name) != getattr(standing, name)}
    is_armed = bool(standing.armed_at and not standing.stopped_at)
    rule.version = standing.version + bool(others and is_armed)
    rule.armed_at = now if others and is_armed else standing.armed_at
    if others and is_armed:
        rules.check_can_arm(rule, rule.texts.all(), now)
    _save(rule, [*fields, "version", "armed_at"], actor)
    if others and is_armed:
        withhold(notices_of(rule), Reason.MOVED)
        plan(rule, now)
    return rule


def held(pk):
    """The rule as it stands, locked after its edition: its days stay where they are meanwhile."""
    edition = ReminderRule.objects.values("edition")
    Edition.objects.select_for_update(no_key=True, of=("self",)).get(pk=edition.get(pk=pk)["edition"])
    rows = ReminderRule.objects.select_related("edition__language").prefetch_related("edition__days__edition")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=pk)


def plan_edition_reminders(now):
    """Plan what is to come of every armed rule. It may run at any time, and many at once."""
    rows = ReminderRule.objects.armed().filter(edition__published_at__lte=now, edition__days__ends_at__gt=now - LONGEST)
    rows = rows.select_related("edition").prefetch_related("edition__days__edition").order_by("pk").distinct()
    for rule in rows:
        try:
            if any(rules.is_planned(rule, day, now) for day in rules.days_of(rule)):
                _plan_armed(rule.pk, now)
        except Exception:  # whatever the zone or the database raises: the other rules are planned
            logger.exception("The reminder rule %s could not be planned.", rule.pk)


@transaction.atomic
def _plan_armed(pk, now):
    """Plan for one rule, if it is armed still."""
    rule = held(pk)
    if rule.armed_at and not rule.stopped_at:
        plan(rule, now)


def plan(rule, now):
    """Plan for each day, and everybody in the audience who was not told; answers how many are new."""
    return sum(_plan_day(rule, day, now) for day in rules.days_of(rule) if rules.is_planned(rule, day, now))


def _plan_day(rule, day, now):
    event = {"occurrence": occurrence_of(day), "revision": day.revision}
    if day.revision > 1:
        leave_old_hours(day, now)
    due_at = rules.moment(rule, day)
    return plan_for(
        unplanned(untold(audience(rule, day), rule, day), rule, day),
        kind=kind_name(rule),
        key=f"reminder:{rule.pk}:{rule.version}",
        subject=rule,
        payload={"day": day.pk, "version": rule.version},
        due_at=due_at,
        grace=rules.of_use_until(rule, day) - due_at,
        joined_at=F("joined_at"),
        **event,
    )


def untold(people, rule, day):
    """Those whom the rule has not told of the day.

    A day that is moved is reminded of anew; what comes after a day comes once, whatever is put right of its hours.
    """
    told = notices_of(rule).of_occurrence(occurrence_of(day)).filter(recipient=OuterRef("pk"), state__in=TOLD)
    if rule.side == rules.Side.BEFORE:
        told = told.filter(revision=day.revision)
    return people.filter(~Exists(told))


def unplanned(people, rule, day):
    """Those for whom this version of the rule has planned nothing; the outbox would refuse it twice anyway."""
    known = notices_of(rule).filter(occurrence=occurrence_of(day), revision=day.revision, recipient=OuterRef("pk"))
    return people.filter(~Exists(known.filter(payload__version=rule.version)))


def outlook(rule, now):
    """What arming the rule would do: (day, due moment, the people who would be told) for each of its days."""
    for day in rules.days_of(rule):
        due_at = rules.moment(rule, day)
        people = untold(audience(rule, day), rule, day)
        yield day, due_at, people if due_at > now else people.none()


def list_token(days):
    """What tells two outlooks apart: the days with their moments, and who is told of each."""
    token = sha256()
    for day, due_at, people in days:
        token.update(f"{day.pk} {due_at.isoformat()} ".encode())
        token.update(",".join(map(str, people.order_by("pk").values_list("pk", flat=True))).encode())
    return token.hexdigest()[:32]


def leave_old_hours(day, now):
    """What was planned for the day's old hours is withheld; whoever was told of them is told the new ones, once."""
    event = {"occurrence": occurrence_of(day), "revision": day.revision}
    if day.starts_at > now:
        move(kind="day_moved", key="day_moved", subject=day, **event)
    else:
        older = Notice.objects.of_occurrence(event["occurrence"]).filter(revision__lt=day.revision)
        withhold(older, Reason.MOVED)


def notices_of(rule):
    """All that was ever planned for a rule; found by its days, for which the outbox has an index."""
    days = [occurrence_of(day) for day in rule.edition.days.all()]
    kind = ContentType.objects.get_for_model(ReminderRule)
    return Notice.objects.filter(occurrence__in=days, subject_type=kind, subject_id=rule.pk)


def kind_name(rule):
    """The kind of its notices: people choose how they hear of each."""
    return "pledge_nudge" if rule.audience == rules.Audience.PLEDGED else "day_reminder"


def occurrence_of(day):
    """The name under which the reminders of a day are planned."""
    return f"learning_day:{day.pk}"


def _save(rule, fields, actor):
    rule._history_user = actor
    rule.save(update_fields=[*dict.fromkeys(fields)])
