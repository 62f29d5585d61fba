"""The sample's files, and the keys by which a second load knows what stands there already."""

import tomllib
import uuid
from pathlib import Path

from people.models import Language

PLACE = Path(__file__).resolve().parents[2] / "sample"


def read(name):
    """One file of the sample as a dictionary."""
    return tomllib.loads((PLACE / f"{name}.toml").read_text(encoding="utf-8"))


def form_key(kind, key):
    """The same UUID at each load for the same text."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"sample:{kind}:{key}")


def languages_by_code():
    return {language.code: language for language in Language.objects.all()}
