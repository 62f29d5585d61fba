"""The form of a bundle: how it is written, ordered and sealed, and whether a file is one."""

import json
from hashlib import sha256
from itertools import pairwise

from django.core.exceptions import ValidationError

FORMAT, VERSION = "peer-academy-recount", 1
NAME = "recount bundle"


def canonical(content):
    """The one way to write a bundle: JSON in UTF-8 with sorted keys and no space, without its own SHA-256."""
    open_content = {name: value for name, value in content.items() if name != "sha256"}
    return _written(open_content)


def seal_of(content):
    """The SHA-256 of the canonical form, in hexadecimal digits."""
    return sha256(canonical(content).encode()).hexdigest()


def sealed(content):
    """The text of the bundle as it is given out, and its SHA-256, which stands in it."""
    seal = seal_of(content)
    return _written(content | {"sha256": seal}) + "\n", seal


def in_seeded_order(rows, seed):
    """The rows in an order that holds no trace of who cast which, and when.

    First they are sorted by how the canonical form writes them, so that equal rows are one like the other; then the
    row in the place i (from 0) is moved to where the SHA-256 of "<seed> <i>" puts it. Anybody can do both again.
    """
    texts = {row: _written(row) for row in set(map(tuple, rows))}  # a million ballots are a few hundred different rows
    rows = sorted(rows, key=lambda row: texts[tuple(row)])
    places = sorted((sha256(f"{seed} {place}".encode()).digest(), place) for place in range(len(rows)))
    return [rows[place] for _digest, place in places]


def opened(data, *, sha256_expected=None, form=FORMAT, name=NAME):
    """The content of a bundle given as bytes. Raises ValidationError with one sentence; codes below.

    `form` is what it calls its format, `name` what people call it. Codes: `text`, `cut_short`, `json`, `format`,
    `version`, `tampered`, `another`.
    """
    content = _parsed(_text(data, name), name)
    if not isinstance(content, dict) or content.get("format") != form:
        raise ValidationError(f"This is JSON, but not a {name} of Peer Academy.", code="format")
    if content.get("version") != VERSION or isinstance(content["version"], bool):
        raise ValidationError(
            f"This bundle has the version {content.get('version')!r}; this program knows version {VERSION} alone.",
            code="version",
        )
    seal = seal_of(content)
    if content.get("sha256") != seal:
        raise ValidationError(
            "This bundle was tampered with: it was changed after it was given out. "
            f"It says that its SHA-256 is {content.get('sha256')!r}, but its content has {seal}.",
            code="tampered",
        )
    if sha256_expected and sha256_expected.strip().lower() != seal:
        raise ValidationError(
            f"This is not the bundle that you expect: its SHA-256 is {seal}, not {sha256_expected}.", code="another"
        )
    return content


def _written(content):
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _text(data, name):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if fault.end == len(data) and "unexpected end" in fault.reason:
            raise _cut_short(len(data)) from None
        raise ValidationError(f"This is not a {name}: it is no text in UTF-8.", code="text") from None


def _parsed(text, name):
    """The value of a JSON text in which every name stands once and every number is one."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        found = text.strip()
        ends_within = not found.endswith("}") or fault.msg.startswith("Unterminated") or fault.pos >= len(text.rstrip())
        if found.startswith("{") and ends_within:
            raise _cut_short(len(text)) from None
        raise ValidationError(
            f"This is not a {name}: it is not JSON (line {fault.lineno}, column {fault.colno}).", code="json"
        ) from None
    except (RecursionError, ValueError):  # lists without end within one another, or a number of thousands of digits
        raise ValidationError(f"This is not a {name}: nobody could read this JSON.", code="json") from None


def _cut_short(length):
    return ValidationError(
        f"This bundle is cut short: it ends in the middle, after {length} characters. Download it again.",
        code="cut_short",
    )


def _once(pairs):
    if len(dict(pairs)) < len(pairs):
        names = sorted(name for name, _value in pairs)
        twice = next(name for name, after in pairwise(names) if name == after)
        raise ValidationError(f"This bundle is damaged: it says {twice!r} twice in one place.", code="json")
    return dict(pairs)


def _no_number(name):
    raise ValidationError(f"This bundle is damaged: {name} is no number.", code="json")
