"""What a pair does: agree on a time, set goals, meet."""

from datetime import UTC, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Goal, Meeting
from ..rules import pairings as rules
from .pairing_notices import tell_of_time
from .pairings import held, note_sign


@transaction.atomic
def agree_on_time(*, pairing, person, meets_at, where="", now):
    """Write when and where the pair meets next, and tell the others; answers the pairing."""
    pairing = held(pairing)
    rules.check_runs(pairing)
    note_sign(pairing, person, now)
    if (pairing.meets_at, pairing.meets_where) != (meets_at, where):
        pairing.meets_at, pairing.meets_where = meets_at, where
        pairing.save(update_fields=["meets_at", "meets_where"])
        tell_of_time(pairing, person, now)
    return pairing


@transaction.atomic
def add_goal(*, pairing, person, text, lang, now):
    """Set a goal; answers the one that stands where the same words are sent twice."""
    pairing = held(pairing)
    rules.check_runs(pairing)
    note_sign(pairing, person, now)
    goal = Goal(pairing=pairing, text=text, lang=lang, added_by=person, added_at=now)
    goal.clean_fields(exclude=["pairing", "added_by"])
    if standing := pairing.goals.filter(text=goal.text).first():
        return standing
    goal.save()
    return goal


@transaction.atomic
def mark_goal(*, goal, person, is_reached, now):
    """Note that a goal is reached, or that it is not after all; answers the goal."""
    pairing = held(goal.pairing)
    rules.check_runs(pairing)
    note_sign(pairing, person, now)
    goal = Goal.objects.get(pk=goal.pk)
    if bool(goal.reached_at) != is_reached:
        goal.reached_at = now if is_reached else None
        goal.save(update_fields=["reached_at"])
    return goal


@transaction.atomic
def log_meeting(*, pairing, person, held_on, minutes, notes="", lang="", now):
    """Write down a meeting that took place; answers it. On a day that has one already: ValidationError `logged`.

    The same form sent twice is one meeting.
    """
    pairing = held(pairing)
    _check_day(pairing, person, held_on, now)
    standing = pairing.meetings.filter(held_on=held_on).first()
    meeting = Meeting(pairing=pairing, held_on=held_on, logged_by=person, logged_at=now)
    meeting.minutes, meeting.notes, meeting.lang = minutes, notes, lang
    meeting.clean_fields(exclude=["pairing", "logged_by"])
    if standing is not None:
        if (standing.minutes, standing.notes) == (meeting.minutes, meeting.notes):
            return standing
        said = _("A meeting on this day stands here already. You can change it.")
        raise ValidationError({"held_on": ValidationError(said, code="logged")})
    meeting.save()
    _note_met(pairing, person, held_on, now)
    return meeting


@transaction.atomic
def change_meeting(*, meeting, person, held_on, minutes, notes, lang, now):
    """Write a meeting anew; answers it."""
    pairing = held(meeting.pairing)
    _check_day(pairing, person, held_on, now)
    meeting = Meeting.objects.get(pk=meeting.pk, pairing=pairing)
    meeting.held_on, meeting.minutes, meeting.notes, meeting.lang = held_on, minutes, notes, lang
    meeting.full_clean(exclude=["pairing", "logged_by"])
    if pairing.meetings.filter(held_on=held_on).exclude(pk=meeting.pk).exists():
        raise ValidationError({"held_on": ValidationError(_("Another meeting stands on this day."), code="logged")})
    meeting.save()
    _note_met(pairing, person, held_on, now)
    return meeting


def _check_day(pairing, person, held_on, now):
    """A meeting counts from the beginning on, or from the day on which both said yes."""
    first_day = min(pairing.starts_on, timezone.localdate(pairing.proposal.answered_at, person.time_zone))
    last_day = timezone.localdate(pairing.ended_at or now, person.time_zone)
    rules.check_can_log(pairing, held_on=held_on, first_day=first_day, last_day=last_day, now=now)


def _note_met(pairing, person, held_on, now):
    """Who writes is there; and a meeting that the mentee wrote down is one at which the mentor was."""
    met_at = min(now, datetime.combine(held_on, time.max, UTC))
    note_sign(pairing, person, now)
    if met_at > pairing.mentor_sign_at:
        pairing.mentor_sign_at, pairing.nudged_at = met_at, None
        pairing.save(update_fields=["mentor_sign_at", "nudged_at"])
