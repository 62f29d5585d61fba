"""The published figures of one word, in one form: the files show them, and a recount compares them."""

from .models import Ballot
from .results import pooled
from .rules.verdicts import Verdict, votes_to_settle

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


def concept_figures(rows):
    """{concept: {name: figure}} of all languages together, from (language, concept, result) rows.

    In how many languages a word is preferred, of how many whose words were judged; and the pooled counts.
    """
    told = {}
    for concept in dict.fromkeys(concept for _language, concept, _result in rows):
        found = [(language, result) for language, its_concept, result in rows if its_concept == concept]
        whole = pooled(result for _language, result in found)
        told[concept] = {
            "languages": len({language for language, result in found if result.place is not None}),
            "preferred_in": len({language for language, result in found if result.verdict is Verdict.PREFERRED}),
            **{grade: getattr(whole, f"votes_{grade}") for grade in GRADES},
        }
    return told


def share(number):
    return None if number is None else round(number, PLACES) + 0.0  # no minus zero
