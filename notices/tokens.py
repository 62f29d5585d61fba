"""Signed words: by those in a mail its reader leaves one kind of notice without signing in, and may take that back."""

from datetime import timedelta

from django.core import signing
from django.core.signing import BadSignature, Signer

UNDO_WITHIN = timedelta(hours=1)

_signer = Signer(salt="notices.unsubscribe")
_undo_salt = "notices.undo"


def unsubscribe_token(person_id, kind):
    """A token that does not end: a mail may be read years later."""
    return _signer.sign(f"{person_id}:{kind}")


def read_unsubscribe_token(token):
    """The person's id and the name of the kind; raises BadSignature for a token that is not ours."""
    person_id, _, kind = _signer.unsign(token).partition(":")
    if not person_id.isdecimal():
        raise BadSignature
    return int(person_id), kind


def undo_token(person_id, before):
    """What a person just left, {kind: channel}. Only who left gets it: the mail's own link never brings mail."""
    return signing.dumps([person_id, before], salt=_undo_salt)


def read_undo_token(token):
    """The person's id and what was left; raises BadSignature for a token that is not ours or too old."""
    person_id, before = signing.loads(token, salt=_undo_salt, max_age=UNDO_WITHIN)
    return person_id, before
