"""When and on which way a planned notice will reach its person, as far as one can say now."""

from dataclasses import dataclass
from datetime import datetime

from ..models import Channel, Notice
from .moments import end_of_quiet_hours, next_digest
from .verdicts import channel_of, reason_without_mail, rhythm_of

Reason = Notice.Reason


@dataclass(frozen=True)
class Forecast:
    """The way and the moment; with a reason where it will not be sent, or will only stand on the own page."""

    channel: str
    at: datetime
    reason: str = ""


def forecast(notice, now):
    """What will become of a planned notice, by the choices that hold now. It reads `with_facts`."""
    channel, person = channel_of(notice), notice.recipient
    if channel == Channel.NONE:
        return Forecast(channel, notice.due_at, Reason.UNSUBSCRIBED)
    at = max(notice.due_at, notice.try_at if notice.last_error else now)
    if channel != Channel.IN_APP and (reason := reason_without_mail(notice)):
        return Forecast(Channel.IN_APP, at, reason)
    at = when(channel, rhythm_of(person), person.time_zone, at)
    if notice.grace_until is not None and notice.grace_until < at:
        return Forecast(Channel.NONE, at, Reason.PAST_GRACE)
    return Forecast(channel, at)


def when(channel, rhythm, zone, at):
    """The moment at which a notice that is due at `at` arrives on this way."""
    if channel == Channel.DIGEST:
        return next_digest(rhythm, zone, at)
    if channel == Channel.MAIL:
        return end_of_quiet_hours(rhythm, zone, at) or at
    return at
