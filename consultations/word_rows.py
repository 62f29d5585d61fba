"""One word's result, ready for the page: a sentence, a picture, and the cells of a table.

The page shows many rows, so they come to the template as finished pieces.
"""

from itertools import accumulate, pairwise

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .results import tally_of


def row_of(term, *, is_hidden=False):
    """What the pages show of one word. A word without votes has no picture, a hidden one no numbers at all."""
    tally = tally_of(term)
    row = {"term": term, "is_hidden": is_hidden}
    if is_hidden:
        return row
    row |= {"is_unknown": bool(tally.votes_unknown), "cells": cells(tally)}
    return row | {"sentence": sentence(tally), "support": support(tally), "bar": bar(term, tally)} if tally.n else row


def sentence(tally):
    """How many are for it and how sure that is, in words."""
    low, high = tally.interval_for
    text = ngettext(
        "%(for)s of %(n)s vote for it: between %(low)s and %(high)s %% at 95 %% confidence",
        "%(for)s of %(n)s votes for it: between %(low)s and %(high)s %% at 95 %% confidence",
        tally.n,
    )
    return text % {"for": tally.votes_for, "n": tally.n, "low": percent(low), "high": percent(high)}


def support(tally):
    """How many are for it, for the small picture."""
    text = ngettext("%(for)s of %(n)s for it", "%(for)s of %(n)s for it", tally.n)
    return text % {"for": tally.votes_for, "n": tally.n}


def cells(tally):
    """The cells of the table: for, neutral, against, n, don't know, net, and the share for with its interval."""
    numbers = [tally.votes_for, tally.votes_neutral, tally.votes_against, tally.n, tally.votes_unknown]
    if tally.n:
        low, high = tally.interval_for
        net = f"{round(100 * tally.net):+d}".replace("-", "−").replace("+0", "0")
        share = percent(tally.share(tally.votes_for))
        numbers += [f"{net} %", f"{share} % ({percent(low)}–{percent(high)} %)"]
    else:
        numbers += ["–", "–"]
    return format_html_join("", '<td class="number"><bdi>{}</bdi></td>', ((number,) for number in numbers))


def bar(term, tally):
    """The votes as a bar of 100 units in SVG: for, neutral, against, and the interval of the share for as a whisker."""
    ends = accumulate(
        (tally.share(votes) for votes in (tally.votes_for, tally.votes_neutral, tally.votes_against)), initial=0
    )
    parts = [
        (grade, f"{100 * start:.2f}", f"{100 * (end - start):.2f}")
        for grade, (start, end) in zip(("for", "neutral", "against"), pairwise(ends), strict=True)
        if end > start
    ]
    low, high = (f"{100 * bound:.2f}" for bound in tally.interval_for)
    whisker = f"M{low} 10H{high}M{low} 5V15M{high} 5V15"
    return format_html(
        '<svg class="bar" viewBox="0 0 100 20" preserveAspectRatio="none" role="img" '
        'aria-labelledby="bar-{pk}-title bar-{pk}-text"><title id="bar-{pk}-title">{word}</title>'
        '<desc id="bar-{pk}-text">{text}</desc>{parts}'
        '<path class="bar__halo" d="{whisker}"/><path class="bar__whisker" d="{whisker}"/></svg>',
        pk=term.pk,
        word=term.text,
        text=_("%(for)s for, %(neutral)s neutral, %(against)s against")
        % {"for": tally.votes_for, "neutral": tally.votes_neutral, "against": tally.votes_against},
        parts=format_html_join("", '<rect class="bar__{}" x="{}" y="0" width="{}" height="20"/>', parts),
        whisker=whisker,
    )


def percent(share):
    """A share as a whole number of hundredths."""
    return round(100 * share)
