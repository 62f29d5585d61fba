"""What the votes on a word amount to, as far as so few or so many votes can tell."""

from dataclasses import dataclass, fields

from django.db import models
from django.utils.translation import gettext_lazy as _

FAR = 1000  # votes; what needs more of them is not counted out to a reader


class Verdict(models.TextChoices):
    """What a word came to, in the order in which they are tried."""

    TOO_FEW = "too_few", _("too few votes")
    CONTESTED = "contested", _("contested")
    PREFERRED = "preferred", _("preferred")
    AVOID = "avoid", _("to be avoided")
    ADMITTED = "admitted", _("admitted")
    UNDECIDED = "undecided", _("undecided")


SETTLED = frozenset({Verdict.PREFERRED, Verdict.AVOID, Verdict.CONTESTED})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the verdicts of a consultation begin: a number of votes, and shares that are surely passed."""

    least_votes: int = 10
    contested_above: float = 1 / 3
    preferred_above: float = 1 / 2
    avoid_above: float = 1 / 3
    admitted_above: float = 1 / 3

    @classmethod
    def of(cls, consultation):
        """Those that the consultation was opened with."""
        return cls(*(getattr(consultation, name) for name in THRESHOLDS))


THRESHOLDS = tuple(field.name for field in fields(Thresholds))


def verdict(tally, thresholds):
    """The first verdict that holds. A share is surely above when the lower bound of its interval is above."""
    sure_for, sure_against = tally.interval_for[0], tally.interval_against[0]
    tried = [
        (Verdict.TOO_FEW, tally.n < thresholds.least_votes),
        (Verdict.CONTESTED, min(sure_for, sure_against) > thresholds.contested_above),
        (Verdict.PREFERRED, sure_for > thresholds.preferred_above),
        (Verdict.AVOID, sure_against > thresholds.avoid_above),
        (Verdict.ADMITTED, sure_for > thresholds.admitted_above),
    ]
    return next((found for found, holds in tried if holds), Verdict.UNDECIDED)


def votes_to_settle(tally, thresholds, most=FAR):
    """How many more votes for the word, and none else, make it preferred: 0 if it is, None beyond `most`.

    Each such vote raises the lower bound of the share for, lowers that of the share against and adds to n: once the
    word is preferred it stays so. The least number is therefore found by halving.
    """

    def is_preferred(more):
        return verdict(tally.with_more_for(more), thresholds) is Verdict.PREFERRED

    if not is_preferred(most):
        return None
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_preferred(middle) else (middle + 1, high)
    return low
