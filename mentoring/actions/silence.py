"""Mentors of whom nothing is heard: asked once for a sign of life, which one click gives."""

from datetime import timedelta

from django.core import signing
from django.db import transaction

from ..models import Pairing
from .pairing_notices import ask_for_sign
from .pairings import held, note_sign

LINK_LASTS = timedelta(days=60)  # whoever finds an old mail gives no sign for the mentor
_signer = signing.TimestampSigner(salt="mentoring.still_here")


def nudge_silent_mentors(now):
    """Ask every silent mentor who was not asked. It may run at any time, and many at once."""
    silent = Pairing.objects.silent_at(now).filter(nudged_at__isnull=True, mentor__person__is_active=True)
    for pk in list(silent.values_list("pk", flat=True)):
        nudge(pk, now)


@transaction.atomic
def nudge(pk, now):
    """Ask one mentor, unless a sign came meanwhile."""
    silent = Pairing.objects.silent_at(now).filter(pk=pk, nudged_at__isnull=True)
    pairing = silent.select_for_update(no_key=True, of=("self",), skip_locked=True).with_people().first()
    if pairing is None:
        return
    pairing.nudged_at = now
    pairing.save(update_fields=["nudged_at"])
    ask_for_sign(pairing)


def still_here_token(pairing):
    """What the mail to the mentor carries, so that one click does without a sign-in."""
    return _signer.sign(str(pairing.pk))


def pairing_of(token):
    """The pairing that a token names, or None."""
    try:
        pk = _signer.unsign(token, max_age=LINK_LASTS)
    except signing.BadSignature:
        return None
    return Pairing.objects.with_people().filter(pk=pk).first()


@transaction.atomic
def still_here(*, pairing, now):
    """The mentor gives a sign of life; answers the pairing."""
    pairing = held(pairing)
    if pairing.ended_at is None:
        note_sign(pairing, pairing.mentor.person, now)
    return pairing
