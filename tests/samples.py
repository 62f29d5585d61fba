"""Samples as tests load them: all of one, once for a module, at a day that is always the same."""

from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import transaction

NOW = datetime(2026, 5, 4, 15, 30, tzinfo=UTC)


@contextmanager
def loaded_once(blocker, *loads):
    """Load for all tests of a module, and take it back after them; answer what the last of the loads made.

    `blocker` is the fixture django_db_blocker. The fixture that uses this asks for django_db_setup too.
    """
    with blocker.unblock(), transaction.atomic():
        *_earlier, made = [load(now=NOW) for load in loads]
        yield made
        transaction.set_rollback(True)


def contents(models):
    """{name of the model: all of its rows}, as they stand in the database."""
    return {model.__name__: sorted(model.objects.values_list(), key=repr) for model in models}
