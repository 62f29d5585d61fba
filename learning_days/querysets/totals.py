"""All of Learning Days in numbers, in one statement: the home page asks it for every reader."""

from django.db import connection

# What readers may see: published editions, the workshops of the newest release of each, the reports that stand.
NUMBERS = """
WITH seen AS (SELECT id FROM learning_days_edition WHERE published_at <= %(now)s),
newest AS (
    SELECT DISTINCT ON (edition_id) content FROM learning_days_release
    WHERE edition_id IN (SELECT id FROM seen) ORDER BY edition_id, number DESC
)
SELECT
    (SELECT count(*) FROM seen),
    (
        SELECT count(*) FROM newest, jsonb_array_elements(content -> 'workshops') AS workshop
        WHERE workshop ->> 'status' = 'confirmed'
    ),
    count(*), coalesce(sum(people - people_known), 0), count(DISTINCT region_id)
FROM learning_days_sharing WHERE hidden_at IS NULL
"""
NAMES = ("editions", "workshops", "reports", "people", "regions")


def so_far(now):
    """{editions, workshops, reports, people: each counted once, regions}"""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, {"now": now})
        return dict(zip(NAMES, cursor.fetchone(), strict=True))
