"""Whether the parts of a recount bundle are there, and fit together."""

from collections import Counter

from django.core.exceptions import ValidationError

from ..figures import GRADES, REASONS
from .bundles import in_seeded_order
from .verdicts import THRESHOLDS

PARTS = {
    "title": str,
    "closed_at": str,
    "thresholds": dict,
    "voters": dict,
    "words": list,
    "ballots": list,
    "reasons": list,
    "figures": dict,
    "concepts": dict,
    "seed": str,
}
WORD = {"id": int, "language": str, "concept": str, "text": str, "is_hidden": bool}


def check_content(content):
    """All parts of an opened bundle; else ValidationError, codes `damaged`, `thresholds`, `order`."""
    for name, kind in PARTS.items():
        if not is_a(content.get(name), kind):
            raise damaged(f"“{name}” is missing, or is not what it should be")
    check_thresholds(content["thresholds"])
    check_words(content["words"], content["figures"])
    if not all(is_a(row, dict) for row in content["concepts"].values()):
        raise damaged("the figures of its concepts are not what they should be")
    shown = {word["id"] for word in content["words"] if not word["is_hidden"]}
    check_rows(content["ballots"], "ballot", lambda row: is_ballot(row, shown))
    check_rows(content["reasons"], "reason", lambda row: is_reason(row, shown))
    check_levels(content["ballots"])
    for name in ("ballots", "reasons"):
        if content[name] != in_seeded_order(content[name], content["seed"]):
            raise ValidationError(
                f"The {name} of this bundle do not stand in the order that its seed gives.", code="order"
            )
    check_voters(content)


def check_thresholds(thresholds):
    """The thresholds are those that a consultation can have; code `thresholds`."""
    kinds = {name: int if name == "least_votes" else float for name in THRESHOLDS}
    if thresholds.keys() != kinds.keys() or not all(is_a(thresholds[name], kind) for name, kind in kinds.items()):
        raise damaged(f"its thresholds are not {', '.join(THRESHOLDS)}")
    least, contested, preferred, avoid, admitted = (thresholds[name] for name in THRESHOLDS)
    if least < 5 or not (0 < contested < 0.5 and contested <= admitted <= preferred < 1 and contested <= avoid < 1):
        raise ValidationError(
            "The thresholds of this bundle contradict each other. They have to be: contested ≤ admitted ≤ preferred "
            "< 1, contested ≤ avoid < 1, contested below one half, and no verdict on fewer than five votes.",
            code="thresholds",
        )


def check_words(words, figures):
    check_rows(words, "word", lambda row: is_a(row, dict) and all(is_a(row.get(key), WORD[key]) for key in WORD))
    known = [word["id"] for word in words]
    if len(set(known)) < len(known):
        raise damaged("a word stands in it twice")
    if figures.keys() != {str(pk) for pk in known} or not all(is_a(row, dict) for row in figures.values()):
        raise damaged("its figures are not those of its words")


def check_rows(rows, name, fits):
    for number, row in enumerate(rows, start=1):
        if not fits(row):
            raise damaged(f"{name} {number} is not what it should be")


def is_ballot(row, words):
    """A shown word, a grade, and whether the voter knows the language well; None where that is hidden."""
    return (
        is_a(row, list)
        and len(row) == 3
        and is_a(row[0], int)
        and row[0] in words
        and row[1] in GRADES
        and (row[2] is None or is_a(row[2], bool))
    )


def is_reason(row, words):
    """A shown word, and one reason that somebody gave against it."""
    return is_a(row, list) and len(row) == 2 and is_a(row[0], int) and row[0] in words and row[1] in REASONS


def check_levels(ballots):
    """The level of the voters is hidden for all ballots on a word or for none."""
    hidden = {word for word, _grade, is_fluent in ballots if is_fluent is None}
    if any(word in hidden for word, _grade, is_fluent in ballots if is_fluent is not None):
        raise damaged("the voters' level is hidden for some ballots on a word only")


def check_voters(content):
    """A language has at least as many voters as any of its words, and at most as many as it has ballots."""
    ballots = Counter(row[0] for row in content["ballots"])
    for language, voters in content["voters"].items():
        cast = [ballots[word["id"]] for word in content["words"] if word["language"] == language]
        if voters is not None and not (is_a(voters, int) and max(cast, default=0) <= voters):
            raise damaged(f"its voters in “{language}” are fewer than the ballots on one word")


def is_a(value, kind):
    """Of exactly this type: for JSON, true is no number."""
    return type(value) is kind


def damaged(why):
    return ValidationError(f"This bundle is damaged: {why}.", code="damaged")
