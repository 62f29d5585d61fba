"""Holding the people of many pairs while they are judged again, without ever waiting in a ring.

The order is the same everywhere: the round, requests, mentors, exclusions.
"""

from django.db import OperationalError, connection

from ..models import Mentor, MentoringRequest, Round
from ..rows import among

TRIES = 3
STEPPED_BACK = {"55P03", "40P01"}  # lock_not_available, deadlock_detected
PATIENCE = 500  # milliseconds; less than PostgreSQL takes to look for a deadlock, so that it is us who step back


def held_round(pk):
    """The round, its row held until the end of the transaction."""
    return Round.objects.select_for_update(no_key=True, of=("self",)).select_related("cohort__track__school").get(pk=pk)


def hold(requests, mentors):
    """Hold the rows with these keys, and let nobody exclude anybody, until the transaction ends.

    Who wrote an exclusion and waits for one of these rows makes us step back: OperationalError.
    """
    for model, keys in ((MentoringRequest, requests), (Mentor, mentors)):
        rows = model.objects.filter(pk__in=among(keys)).order_by("pk")
        list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{PATIENCE}ms"])
        cursor.execute("LOCK TABLE mentoring_exclusion IN SHARE MODE")
        cursor.execute("SET LOCAL lock_timeout TO DEFAULT")


def trying(act, otherwise):
    """What `act()` answers, a transaction of its own; after a few that had to step back, what `otherwise()` does."""
    for _try in range(TRIES):
        try:
            return act()
        except OperationalError as refusal:
            if getattr(refusal.__cause__, "pgcode", None) not in STEPPED_BACK:
                raise
    return otherwise()
