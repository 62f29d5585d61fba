"""What organizers do to a matching round beside its page: announce it, have it solved, and choose about its pairs."""

import logging
from contextlib import suppress

from celery import current_app
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Choice, Round
from ..round_rows import requests_of
from ..rules.rounds import check_can_announce, check_can_choose
from ..rules.solving import check_can_solve

logger = logging.getLogger(__name__)

REASON = 100  # letters of a line of the history
TASK = "mentoring.tasks.solve_round"
AT_ONCE = 300  # requests; as many are solved while the organizer waits, well under a second


@transaction.atomic
def announce(*, matching, actor, now):
    """Let everybody read the round; one that is announced stays as it is."""
    matching = _held(matching)
    if matching.announced_at and matching.announced_at <= now:
        return matching
    check_can_announce(matching, timezone.localdate(now))
    matching.announced_at = now
    matching._history_user = actor
    matching.save(update_fields=["announced_at"])
    return matching


def begin_solving(*, matching, actor, now):
    """Solve a small round at once, and have a worker solve a large one; how it went stands in the round.

    Answers whether it is done.
    """
    matching = Round.objects.select_related("cohort__track__school").get(pk=matching.pk)
    check_can_solve(matching, now)
    if requests_of(matching).count() > AT_ONCE:
        _call_worker(matching, actor)
        return False
    from .solving import solve  # numpy and OR-tools take 32 MB: only a process that solves loads them

    with suppress(ValidationError):
        solve(round=matching, actor=actor, now=now)
    return True


def _call_worker(matching, actor):
    """Put the task on the broker; where that is away, the round says so."""
    Round.objects.filter(pk=matching.pk).update(failure="")
    try:
        current_app.send_task(TASK, args=[matching.pk, actor.pk], retry=False)
    except Exception as error:  # whatever the broker's library raises
        logger.warning("The broker is away, round %s is not solved: %s", matching.pk, error)
        sentence = _("The service that solves large rounds cannot be reached. Please try again in a few minutes.")
        Round.objects.filter(pk=matching.pk).update(failure=sentence)


@transaction.atomic
def choose(*, matching, request, mentor, kind, reason, actor, now, points=0):
    """Keep a choice about a pair, instead of an earlier one about it, or of another lock of the request."""
    matching = _held(matching)
    check_can_choose(matching)
    earlier = Choice.objects.filter(round=matching, request=request)
    earlier.filter(mentor=mentor).delete()
    if kind == Choice.Kind.LOCK:
        earlier.filter(kind=Choice.Kind.LOCK).delete()
    choice = Choice(
        round=matching,
        request=request,
        mentor=mentor,
        kind=kind,
        points=points if kind == Choice.Kind.PREFER else 0,
        reason=reason,
        chosen_at=now,
        chosen_by=actor,
    )
    choice.full_clean()
    choice.save()
    said = {"choice": choice.get_kind_display(), "mentee": request.person, "mentor": mentor.person}
    _trace(matching, actor, _("%(choice)s: %(mentee)s – %(mentor)s") % said)
    return choice


@transaction.atomic
def take_choice_back(*, choice, actor):
    """Undo a choice, while nothing is published."""
    matching = _held(choice.round)
    check_can_choose(matching)
    choice.delete()
    said = {"choice": choice.get_kind_display(), "mentee": choice.request.person, "mentor": choice.mentor.person}
    _trace(matching, actor, _("Taken back: %(choice)s, %(mentee)s – %(mentor)s") % said)


def _trace(matching, actor, sentence):
    """A line in the history of the round; the reason of a choice stands with it."""
    matching._history_user, matching._change_reason = actor, sentence[:REASON]
    matching.save(update_fields=["seed"])  # writes nothing new, and a line


def _held(matching):
    """The round, so that publishing, solving and choosing come one after the other."""
    return Round.objects.select_for_update(no_key=True, of=("self",)).get(pk=matching.pk)
