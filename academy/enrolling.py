"""How a person stands in a course, as the course's page says it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string

from .querysets import seats
from .rules.enrolments import check_can_enrol


def seat_of(course, person, now):
    """What templates/academy/_enrol.html shows of a published course to this person, or to a reader.

    `state`: completed, seated, waiting, open (the next who comes gets a seat), full (who comes waits) or shut, with
    the sentence in `refusal`; `left`: the seats left, None where as many come as like; `step`: what to do after it.
    """
    seat = seats.ask(course_id=course.pk, capacity=course.capacity, person_id=person.pk, now=now)
    shown = {"place": seat.place, "waiting": seat.waiting, "left": None, "refusal": ""}
    if course.capacity is not None:
        shown["left"] = 0 if seat.waiting else max(course.capacity - seat.seated, 0)
    if seat.completed_at:
        shown["step"] = after_courses(person, [course]).get(course.pk)
    return shown | _state(course, seat, now, person)


def _state(course, seat, now, person):
    if seat.enrolment_id:
        return {"state": "completed" if seat.completed_at else "seated" if seat.seated_at else "waiting"}
    is_closed = bool(course.enrolment_closes_at and course.enrolment_closes_at <= now)
    try:
        check_can_enrol(seat if person.is_authenticated else seat._replace(missing=[]), is_closed=is_closed)
    except ValidationError as refusal:
        return {"state": "shut", "refusal": refusal.messages[0]}
    return {"state": "open" if seat.is_free(course.capacity) else "full"}


def after_courses(person, courses):
    """{course's key: what somebody who completed it may do next: text, action, url}, from the apps above."""
    return {key: step for path in settings.AFTER_COURSES for key, step in import_string(path)(person, courses).items()}
