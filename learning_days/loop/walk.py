"""Walks the thread of one thing up and down: one step for each kind, however many things there are of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from people.models import Person

from . import consulted, gathered, shared
from .things import KINDS, MOST, STAGES


@dataclass(frozen=True)
class Reader:
    """Who reads, and when: what they may not see is in no thread."""

    person: Person
    now: datetime


# For each kind: things by their keys, and things that grew from what was found so far ({kind: [key]}).
AT = {
    "idea": lambda keys, reader: consulted.ideas(Q(pk__in=keys), reader),
    "finding": lambda keys, reader: consulted.findings(Q(pk__in=keys), reader),
    "course": lambda keys, reader: consulted.courses(Q(pk__in=keys), reader),
    "edition": lambda keys, reader: gathered.editions(Q(pk__in=keys), reader),
    "workshop": lambda keys, reader: gathered.workshops([("id", key) for key in keys], reader),
    "pledge": lambda keys, reader: shared.pledges(Q(pk__in=keys), reader),
    "report": lambda keys, reader: shared.reports(shared.reports_at(keys, reader), reader),
}
BELOW = {
    "idea": lambda keys, reader: consulted.ideas(consulted.ideas_below(keys), reader),
    "finding": lambda keys, reader: consulted.findings(consulted.findings_below(keys), reader),
    "course": lambda keys, reader: consulted.courses(consulted.courses_below(keys), reader),
    "edition": lambda keys, reader: gathered.editions(gathered.editions_below(keys), reader),
    "workshop": lambda keys, reader: gathered.workshops(gathered.workshops_below(keys), reader),
    "pledge": lambda keys, reader: shared.pledges(shared.pledges_below(keys), reader),
    "report": lambda keys, reader: shared.reports(shared.reports_below(keys, reader), reader),
}
ORDER = list(KINDS)


def thing_of(kind, pk, reader):
    """One thing as this reader may see it, or None."""
    return next((thing for thing in AT[kind]([pk], reader) if thing.pk == pk), None)


def above(start, reader):
    """What it came from, by stage in the order of the loop."""
    wanted, stages = set(start.parents), {}
    for kind in reversed(ORDER[: ORDER.index(start.kind) + 1]):
        keys = sorted(key for named, key in wanted if named == kind)
        found = [thing for thing in AT[kind](keys, reader) if thing != start] if keys else []
        wanted.update(parent for thing in found for parent in thing.parents)
        stages[kind] = found
    return [_stage(kind, stages[kind]) for kind in ORDER if stages.get(kind)]


def below(start, reader):
    """What became of it, by stage in the order of the loop."""
    keys = {kind: [] for kind in ORDER}
    keys[start.kind] = [start.pk]
    keys["held"] = [start.pk] if start.kind == "edition" else []
    stages = []
    for kind in ORDER[ORDER.index(start.kind) :]:
        found = [thing for thing in BELOW[kind](keys, reader) if thing.key != start.key]
        keys[kind] += [thing.pk for thing in found]
        stages.append(_stage(kind, found))
    return [stage for stage in stages if stage["things"]]


def _stage(kind, things):
    """{kind, label, things: the earliest first, is_cut: whether there are more than are shown}"""
    return {"kind": kind, "label": STAGES[kind], "things": things[:MOST][::-1], "is_cut": len(things) > MOST}
