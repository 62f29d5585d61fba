"""The published figures of one word, in one form: the files show them, and a recount compares them."""

from .models import Ballot
from .rules.verdicts import votes_to_settle

GRADES = tuple(Ballot.Grade.values)
REASONS = tuple(Ballot.Reason.values)
PLACES = 6  # decimals of a share


def figures(result, thresholds):
    """{name: figure} of a result, shares as rounded decimals; None where the page shows nothing."""
    tally = result.tally
    shown = {"verdict": None if result.is_hidden else result.verdict.value}
    shown |= {grade: tally and getattr(tally, f"votes_{grade}") for grade in GRADES}
    shown |= {"n": tally and tally.n, "net": share(tally and tally.net)}
    for grade in ("for", "against"):
        low, high = getattr(tally, f"interval_{grade}") if tally and tally.n else (None, None)
        shown |= {f"{grade}_low": share(low), f"{grade}_high": share(high)}
    shown |= {"place": result.place, "approval_place": result.approval_place}
    shown |= {"is_leader": None if result.is_hidden else result.is_leader}
    shown |= {"is_tied": None if result.is_hidden else result.is_tied}
    shown |= {"votes_to_settle": tally and votes_to_settle(tally, thresholds)}
    for whose in ("fluent", "others"):
        part = getattr(result, whose)
        shown |= {f"{whose}_{grade}": part and getattr(part, f"votes_{grade}") for grade in GRADES}
    return shown | {f"reason_{reason}": (result.reasons or {}).get(reason) for reason in REASONS}


def share(number):
    return None if number is None else round(number, PLACES) + 0.0  # no minus zero
