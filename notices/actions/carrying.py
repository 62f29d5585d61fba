"""Carrying: due notices are claimed, looked at once more, mailed or told, and marked."""

import logging
import time
from datetime import timedelta

from django.db import connection
from django.db.models.functions import Now

from ..kinds import DIGEST
from ..letters import mail_of
from ..models import Notice
from ..rules import outcomes
from ..rules.verdicts import verdict
from . import claiming, gathering, posting
from .calling import call_worker
from .claiming import Mark

logger = logging.getLogger(__name__)

BATCH = 50
FRESH = 1.0  # seconds that the facts of a notice may be old when it goes
RUN = 50.0  # seconds of one task; the next sweep comes soon
REST = 0.5  # seconds
SOON = timedelta(minutes=1)


def carry_due(*, now=None, seconds=RUN):
    """Carry until nothing is due and nobody else carries; answers how many notices were dealt with.

    While another worker holds leases this one waits: should that worker have been killed, its notices are carried as
    soon as the leases have run out. `now` is a clock for tests; without it the database's counts.
    """
    ends, carried, has_called = time.monotonic() + seconds, 0, False
    while time.monotonic() < ends:
        lease, ids = claim_some(now)
        if ids:
            if len(ids) == BATCH and not has_called:
                call_worker()  # there is more than one worker carries at once
                has_called = True
            carry(lease, ids, now)
            carried += len(ids)
        elif lease and not claiming.patiently(someone_carries):
            break
        else:
            time.sleep(REST)
    return carried


def claim_some(now):
    """A lease and the ids under it; no lease where the database is away."""
    try:
        return claiming.claim(limit=BATCH, now=now)
    except claiming.LOST as error:
        if connection.in_atomic_block:
            raise
        logger.warning("The database is away: %s", error)
        claiming.hang_up()
        return None, []


def someone_carries():
    return Notice.objects.leased(until=Now() + SOON).exists()


def carry(lease, ids, now=None):
    """Carry the notices of one lease, each marked before the next one is sent."""
    mark, facts, fresh_until = None, {}, 0.0
    while ids:
        if time.monotonic() > fresh_until:
            facts = claiming.look(lease, ids)
            fresh_until = time.monotonic() + FRESH
        notice, ids = facts.get(ids[0]), ids[1:]
        if notice is not None:
            mark = carry_one(lease, notice, mark, now or notice.read_at)
    claiming.finish(lease, mark)


def carry_one(lease, notice, mark, now):
    """Deal with one notice and write down the `mark` of the one before; answers this one's mark."""
    outcome = judged(notice, now)
    if outcome is None:
        if not claiming.begin(lease, notice, mark):
            return None
        outcome = mailed(notice, now)
    else:
        claiming.finish(lease, mark)
    return Mark(notice, outcome)


def judged(notice, now):
    """The outcome of a notice that is not mailed now, else None. Its kind's check may fail, for this one alone."""
    try:
        outcome = claiming.patiently(lambda: verdict(notice, now))
        if outcome is not None and outcome.is_done and notice.kind == DIGEST.name:
            claiming.patiently(lambda: gathering.parts_of(notice))
    except Exception as error:  # whatever the app above raises
        logger.exception("The check of a notice failed: %s", notice)
        notice.attempts += 1
        return outcomes.after_failure(notice.attempts, posting.words_of(error))
    if outcome is None and (why := posting.server_away()):
        return outcomes.waits_for_server(why)
    return outcome


def mailed(notice, now):
    """Mail a notice that was begun; whatever goes wrong is its outcome, and the next one goes its way."""
    try:
        mail = claiming.patiently(lambda: compose(notice, now))
        if mail is None:
            return outcomes.skipped(Notice.Reason.WITHDRAWN)
        posting.post(mail)
    except posting.RefusedError as refusal:
        return outcomes.dead(Notice.Reason.REFUSED, str(refusal))
    except posting.TryLaterError as delay:
        return outcomes.after_failure(notice.attempts, str(delay))
    except posting.ServerAwayError as away:
        notice.attempts -= 1
        return outcomes.waits_for_server(str(away))
    except Exception as error:  # whatever the app above raises
        logger.exception("A notice could not be put into words: %s", notice)
        return outcomes.after_failure(notice.attempts, posting.words_of(error))
    return outcomes.SENT


def compose(notice, now):
    """The mail, or None for a digest in which nothing is left to say."""
    if notice.kind != DIGEST.name:
        return mail_of(notice)
    groups = gathering.groups_of(notice, now)
    number = sum(len(group["contents"]) for group in groups)
    return mail_of(notice, {"groups": groups, "number": number}) if groups else None
