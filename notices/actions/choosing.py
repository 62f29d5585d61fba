"""A person's choices: on which way to hear of a kind, and leaving it by one click in a mail."""

from django.db import transaction

from ..kinds import DIGEST, all_kinds
from ..models import Channel, NoticeChoice


def choose(*, person_id, kind, channel):
    """Keep the way that a person chose for one kind."""
    NoticeChoice.objects.bulk_create(
        [NoticeChoice(person_id=person_id, kind=kind, channel=channel)],
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["channel"],
    )


@transaction.atomic
def leave(*, person_id, kind):
    """No more mails of this kind; it still stands on the own page. Leaving the digest leaves all that it tells."""
    if kind != DIGEST.name:
        choose(person_id=person_id, kind=kind, channel=Channel.IN_APP)
        return
    chosen = dict(NoticeChoice.objects.filter(person=person_id).values_list("kind", "channel"))
    for each in all_kinds().values():
        if each.can_choose and chosen.get(each.name, each.default) == Channel.DIGEST:
            choose(person_id=person_id, kind=each.name, channel=Channel.IN_APP)
