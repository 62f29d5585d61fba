"""What organizers do to a matching round beside its page: announce it, and choose about its pairs."""

from django.db import transaction
from django.utils import timezone

from ..models import Choice, Round
from ..rules.rounds import check_can_announce, check_can_choose


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
    return choice


@transaction.atomic
def take_choice_back(*, choice):
    """Undo a choice, while nothing is published."""
    check_can_choose(_held(choice.round))
    choice.delete()


def _held(matching):
    """The round, so that publishing, solving and choosing come one after the other."""
    return Round.objects.select_for_update(no_key=True, of=("self",)).get(pk=matching.pk)
