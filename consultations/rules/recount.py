"""Counting the ballots of a bundle again, with the functions that made the published page; no database is asked."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from types import SimpleNamespace
from typing import Any, NamedTuple

from ..figures import GRADES, REASONS, concept_figures, figures
from ..results import Result, ranked
from .bundle_parts import check_content
from .verdicts import Thresholds


@dataclass(eq=False, slots=True)
class CountedWord:
    """A word of a bundle with what its ballots add up to, as a term is read with its tally."""

    pk: int
    tally: SimpleNamespace | None = None


class Difference(NamedTuple):
    """A figure that the ballots do not bear out."""

    place: str
    name: str
    published: Any
    recounted: Any

    def __str__(self):
        published, recounted = said(self.published), said(self.recounted)
        return f"{self.place}: {self.name} is published as {published}, but counted as {recounted}."


def said(figure):
    return "nothing" if figure is None else str(figure).lower() if isinstance(figure, bool) else str(figure)


def written(shown):
    """Figures as a bundle writes them: shares as text of six decimals, so that every program writes them alike."""
    return {name: f"{figure:.6f}" if isinstance(figure, float) else figure for name, figure in shown.items()}


def differences(content):
    """Every published figure of a bundle that counting its ballots does not give, in the order of the words.

    `content` is what `bundles.opened` gives. Raises ValidationError where it contradicts itself.
    """
    check_content(content)
    thresholds = Thresholds(**content["thresholds"])
    recounted = {result.term.pk: result for result in counted(content, thresholds)}
    found = []
    for word in content["words"]:
        place = f"{word['language']}, {word['concept']}, “{word['text']}” (word {word['id']})"
        again = written(figures(recounted[word["id"]], thresholds))
        found += compared(place, content["figures"][str(word["id"])], again)
    rows = [(word["language"], word["concept"], recounted[word["id"]]) for word in content["words"]]
    concepts = concept_figures(rows)
    for concept in [*concepts, *sorted(content["concepts"].keys() - concepts)]:
        found += compared(f"all languages, {concept}", content["concepts"].get(concept, {}), concepts.get(concept, {}))
    return found


def compared(place, published, again):
    """The differences between the figures of one place."""
    return [
        Difference(place, name, published.get(name), again.get(name))
        for name in [*again, *sorted(published.keys() - again)]
        if published.get(name) != again.get(name) or type(published.get(name)) is not type(again.get(name))
    ]


def counted(content, thresholds):
    """The result of each word, from the ballots and reasons alone."""
    grades = Counter((word, grade) for word, grade, _fluent in content["ballots"])
    fluent = Counter((word, grade) for word, grade, is_fluent in content["ballots"] if is_fluent)
    reasons = Counter(map(tuple, content["reasons"]))
    unparted = {word for word, _grade, is_fluent in content["ballots"] if is_fluent is None}
    cell = itemgetter("language", "concept")
    for _cell, group in groupby(sorted(content["words"], key=cell), cell):
        group = list(group)
        words = [counted_word(word["id"], grades, fluent, reasons) for word in group if not word["is_hidden"]]
        for result in ranked(words, thresholds):
            yield replace(result, fluent=None, others=None) if result.term.pk in unparted else result
        yield from (Result(CountedWord(word["id"])) for word in group if word["is_hidden"])


def counted_word(pk, grades, fluent, reasons):
    tally = {f"votes_{grade}": grades[pk, grade] for grade in GRADES}
    tally |= {f"fluent_{grade}": fluent[pk, grade] for grade in GRADES}
    tally |= {f"reason_{reason}": reasons[pk, reason] for reason in REASONS}
    return CountedWord(pk, SimpleNamespace(**tally))
