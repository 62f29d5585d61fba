"""The signed words in a mail by which its reader leaves one kind of notice, without signing in."""

from django.core.signing import BadSignature, Signer

_signer = Signer(salt="notices.unsubscribe")


def unsubscribe_token(person_id, kind):
    """A token that does not end: a mail may be read years later."""
    return _signer.sign(f"{person_id}:{kind}")


def read_unsubscribe_token(token):
    """The person's id and the name of the kind; raises BadSignature for a token that is not ours."""
    person_id, _, kind = _signer.unsign(token).partition(":")
    if not person_id.isdecimal():
        raise BadSignature
    return int(person_id), kind
