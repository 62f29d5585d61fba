"""What the database refuses."""

import pytest
from django.db import IntegrityError, connection, transaction


def refused(change):
    """The name of the constraint that refuses the change."""
    with pytest.raises(IntegrityError) as refusal:
        _within_a_savepoint(change)
    return refusal.value.__cause__.diag.constraint_name


@transaction.atomic
def _within_a_savepoint(change):
    change()
    connection.check_constraints()
