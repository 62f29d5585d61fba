"""What a vote asks and holds first, in one statement: it is asked at every vote, and each question alone is a journey.

The locks are held until the transaction ends. After waiting for one PostgreSQL looks at the row again, so each answer
is of the row as it is now.
"""

from datetime import datetime
from typing import NamedTuple

from django.db import connection

# Votes hold the consultation together, so none waits for another, while an organizer who moves the close waits for
# the votes in flight. A person's own declaration lets the forms in by turns that one person sends at once. Of several
# terms the counts are held in one order, so that two people who vote on the same words never wait for each other for
# ever; those of a single term are held by the count itself, when it is written.
HOLD = """
WITH consultation AS (
    SELECT id, min_edit_count, registered_before FROM consultations_consultation
    WHERE slug = %(consultation)s AND published_at <= %(now)s
        AND consultations_is_open(id, opens_at, closes_at, %(now)s) FOR SHARE
)
SELECT
    min_edit_count,
    registered_before,
    (
        SELECT level FROM people_languagelevel AS declared
        JOIN people_language AS language ON language.id = declared.language_id
        WHERE person_id = %(person)s AND code = %(language)s AND level > '0' FOR NO KEY UPDATE OF declared
    ),
    (
        SELECT count(*) FROM (
            SELECT FROM consultations_termtally AS tally
            JOIN consultations_term AS term ON term.id = tally.term_id
            JOIN consultations_concept AS concept ON concept.id = term.concept_id
            JOIN people_language AS language ON language.id = term.language_id
            WHERE term.id = ANY (%(terms)s) AND language.code = %(language)s AND term.hidden_at IS NULL
                AND concept.consultation_id = consultation.id
            {lock}
        ) AS held
    )
FROM consultation
"""
HOLD_ONE = HOLD.format(lock="")
HOLD_SEVERAL = HOLD.format(lock="ORDER BY term.id FOR NO KEY UPDATE OF tally")

OPEN = """
SELECT FROM consultations_consultation
WHERE id = %s AND consultations_is_open(id, opens_at, closes_at, %s)
"""


class Held(NamedTuple):
    """What an open consultation asks of voters, the level declared or None, and how many of the terms take votes."""

    min_edit_count: int
    registered_before: datetime | None
    level: str | None
    terms: int


def hold(*, person, consultation, language, now, terms=()):
    """Ask and hold what a vote on these terms, or a proposal without any, stands on. Within a transaction only.

    Of the consultation it takes the slug, of the language the code. None where the consultation is not open.
    """
    given = {"person": person.pk, "consultation": consultation.slug, "language": language.code, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(HOLD_SEVERAL if len(terms) > 1 else HOLD_ONE, {**given, "terms": list(terms)})
        held = cursor.fetchone()
    return held and Held(*held)


def is_open(consultation_id, now):
    """Whether the consultation takes part at `now`, asked anew."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [consultation_id, now])
        return cursor.fetchone() is not None
