"""How an application stands beside those of its region, where the region is not so small that people show through."""

from statistics import fmean, median
from typing import NamedTuple

from consultations.rules.small_cells import LEAST, cells_to_hide

from .models import Decision

QUARTERS, HALVES = 20, 10  # ranked applications from which on a quarter, or a half, has at least five people


class Ranked(NamedTuple):
    """What the decisions of a selection say together; scores in thousandths of a level."""

    rows: list  # (region, score, outcome, because) of each application
    hidden: set  # regions that are too small to be told

    def of_region(self, region):
        """{people, mean, median, cutoff} of a region; None where it is hidden. No cut-off of fewer than five people."""
        if region in self.hidden:
            return None
        rows = [row for row in self.rows if row[0] == region]
        scores, chosen = [row[1] for row in rows], [row[1] for row in rows if row[2] == "selected"]
        return {
            "people": len(rows),
            "mean": fmean(scores) if scores else None,
            "median": median(scores) if scores else None,
            "cutoff": min(chosen) if len(chosen) >= LEAST else None,
        }

    def last_seat(self):
        """The lowest score that got a seat by rank alone; None where nobody did."""
        return min((row[1] for row in self.rows if row[2:] == ("selected", "rank")), default=None)


def ranked_of(selection):
    """The Ranked of a selection, in one query."""
    rows = Decision.objects.filter(selection=selection).order_by("rank")
    rows = list(rows.values_list("application__region", "score", "outcome", "because"))
    counts = {}
    for region, *_rest in rows:
        counts[region] = counts.get(region, 0) + 1
    return Ranked(rows, cells_to_hide(counts, total_is_shown=True))


def band_of(rank, ranked):
    """(part from 1, of how many parts) in which a rank lies; None where a part would hold fewer than five people."""
    parts = 4 if ranked >= QUARTERS else 2 if ranked >= HALVES else None
    return parts and ((rank - 1) * parts // ranked + 1, parts)
