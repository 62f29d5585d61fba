"""A thread as its page shows it, in ready strings."""

from django.utils.formats import date_format

from .things import KINDS, MOST, STAGES


def stages_of(stages, start, others):
    """Each stage with rows of {thing, day, origins: the nearest things of the thread that it grew from}.

    That something grew from the start goes without saying.
    """
    seen = {thing.key: thing for stage in [*stages, *others] for thing in stage["things"]} | {start.key: start}
    return [
        {**stage, "most": MOST, "rows": [_row(thing, seen, start) for thing in stage["things"]]} for stage in stages
    ]


def _row(thing, seen, start):
    origins = [seen[key] for key in thing.parents if key in seen]
    farther = {key for origin in origins for key in origin.parents}
    nearest = [origin for origin in origins if origin.key not in farther and origin != start]
    return {"thing": thing, "day": thing.day and date_format(thing.day), "origins": nearest}


def steps_of(start, before, after):
    """The stages of the loop, each with the number of things of this thread in it."""
    numbers = dict.fromkeys(KINDS, 0)
    numbers[start.kind] = 1
    for stage in [*before, *after]:
        numbers[stage["kind"]] += len(stage["things"])
    return [
        {"label": STAGES[kind], "number": number, "is_here": kind == start.kind} for kind, number in numbers.items()
    ]
