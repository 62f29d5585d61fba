"""Translations: what the site says, gathered from the code, kept in gettext catalogues, compiled for use.

Babel does all of it, so that nobody needs gettext's own tools. `make messages` brings the catalogues up to date.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
NOT_OURS = {"tests", "bench", "node_modules"}
KEYWORDS = {
    **dict.fromkeys(("_", "_now", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
TO_TRANSLATORS = "Translators"


def said():
    """A catalogue of everything the site says, as its code and templates have it."""
    found = Catalog(project="Peer Academy", charset="utf-8")
    for path in sources():
        for line, text, comments, context in extract_from(path):
            place = (path.relative_to(ROOT).as_posix(), line)
            found.add(text, locations=[place], auto_comments=comments, context=context)
    return found


def sources():
    code = (p for p in ROOT.glob("*/**/*.py") if not p.relative_to(ROOT).parts[0].startswith("."))
    ours = [p for p in code if p.relative_to(ROOT).parts[0] not in NOT_OURS]
    return sorted([*ours, *ROOT.glob("templates/**/*.html"), *ROOT.glob("templates/**/*.txt")])


def extract_from(path):
    """Each message in a file; templates go through Django's own translation into something like code."""
    text, method = path.read_text(), "python"
    if path.suffix != ".py":
        text = templatize(text, origin=str(path)).replace(f"# {TO_TRANSLATORS}", f"// {TO_TRANSLATORS}")
        method = "javascript"
    return extract(method, io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=[TO_TRANSLATORS])


def read(path):
    with path.open("rb") as text:
        return read_po(text)


def update():
    """Add what is new to each catalogue and drop what is no longer said; no guesses."""
    template = said()
    for path in LOCALE.glob("*/LC_MESSAGES/django.po"):
        catalogue = read(path)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        with path.open("wb") as text:
            write_po(text, catalogue, width=120, sort_by_file=True, include_lineno=False)


def compile_one(path):
    """Write the compiled form beside a catalogue."""
    with path.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, read(path))


if __name__ == "__main__":
    update()
