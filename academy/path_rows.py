"""The steps of a track as its page draws them, for a reader or for the person who walks it."""

from .models import Enrolment, Prerequisite
from .rules.paths import State, Step, electives_left, is_complete, states_of


def path_of(track, person, now):
    """What `_path.html` draws of a track: its steps with their states, what comes before, what is left.

    `person` is somebody signed in, or None: nothing is done yet then, and the first step is where to begin.
    """
    rows = list(track.steps.published_at(now).in_order().select_related("course__language"))
    needs = _needs([row.course_id for row in rows], now)
    enrolments = enrolments_of(person)
    completed = {course for course, enrolment in enrolments.items() if enrolment.completed_at}
    steps = [_step(row, needs) for row in rows]
    states = states_of(steps, completed, track.electives_needed)
    on_track = {row.course_id for row in rows}
    electives = sum(not step.required for step in steps)
    return {
        "steps": [_row(row, states[row.course_id], needs, completed, enrolments) for row in rows],
        "before": [
            {"course": course, "is_done": course.pk in completed}
            for course in {course for held in needs.values() for course in held}
            if course.pk not in on_track
        ],
        "required": len(steps) - electives,
        "electives": electives,
        "electives_needed": min(track.electives_needed, electives),
        "electives_left": electives_left(steps, completed, track.electives_needed),
        "done": sum(state == State.DONE for state in states.values()),
        "is_complete": is_complete(steps, completed, track.electives_needed),
    }


def enrolments_of(person):
    """{course's key: how the person is enrolled in it now}; nothing for a reader."""
    if person is None:
        return {}
    return {enrolment.course_id: enrolment for enrolment in Enrolment.objects.standing().filter(person=person)}


def _needs(courses, now):
    """{course's key: [courses that come before it]}, as far as everybody may read them."""
    named = Prerequisite.objects.filter(course__in=courses, needs__published_at__lte=now)
    found = {}
    for link in named.select_related("needs__language").order_by("needs__title", "needs_id"):
        found.setdefault(link.course_id, []).append(link.needs)
    return found


def _step(row, needs):
    before = frozenset(course.pk for course in needs.get(row.course_id, ()))
    return Step(row.course_id, required=row.kind == row.Kind.REQUIRED, needs=before)


def _row(row, state, needs, completed, enrolments):
    enrolment = enrolments.get(row.course_id)
    return {
        "course": row.course,
        "state": str(state),
        "is_elective": row.kind == row.Kind.ELECTIVE,
        "waits_for": [course for course in needs.get(row.course_id, ()) if course.pk not in completed],
        "needs": needs.get(row.course_id, ()),
        "is_enrolled": bool(enrolment and not enrolment.completed_at and enrolment.seated_at),
        "is_waiting": bool(enrolment and not enrolment.completed_at and not enrolment.seated_at),
    }
