"""The thread of reports that go on from one another: earlier ones and later ones, each in one query."""

from django.db import connection

LONGEST = 1000  # steps up or down; the database refuses circles
MOST = 1000  # later reports that are looked at

ABOVE = """
WITH RECURSIVE earlier(id, before_id, steps) AS (
    SELECT id, before_id, 0 FROM learning_days_sharing WHERE id = %s
    UNION ALL
    SELECT one.id, one.before_id, steps + 1 FROM learning_days_sharing AS one
    JOIN earlier ON one.id = earlier.before_id WHERE steps < %s
)
SELECT id FROM earlier WHERE steps > 0 ORDER BY steps
"""
BELOW = """
WITH RECURSIVE later(id, steps) AS (
    SELECT id, 0 FROM learning_days_sharing WHERE id = %s
    UNION ALL
    SELECT one.id, steps + 1 FROM learning_days_sharing AS one
    JOIN later ON one.before_id = later.id WHERE steps < %s
)
SELECT id, steps FROM later WHERE steps > 0 ORDER BY steps, id LIMIT %s
"""


def keys_above(pk):
    """Keys of the reports that this one goes on from, the nearest first."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, [pk, LONGEST])
        return [key for (key,) in cursor.fetchall()]


def keys_below(pk):
    """{key: steps} of the reports that go on from this one, the nearest first."""
    with connection.cursor() as cursor:
        cursor.execute(BELOW, [pk, LONGEST, MOST])
        return dict(cursor.fetchall())


def hold_threads():
    """Let nobody else tie reports together until the end of the transaction: the lock of migration 0002."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('learning_days_sharing'))")
