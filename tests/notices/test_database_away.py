"""The database goes away while a mail is on its way: what was sent is remembered until it can be written."""

import pytest
from django.db import connection, transaction

from notices.actions import claiming
from notices.actions.carrying import carry_due
from notices.actions.planning import plan
from notices.models import Notice
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


def planned(count):
    for number in range(count):
        person = PersonFactory(email=f"reader{number}@example.org")
        plan(kind="reminder", key="week", recipient_id=person.pk, payload={"word": "soon"})


def backend():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_a_connection_that_breaks_with_each_mail_doubles_none(sink):
    planned(3)
    broken = []

    def break_all_others():
        """End every connection to this database but the one that asks, as a killed server would."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            broken.append(cursor.rowcount)
        connection.close()

    sink.on_mail = break_all_others

    assert carry_due() == 3

    assert len(broken) == 3
    assert min(broken) >= 1
    assert sink.addresses() == [f"reader{number}@example.org" for number in range(3)]
    assert set(Notice.objects.values_list("state", "attempts", "last_error")) == {("sent", 1, "")}


def test_within_a_transaction_nothing_is_tried_again(sink):
    """A broken transaction cannot be mended from within: whoever began it has to know."""
    with pytest.raises(claiming.LOST), transaction.atomic():
        claiming.durably(lambda: break_this(backend()))
    assert backend()


def break_this(pid):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
