"""A person's choices: on which way to hear of a kind, when, and leaving it by one click in a mail."""

from django.db import transaction
from django.db.models.functions import Now

from ..kinds import DIGEST, all_kinds
from ..models import Channel, Notice, NoticeChoice, NoticeRhythm

State, Reason = Notice.State, Notice.Reason
BY_MAIL = {Channel.MAIL, Channel.DIGEST}
RELEASED = {
    Channel.IN_APP: {"state": State.TOLD},
    Channel.NONE: {"state": State.SKIPPED, "reason": Reason.UNSUBSCRIBED},
}


def kinds_to_choose():
    """{name: kind} of those that a person decides about."""
    return {kind.name: kind for kind in all_kinds().values() if kind.can_choose}


def channels_of(person_id):
    """{name: channel} of every kind that can be chosen, as it holds for this person now."""
    chosen = dict(NoticeChoice.objects.filter(person=person_id).values_list("kind", "channel"))
    return {name: Channel(chosen.get(name, kind.default)) for name, kind in kinds_to_choose().items()}


@transaction.atomic
def choose(*, person_id, channels, rhythm=None):
    """Keep the ways that a person chose, {kind: channel}, and the rhythm of mail as {field: value}.

    Only what changes is written: where nobody chose, the kind's own default keeps holding. Answers what held before.
    """
    held = channels_of(person_id)
    changed = {name: Channel(channels[name]) for name in sorted(held) if channels.get(name, held[name]) != held[name]}
    NoticeChoice.objects.bulk_create(
        [NoticeChoice(person_id=person_id, kind=name, channel=channel) for name, channel in changed.items()],
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["channel"],
    )
    release(person_id, changed)
    if rhythm is not None:
        NoticeRhythm.objects.update_or_create(person_id=person_id, defaults=rhythm)
    return {name: held[name] for name in changed}


def release(person_id, changed):
    """What waits for a digest that may not tell it any more: it stands on the own page alone, or nowhere."""
    waiting = Notice.objects.filter(recipient=person_id, state=State.GATHERED)
    for channel, values in RELEASED.items():
        kinds = [name for name, wanted in changed.items() if wanted == channel]
        waiting.filter(kind__in=kinds).update(digest=None, done_at=Now(), **values)


def leave(*, person_id, kind):
    """No more mails of this kind; it still stands on the own page. Leaving the digest leaves all that it tells.

    Answers what held before, {kind: channel}, for `choose` to bring back; nothing where there was nothing to leave.
    """
    left = {Channel.DIGEST} if kind == DIGEST.name else BY_MAIL
    names = [
        name for name, channel in channels_of(person_id).items() if channel in left and kind in (name, DIGEST.name)
    ]
    return choose(person_id=person_id, channels=dict.fromkeys(names, Channel.IN_APP))
