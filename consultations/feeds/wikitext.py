"""Results on words as wikitext: a table for each language, in the language of the page."""

import re
from itertools import groupby

from django.conf import settings
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from ..word_rows import percent

# Whatever means something to the wiki's parser, anywhere in a line, is written as a character reference.
REFERENCES = {ord(sign): f"&#{ord(sign)};" for sign in "\"#&'*+-/:;<=>[]_{|}~!@\\"}
# A line end would begin a new line of the table; what nobody sees would be copied along.
UNSEEN = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), " ")
MAGIC = re.compile(r"\b(ISBN|RFC|PMID)\s")  # words that become links before a number


def wikitext(consultation, results):
    """The chunks of the text. All sentences are made at once, while the language of the page holds."""
    head = _("Results on words: %(consultation)s") % {"consultation": plain(consultation.title)}
    address = f"{settings.SITE_URL}{consultation.get_absolute_url()}words/results/"
    chunks = [f"{head}\n\n[{address} {_('Results with pictures, and how to read them')}]\n"]
    if not results:
        chunks.append("\n" + plain(_("No results are shown yet.")) + "\n")
    for language, group in groupby(results, lambda result: result.language):
        chunks.append(table(language, list(group)))
    return chunks


def table(language, results):
    """A heading with the language's own name, and its words as the rows of a sortable table."""
    direction = "rtl" if get_language_bidi() else "ltr"
    frame = f'lang="{get_language()}" dir="{direction}"'
    spoken = f'lang="{language.code}" dir="{language.direction}"'
    lines = [
        f"\n== <bdi {spoken}>{plain(language.autonym)}</bdi> ==",
        f'{{| class="wikitable sortable" {frame}',
        "|-",
        *(f'! scope="col" | {plain(name)}' for name in headings()),
    ]
    for result in results:
        lines += ["|-", f"| {plain(result.concept.title)}"]
        lines.append(f'! scope="row" {spoken} | {plain(result.term.text)}')
        lines += cells(result)
    return "\n".join([*lines, "|}", ""])


def headings():
    return [
        _("What for"),
        _("Word"),
        _("Verdict"),
        _("For"),
        _("Neutral"),
        _("Against"),
        _("I don't know"),
        _("Net"),
        _("For, 95 %"),
        _("Against, 95 %"),
    ]


def cells(result):
    """The figures of one word, or the one sentence that stands in their place."""
    if result.is_hidden:
        said = _("Fewer than 5 people: hidden so that nobody's vote can be guessed.")
        return [f'| colspan="8" | {plain(said)}']
    tally = result.tally
    counts = [tally.votes_for, tally.votes_neutral, tally.votes_against, tally.votes_unknown]
    net = plain(f"{percent(tally.net):+d} %") if tally.n else ""
    intervals = [span(tally.interval_for), span(tally.interval_against)] if tally.n else ["", ""]
    return [f"| {text}" for text in [plain(str(result.verdict.label)), *counts, net, *intervals]]


def span(interval):
    low, high = interval
    return f"{percent(low)}–{percent(high)} %"


def plain(text):
    """The text as a wiki shows it letter by letter: no table, template, link, tag, signature or list in it works."""
    text = text.translate(UNSEEN).translate(REFERENCES)
    return MAGIC.sub(r"\1&#32;", text)
