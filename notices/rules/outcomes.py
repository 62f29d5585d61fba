"""What became of one notice, as it is written down."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ..models import Notice
from ..querysets import LONGEST_PAUSE

MAX_ATTEMPTS = 12  # over a day and a half; then it is a dead letter
FIRST_PAUSE = timedelta(minutes=1)
AWAY_PAUSE = timedelta(minutes=1)
LEASE = timedelta(seconds=30)


@dataclass(frozen=True)
class Outcome:
    """A state with its reason. `pause` or `try_at` say when a notice that stays planned is tried again."""

    state: str
    reason: str = ""
    error: str = ""
    pause: timedelta = timedelta(0)
    try_at: datetime | None = None

    @property
    def is_done(self):
        return self.state not in (Notice.State.PLANNED, Notice.State.GATHERED)


SENT = Outcome(Notice.State.SENT)
TOLD = Outcome(Notice.State.TOLD)
GATHERED = Outcome(Notice.State.GATHERED)


def skipped(reason):
    return Outcome(Notice.State.SKIPPED, reason)


def dead(reason, error):
    return Outcome(Notice.State.DEAD, reason, error)


def postponed(until):
    """Wait for the end of quiet hours."""
    return Outcome(Notice.State.PLANNED, try_at=until)


def waits_for_server(error):
    """The mail server cannot be had: no fault of the notice, so that it costs no attempt."""
    return Outcome(Notice.State.PLANNED, error=error, pause=AWAY_PAUSE)


def after_failure(attempts, error):
    """Try again after a pause that doubles, or give up after the last attempt."""
    if attempts >= MAX_ATTEMPTS:
        return dead(Notice.Reason.FAILED, error)
    return Outcome(Notice.State.PLANNED, error=error, pause=pause_after(attempts))


def pause_after(attempts):
    return min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)


def lease_of(attempt):
    """How long a worker may take for this attempt: a notice that ends its workers is tried ever more rarely."""
    return min(LEASE * 2 ** max(attempt - 2, 0), LONGEST_PAUSE)
