"""Reports that go on from one another, followed in one statement along those that a reader may see."""

from django.db import connection

# The nearest ones first: what is cut off in a chain or fan without end is the farthest.
FOLLOWING = """
WITH RECURSIVE chain(id, depth) AS (
    SELECT id, 0 FROM learning_days_sharing WHERE (hidden_at IS NULL OR person_id = %(reader)s) AND (
        id = ANY(%(report)s) OR pledge_id = ANY(%(pledge)s) OR workshop_id = ANY(%(workshop)s) OR (
            edition_id = ANY(%(edition)s) AND pledge_id IS NULL AND workshop_id IS NULL AND before_id IS NULL
        )
    )
    UNION
    SELECT later.id, depth + 1 FROM learning_days_sharing AS later JOIN chain ON later.before_id = chain.id
    WHERE (later.hidden_at IS NULL OR later.person_id = %(reader)s) AND depth < %(deepest)s
) SELECT id FROM chain LIMIT %(widest)s
"""
LEADING = """
WITH RECURSIVE chain(id, before_id, depth) AS (
    SELECT id, before_id, 0 FROM learning_days_sharing
    WHERE (hidden_at IS NULL OR person_id = %(reader)s) AND id = ANY(%(report)s)
    UNION
    SELECT earlier.id, earlier.before_id, depth + 1
    FROM learning_days_sharing AS earlier JOIN chain ON earlier.id = chain.before_id
    WHERE (earlier.hidden_at IS NULL OR earlier.person_id = %(reader)s) AND depth < %(deepest)s
) SELECT id FROM chain LIMIT %(widest)s
"""
BOUNDS = {"deepest": 12, "widest": 300}  # generations and reports that one thread follows


def reports_following(reader, **starts):
    """The keys of reports of these things, and of those that go on from them; `starts`: lists of keys by kind.

    The kinds: report, pledge, workshop, and edition for reports that name nothing else.
    """
    return _keys(FOLLOWING, {"reader": reader.pk, **starts, **BOUNDS})


def reports_leading_to(reader, reports):
    """The keys of these reports and of those that they go on from."""
    return _keys(LEADING, {"reader": reader.pk, "report": list(reports), **BOUNDS})


def _keys(statement, given):
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return {key for (key,) in cursor.fetchall()}
