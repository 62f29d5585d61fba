"""Signatures of certificates: RS256, which every verifier of Open Badges must know (docs/adr/0008)."""

from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.urls import reverse
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from .models import SigningKey

ALGORITHM = "RS256"
BITS = 2048


def locks():
    """The newest SECRET_KEY seals private keys; older ones (SECRET_KEY_FALLBACKS) still open them."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"certificates {one}".encode()).digest())) for one in secrets])


def address_of(kid):
    """Where anybody gets the public key: what a credential names as its `kid`."""
    return settings.SITE_URL + reverse("academy:key", args=[kid])


def public_jwk(key):
    """The public half of a SigningKey, as it is published."""
    return {**key.public_jwk, "kid": address_of(key.kid), "alg": ALGORITHM, "use": "sig"}


def new_key():
    """An unsaved SigningKey."""
    pair = RSAKey.generate_key(BITS)
    sealed = locks().encrypt(pair.as_pem(private=True)).decode()
    return SigningKey(kid=pair.thumbprint(), public_jwk=pair.as_dict(private=False), private_sealed=sealed)


def private_half(key):
    """The key to sign with, or None where SECRET_KEY no longer opens it."""
    try:
        return _read(locks().decrypt(key.private_sealed.encode()))
    except InvalidToken:
        return None


@lru_cache(maxsize=4)
def _read(pem):
    """Reading a private key costs more than a signature."""
    return RSAKey.import_key(pem)


def sign(payload, key):
    """The payload as a compact JWS, signed by a SigningKey whose private half opens."""
    header = {"alg": ALGORITHM, "kid": address_of(key.kid), "typ": "JWT"}
    return jwt.encode(header, payload, private_half(key), algorithms=[ALGORITHM])


def verified(token):
    """What a compact JWS says, if one of our keys signed it; else None."""
    try:
        kid = str(jws.extract_compact(token.encode()).headers().get("kid", ""))
        key = SigningKey.objects.filter(kid=kid.rpartition("/")[2].removesuffix(".json")).first()
        return key and jwt.decode(token, RSAKey.import_key(key.public_jwk), algorithms=[ALGORITHM]).claims
    except (JoseError, ValueError):
        return None
