"""Call workers for speed. Nothing depends on it: the sweep of each minute finds what nobody was called for."""

import logging
import time

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)

TASK = "notices.tasks.carry_due"
EXPIRES = 60  # seconds; by then the sweep has come
SILENCE = 30.0  # seconds without a call after one that failed, so that a broker which is away delays few requests
silent_until = 0.0


def call_after_commit():
    """Call a worker once the transaction is written; several notices of one transaction are one call."""
    connection = transaction.get_connection()
    here = set(connection.savepoint_ids)
    if not any(call is call_worker and set(ids) <= here for ids, call, _robust in connection.run_on_commit):
        transaction.on_commit(call_worker, robust=True)


def call_worker():
    """Put one task on the broker, or say in the log that it is away."""
    global silent_until
    if time.monotonic() < silent_until:
        return
    try:
        current_app.send_task(TASK, expires=EXPIRES, retry=False)
    except Exception as error:  # whatever the broker's library raises: the notice is safe in its table
        silent_until = time.monotonic() + SILENCE
        logger.warning("The broker is away, the next sweep carries what is due: %s", error)
