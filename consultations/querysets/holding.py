"""Several questions in one statement, with locks: what a vote asks first, at the price of one query."""

from django.core.exceptions import EmptyResultSet
from django.db import connection

SHARED = "FOR SHARE"  # others may hold the row too, nobody may change it; Django does not speak this one
OWN = "FOR NO KEY UPDATE"  # one transaction at a time


def first_answers(*questions):
    """The first value of each queryset, None where it has no row. Locked rows stay held until the transaction ends.

    Each question is a queryset of one value and a lock, or "" for none. After waiting for a lock PostgreSQL looks at
    the row again, so the answer is of the row as it is now.
    """
    parts, given = [], []
    for queryset, lock in questions:
        try:
            sql, params = queryset.order_by().query.get_compiler(queryset.db).as_sql()
        except EmptyResultSet:  # Django sees that there can be no row
            sql, params, lock = "NULL", (), ""
        parts.append(f"({sql} {lock} OF {queryset.model._meta.db_table})" if lock else f"({sql})")
        given += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", given)
        return cursor.fetchone()
