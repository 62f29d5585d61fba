"""What the clock asks of the outbox."""

import logging

from celery import shared_task
from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from .actions.carrying import carry_due as carry

logger = logging.getLogger(__name__)


# A worker that is killed gives its task to the next one at once; to carry twice at the same time does no harm.
@shared_task(acks_late=True, reject_on_worker_lost=True)
def carry_due():
    """Every minute and after each change: carry what is due."""
    carry()


@shared_task
def plan_reminders():
    """Every minute: let each app turn its rules into notices; one that fails does not keep the others."""
    now = database_clock()
    for path in [*settings.NOTICE_PLANNERS, "notices.actions.gathering.plan_digests"]:
        try:
            import_string(path)(now=now)
        except Exception:  # whatever a planner raises
            logger.exception("The planner %s failed.", path)


def database_clock():
    """The one clock that all planners share; those of their machines may jump."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0]
