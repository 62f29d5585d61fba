"""Telling the organizers of something that went wrong in a pairing."""

from django.db import transaction

from ..models import Concern
from .pairing_notices import tell_organizers
from .pairings import held


@transaction.atomic
def raise_concern(*, pairing, person, text, lang, now):
    """Keep what happened, for its author and the organizers alone; answers it. The same words twice are one."""
    pairing = held(pairing)
    concern = Concern(pairing=pairing, author=person, text=text, lang=lang, raised_at=now)
    concern.full_clean(exclude=["pairing", "author"])
    if standing := pairing.concerns.filter(author=person, text=concern.text, settled_at__isnull=True).first():
        return standing
    concern.save()
    tell_organizers(pairing, "pairing_concern", concern)
    return concern
