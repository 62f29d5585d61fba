"""Which bundles everybody may have."""

from collections import Counter

from consultations.rules.small_cells import LEAST


def tells_people_apart(applications):
    """Whether the rows of a bundle hold a group so small that its members could be told apart.

    Too few applications do. Where groups stand in the rows, so do those of one group who are selected, or are not, when
    there are fewer than five: the tables of the ledger would hide them. `applications`: rows with `groups`, `outcome`.
    """
    if not any(row["groups"] for row in applications):
        return len(applications) < LEAST
    cells = Counter((tuple(row["groups"]), row["outcome"] == "selected") for row in applications)
    return min(cells.values()) < LEAST
