"""How far something spread: generations, where it began, and people who are counted once. Pure functions of facts."""

from collections import Counter
from typing import NamedTuple


class Fact(NamedTuple):
    """What the sums read of a report; `before`, `region`, `language`, `edition`, `workshop` are keys or None."""

    pk: int
    before: int | None
    edition: int | None
    workshop: int | None
    region: int | None
    language: int
    people: int
    known: int
    is_shown: bool
    is_demonstration: bool = False

    @property
    def reached(self):
        """People who are counted in this report first."""
        return self.people - self.known


class Origin(NamedTuple):
    """Where a report stands in its thread: 1 is first hand; the edition and the workshop that the thread began at."""

    generation: int
    edition: int | None
    workshop: int | None


class Cell(NamedTuple):
    """Reports, and people reached by them, each person counted once."""

    reports: int = 0
    people: int = 0


def origins(facts):
    """{key: Origin} of all reports, hidden ones too: what goes on from one keeps its place.

    A report without a source of its own has that of the report before it. Linear, without recursion: threads may be
    long. One whose report before is not among the facts is first hand.
    """
    known = {fact.pk: fact for fact in facts}
    found = {}
    for start in known:
        waiting, key = {}, start
        while key in known and key not in found and key not in waiting:
            waiting[key] = None
            key = known[key].before
        for key in reversed(waiting):
            found[key] = _origin(known[key], found.get(known[key].before))
    return found


def _origin(fact, before):
    generation = before.generation + 1 if before else 1
    if fact.edition or fact.workshop or not before:
        return Origin(generation, fact.edition, fact.workshop)
    return Origin(generation, before.edition, before.workshop)


def total(facts):
    """All of them as one Cell."""
    facts = list(facts)
    return Cell(len(facts), sum(fact.reached for fact in facts))


def cells(facts, key):
    """{key(fact): Cell}. The cells add up to the total: a person counts where they were reached first."""
    reports, people = Counter(), Counter()
    for fact in facts:
        reports[key(fact)] += 1
        people[key(fact)] += fact.reached
    return {place: Cell(reports[place], people[place]) for place in reports}
