"""One word's result, ready for the page: sentences, a picture, and the cells of a table.

The page shows many rows, so they come to the template as finished pieces.
"""

from itertools import accumulate, pairwise

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Ballot
from .rules.verdicts import THRESHOLDS, Verdict, votes_to_settle

ICONS = {
    Verdict.PREFERRED: "check-all",
    Verdict.ADMITTED: "check",
    Verdict.CONTESTED: "alert",
    Verdict.AVOID: "block",
    Verdict.UNDECIDED: "ellipsis",
    Verdict.TOO_FEW: "clock",
}


def row_of(result, thresholds):
    """What the pages show of one word. A word without votes has no picture, a hidden one no numbers at all."""
    row = {"result": result, "term": result.term, "is_hidden": result.is_hidden}
    tally = result.tally
    if result.is_hidden:
        return row
    row |= {"is_unknown": bool(tally.votes_unknown), "cells": cells(result)}
    if not tally.n:
        return row
    return row | {
        "icon": ICONS[result.verdict],
        "sentence": sentence(result, thresholds),
        "certainty": certainty(tally),
        "support": support(tally),
        "bar": bar(result.term, tally),
        "fluency": fluency(result),
        "reasons": [(Ballot.Reason(reason).label, people) for reason, people in result.reasons.items()],
    }


def sentence(result, thresholds):
    """How many are for it and what that settles; else how many more votes for it would."""
    said = {"for": result.tally.votes_for, "n": result.tally.n}
    if result.verdict is Verdict.PREFERRED:
        said["share"] = percent(thresholds.preferred_above)
        return _("%(for)s of %(n)s for: preferred, as surely more than %(share)s %% are for it.") % said
    if result.verdict is Verdict.AVOID:
        said["share"] = percent(thresholds.avoid_above)
        return _("%(for)s of %(n)s for: to be avoided, as surely more than %(share)s %% are against it.") % said
    if result.verdict is Verdict.CONTESTED:
        said["share"] = percent(thresholds.contested_above)
        return (
            _("%(for)s of %(n)s for: contested, as surely more than %(share)s %% are for it and as many against.")
            % said
        )
    more = votes_to_settle(result.tally, thresholds)
    if more is None:
        return _("%(for)s of %(n)s for: far from settled.") % said
    return _unsettled(said, more)


def _unsettled(said, more):
    """One more vote settles it, or some, or so many that it is far: more than were cast."""
    if more > max(said["n"], 10):
        text = ngettext(
            "%(for)s of %(n)s for: far from settled; it would take %(more)s more vote for it, and none against.",
            "%(for)s of %(n)s for: far from settled; it would take %(more)s more votes for it, and none against.",
            more,
        )
    elif more == 1:
        text = _("%(for)s of %(n)s for: not settled yet; one more vote for it would settle it.")
    else:
        text = ngettext(
            "%(for)s of %(n)s for: not settled yet; %(more)s more vote for it would settle it.",
            "%(for)s of %(n)s for: not settled yet; %(more)s more votes for it would settle it.",
            more,
        )
    return text % {**said, "more": more}


def certainty(tally):
    """Between which shares the votes for stand, in words."""
    low, high = tally.interval_for
    text = _("Between %(low)s and %(high)s %% are for it, at 95 %% confidence.")
    return text % {"low": percent(low), "high": percent(high)}


def support(tally):
    """How many are for it."""
    text = ngettext("%(for)s of %(n)s for it", "%(for)s of %(n)s for it", tally.n)
    return text % {"for": tally.votes_for, "n": tally.n}


def fluency(result):
    """[(who, how many of them are for it)]: fluent speakers and others, where both may be told apart."""
    if result.fluent is None:
        return []
    parts = [(_("Fluent speakers"), result.fluent), (_("Others"), result.others)]
    return [(who, support(part) if part.n else _("none of those who voted")) for who, part in parts]


def cells(result):
    """The cells of the table: for, neutral, against, n, don't know, net, both shares with intervals, the verdict."""
    tally = result.tally
    numbers = [tally.votes_for, tally.votes_neutral, tally.votes_against, tally.n, tally.votes_unknown]
    if tally.n:
        net = f"{round(100 * tally.net):+d}".replace("-", "−").replace("+0", "0")
        numbers += [
            f"{net} %",
            _with_interval(tally.share(tally.votes_for), tally.interval_for),
            _with_interval(tally.share(tally.votes_against), tally.interval_against),
        ]
    else:
        numbers += ["–", "–", "–"]
    return format_html(
        "{}<td>{}</td>",
        format_html_join("", '<td class="number"><bdi>{}</bdi></td>', ((number,) for number in numbers)),
        result.verdict.label,
    )


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


def limits(thresholds):
    """Where the verdicts begin, by the names of the thresholds: a number of votes, and shares in hundredths."""
    shares = {name: percent(getattr(thresholds, name)) for name in THRESHOLDS if name != "least_votes"}
    return {"least_votes": thresholds.least_votes, **shares}


def percent(share):
    """A share as a whole number of hundredths."""
    return round(100 * share)


def _with_interval(share, interval):
    low, high = map(percent, interval)
    return f"{percent(share)} % ({low}–{high} %)"
