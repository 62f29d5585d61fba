"""What enrolling and leaving ask of a course, in two statements that are ready: many people come in the same minute.

The first holds the course's row, so that people get their seats one after another. The second looks only then: its
snapshot begins after the wait, so it counts whoever was before.
"""

from datetime import datetime
from typing import NamedTuple

from django.db import connection

HOLD = """
SELECT
    id,
    capacity,
    coalesce(published_at <= %(now)s, false),
    coalesce(enrolment_closes_at <= %(now)s, false)
FROM academy_course WHERE slug = %(slug)s FOR NO KEY UPDATE
"""

ASK = """
SELECT
    own.id,
    own.seated_at,
    own.completed_at,
    CASE WHEN %(counts)s THEN (
        SELECT count(*) FROM academy_enrolment
        WHERE course_id = %(course)s AND seated_at IS NOT NULL AND left_at IS NULL
    ) END,
    line.waiting,
    line.place,
    ARRAY(
        SELECT needed.title FROM academy_prerequisite AS step JOIN academy_course AS needed ON needed.id = step.needs_id
        WHERE step.course_id = %(course)s AND NOT EXISTS (
            SELECT FROM academy_enrolment AS done
            WHERE done.course_id = step.needs_id AND done.person_id = %(person)s AND done.completed_at IS NOT NULL
        )
        ORDER BY needed.title
    ),
    coalesce((
        SELECT max(ends_at) FROM academy_session WHERE course_id = %(course)s AND cancelled_at IS NULL
    ) <= %(now)s, false)
FROM (SELECT) AS one
LEFT JOIN academy_enrolment AS own
    ON own.course_id = %(course)s AND own.person_id = %(person)s AND own.left_at IS NULL
CROSS JOIN LATERAL (
    SELECT count(*) AS waiting, count(*) FILTER (WHERE id <= own.id) AS place FROM academy_enrolment
    WHERE course_id = %(course)s AND seated_at IS NULL AND left_at IS NULL
) AS line
"""


class Held(NamedTuple):
    """A course whose row is held: its key, its seats (None: as many as come), whether readers see it, and it closed."""

    course_id: int
    capacity: int | None
    is_published: bool
    is_closed: bool


class Seat(NamedTuple):
    """How a person stands in a course, and how the course does.

    `seated`: how many have a seat, None where seats are not counted; `place`: the person's own in the line of those
    `waiting`; `missing`: titles of the courses to complete before.
    """

    enrolment_id: int | None
    seated_at: datetime | None
    completed_at: datetime | None
    seated: int | None
    waiting: int
    place: int
    missing: list
    is_over: bool

    def is_free(self, capacity):
        """Whether the next who comes gets a seat: nobody waits, and one is left."""
        return not self.waiting and (capacity is None or self.seated < capacity)

    def without_own(self):
        """How the course stands once the person, who had a seat, left it."""
        return self._replace(seated=None if self.seated is None else self.seated - 1)


def hold(slug, now):
    """Hold a course until the transaction ends; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, {"slug": slug, "now": now})
        held = cursor.fetchone()
    return held and Held(*held)


def ask(*, course_id, capacity, person_id, now):
    """How the person stands in the course now; a person without a key has no enrolment."""
    given = {"course": course_id, "person": person_id, "counts": capacity is not None, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(ASK, given)
        return Seat(*cursor.fetchone())
