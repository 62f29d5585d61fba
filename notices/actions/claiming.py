"""Claiming notices for a worker, and writing down what became of them.

The table is the truth and the database's clock the only one that counts for leases: the clocks of the machines that
run workers and beats may jump.
"""

import logging
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models.functions import Now

from ..kinds import attach_subjects
from ..letters import message_id
from ..models import Notice
from ..rules.outcomes import LEASE, Outcome, lease_of
from . import posting

logger = logging.getLogger(__name__)

LOST = (OperationalError, InterfaceError)
ENOUGH = timedelta(seconds=posting.PATIENCE + posting.PATIENCE_WITH_TEXT)
PAUSE = 0.25  # seconds between tries to reach a database that is away

# One statement, so one commit: what became of the mail before is durable before the next one begins. What was sent
# was sent, whoever holds the lease by now; any other outcome counts only by the lease. A lease that is long enough
# stays as it is: an update that changes no indexed column costs PostgreSQL half.
WRITE = """
WITH marked AS (
    UPDATE notices_notice
    SET state = %(state)s, reason = %(reason)s, last_error = %(error)s, message_id = %(message_id)s,
        attempts = %(attempts)s, lease = NULL,
        try_at = coalesce(%(try_at)s::timestamptz, statement_timestamp() + %(pause)s::interval),
        done_at = CASE WHEN %(is_done)s::boolean THEN statement_timestamp() END,
        payload = CASE WHEN %(is_done)s::boolean AND address <> '' AND %(state)s <> 'dead' THEN '{}' ELSE payload END
    WHERE id = %(id)s AND (lease = %(lease)s AND state = 'planned' OR %(state)s = 'sent' AND state <> 'sent')
)
UPDATE notices_notice
SET attempts = attempts + 1,
    try_at = CASE
        WHEN %(next_attempt)s > 2 OR try_at < statement_timestamp() + %(enough)s::interval
        THEN statement_timestamp() + %(next_lease)s::interval ELSE try_at
    END
WHERE id = %(next_id)s AND lease = %(lease)s AND state = 'planned'
RETURNING attempts
"""


@dataclass
class Mark:
    """What became of a notice, not written yet."""

    notice: Notice
    outcome: Outcome


def claim(*, limit, now=None):
    """Take up to `limit` due notices, account mails first; answers the lease and the notices' ids, oldest first."""
    lease, moment = uuid.uuid4(), now or Now()
    with transaction.atomic():
        due = Notice.objects.to_carry(moment)
        ids = list(due.account_mails().claimed(limit).values_list("pk", flat=True))
        ids += due.exclude(pk__in=ids).claimed(limit - len(ids)).values_list("pk", flat=True)
        Notice.objects.filter(pk__in=ids).update(lease=lease, try_at=Now() + LEASE)
    return lease, ids


def look(lease, ids):
    """The notices as they are at this moment, by id, with facts and subjects; those that were lost are left out."""
    held = Notice.objects.planned().filter(pk__in=ids, lease=lease).with_facts()
    return {notice.pk: notice for notice in patiently(lambda: attach_subjects(list(held.all())))}


def begin(lease, notice, mark=None):
    """Write down the mark of the notice before, and count a try of this one; answers False where it was lost."""
    row = durably(lambda: write(lease, mark, notice))
    if row:
        notice.attempts = row[0]
    return bool(row)


def finish(lease, mark):
    """Write down what became of the last notice."""
    if mark:
        durably(lambda: write(lease, mark, None))


def write(lease, mark, following):
    values = {"lease": lease, **columns_of(mark), "enough": ENOUGH}
    attempt = following.attempts + 1 if following else 0
    values |= {"next_id": following and following.pk, "next_attempt": attempt, "next_lease": lease_of(attempt)}
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)
        return cursor.fetchone()


def columns_of(mark):
    if mark is None:
        names = ("id", "state", "reason", "error", "message_id", "attempts", "try_at", "pause", "is_done")
        return dict.fromkeys(names)
    notice, outcome = mark.notice, mark.outcome
    return {
        "id": notice.pk,
        "state": outcome.state,
        "reason": outcome.reason,
        "error": outcome.error.replace("\0", "").encode(errors="replace").decode(),
        "message_id": message_id(notice.dedupe_key) if notice.attempts else "",
        "attempts": notice.attempts,
        "try_at": outcome.try_at,
        "pause": outcome.pause,
        "is_done": outcome.is_done,
    }


def durably(work):
    """Do what must not be lost, again and again until the database takes it: only this process knows what was sent."""
    return persistently(work, lambda: True)


def patiently(work):
    """Do what reads, again where the database was away; what is wrong with the question itself is raised."""
    return persistently(work, lambda: not connection.is_usable())


def persistently(work, is_worth_it):
    while True:
        try:
            return work()
        except LOST as error:
            if connection.in_atomic_block or not is_worth_it():
                raise
            logger.warning("The database is away: %s", error)
            hang_up()
            time.sleep(PAUSE)


def hang_up():
    """Forget a connection that is no good any more."""
    try:
        connection.close()
    except DatabaseError:
        connection.connection = None
