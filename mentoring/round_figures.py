"""Figures of rounds for organizers: how many asked and found somebody, by region and language, small groups hidden."""

from collections import Counter, defaultdict
from statistics import median

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from consultations.rules.small_cells import LEAST, cells_to_hide
from people.language_names import name_of

from .models import Proposal, Solution, Unmatched

DAY = 24 * 60 * 60  # seconds


def rows_of(rounds):
    """[{"round", "figures", "days"}] of solved rounds; `days`: until both accepted, the median."""
    rounds = list(rounds)
    newest = Solution.objects.filter(round__in=rounds).order_by("round", "-version").distinct("round")
    figures = dict(newest.values_list("round", "figures"))
    waits = defaultdict(list)
    accepted = Proposal.objects.filter(round__in=rounds, answer=Proposal.Answer.ACCEPTED)
    for pk, offered_at, answered_at in accepted.values_list("round", "offered_at", "answered_at"):
        waits[pk].append((answered_at - offered_at).total_seconds() / DAY)
    return [
        {"round": row, "figures": figures[row.pk], "days": middle_of(waits[row.pk])}
        for row in rounds
        if row.pk in figures
    ]


def middle_of(days):
    """The median; None of so few that it tells of people."""
    return round(median(days), 1) if len(days) >= LEAST else None


def groups_of(matching):
    """{"regions", "languages"}: [{"name", "asked", "matched"}] of a solved round; what is hidden is None."""
    return {
        "regions": _told(*_counts(matching, "request__person__region__name"), lambda name: _(name)),
        "languages": _told(*_counts(matching, "request__language__code"), lambda code: name_of(code) or code),
    }


def _counts(matching, path):
    """({group: who asked}, {group: who was matched}) of the newest solution."""
    newest = Solution.objects.filter(round=OuterRef("solution__round")).order_by("-version").values("pk")[:1]
    alone = Unmatched.objects.filter(solution__round=matching, solution=Subquery(newest))
    pairs = Proposal.objects.filter(round=matching, origin=Proposal.Origin.ROUND)
    matched = Counter(pairs.values_list(path, flat=True))
    return matched + Counter(alone.values_list(path, flat=True)), matched


def _told(asked, matched, name):
    """A row for each group by size; those of few people, and what would reveal them, without their numbers."""
    alone = {group: asked[group] - matched[group] for group in asked}
    hidden = cells_to_hide(asked, total_is_shown=True)
    unsaid = hidden | cells_to_hide(matched, total_is_shown=True) | cells_to_hide(alone, total_is_shown=True)
    return [
        {
            "name": name(group) if group else _("not told"),
            "asked": None if group in hidden else number,
            "matched": None if group in unsaid else matched[group],
            "share": None if group in unsaid else 100 * matched[group] // number,
        }
        for group, number in sorted(asked.items(), key=lambda item: (item[0] in hidden, -item[1], str(item[0])))
    ]
