"""The path of a track: what is done, open and next on it, and when courses would wait for one another."""

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """Where a person is with one step of a path."""

    DONE = "done"
    NEXT = "next"
    OPEN = "open"
    LOCKED = "locked"


@dataclass(frozen=True)
class Step:
    """A course at its place on a path, by its key; `needs` are the keys of the courses that come before it."""

    course: int
    required: bool = True
    needs: frozenset = field(default_factory=frozenset)


def states_of(steps, completed, electives_needed=0):
    """{course: State} for the steps in the order of the path and the keys of the courses that one completed.

    A step is open when all it needs is completed. Next is the first open required step; when none is open, the first
    open elective, as long as electives are missing.
    """
    done = set(completed)
    states = {step.course: _state(step, done) for step in steps}
    wanted = [step for step in steps if step.required]
    if electives_left(steps, done, electives_needed):
        wanted += [step for step in steps if not step.required]
    for step in wanted:
        if states[step.course] == State.OPEN:
            states[step.course] = State.NEXT
            break
    return states


def _state(step, done):
    if step.course in done:
        return State.DONE
    return State.OPEN if step.needs <= done else State.LOCKED


def electives_left(steps, completed, electives_needed):
    """How many elective courses one still has to complete; never more than the path has."""
    electives = {step.course for step in steps if not step.required}
    return max(0, min(electives_needed, len(electives)) - len(electives & set(completed)))


def is_complete(steps, completed, electives_needed=0):
    """Whether all required courses and enough elective ones are completed; a path without a step never is."""
    required = {step.course for step in steps if step.required}
    enough = required <= set(completed) and not electives_left(steps, completed, electives_needed)
    return bool(steps) and enough


def circle(edges, new_edge):
    """The courses that would wait for one another with `new_edge`: each needs the one after it, the last the first.

    Edges are pairs (course, course that it needs). None when there is no circle. Breadth first, so it is a shortest.
    """
    course, needed = new_edge
    needs = {}
    for later, earlier in edges:
        needs.setdefault(later, []).append(earlier)
    ways, waiting = {needed: [needed]}, deque([needed])
    while waiting:
        here = waiting.popleft()
        if here == course:
            return [course, *ways[here][:-1]]
        for earlier in needs.get(here, ()):
            if earlier not in ways:
                ways[earlier] = [*ways[here], earlier]
                waiting.append(earlier)
    return None


def check_no_circle(edges, new_edge, titles):
    """Refuse a prerequisite that closes a circle, and name the circle; `titles`: {course: its title}."""
    if found := circle(edges, new_edge):
        links = [
            _("“%(course)s” needs “%(other)s”") % {"course": titles[course], "other": titles[other]}
            for course, other in zip(found, [*found[1:], found[0]], strict=True)
        ]
        raise ValidationError(
            _("These courses would wait for one another: %(circle)s. Please leave one of these out."),
            code="circle",
            params={"circle": ", ".join(str(link) for link in links)},
        )
