"""What becomes of a due notice: whether it goes, on which way, or why not."""

from ..kinds import kind_of
from ..models import Channel, Notice
from . import outcomes
from .moments import end_of_quiet_hours

Reason = Notice.Reason


def verdict(notice, now):
    """The outcome of a notice that is not mailed now, or None for one that is. It reads `with_facts` and subjects."""
    if notice.attempts >= outcomes.MAX_ATTEMPTS:
        return outcomes.dead(Reason.FAILED, notice.last_error or "Each worker that tried it ended without a word.")
    if reason := reason_against(notice, now):
        return outcomes.skipped(reason)
    if notice.address:
        return None
    return by_channel(notice, channel_of(notice), now)


def reason_against(notice, now):
    """Why a notice must not go at all, or ""."""
    person = notice.recipient
    if person is not None and not person.is_active:
        return Reason.INACTIVE
    if notice.grace_until is not None and notice.grace_until < now:
        return Reason.PAST_GRACE
    if notice.subject_id is not None and notice.subject is None:
        return Reason.WITHDRAWN
    if not notice.address and channel_of(notice) == Channel.NONE:
        return Reason.UNSUBSCRIBED
    return kind_of(notice).check(notice, notice.subject)


def channel_of(notice):
    """The way that the person chose for this kind, or the kind's own."""
    kind = kind_of(notice)
    return (notice.choice if kind.can_choose else None) or kind.default


def by_channel(notice, channel, now):
    """What the way decides: told on the own page, kept for the digest, postponed by quiet hours, or mailed (None)."""
    if channel == Channel.IN_APP:
        return outcomes.TOLD
    if reason := reason_without_mail(notice):
        return outcomes.Outcome(Notice.State.TOLD, reason)
    if channel == Channel.DIGEST:
        return outcomes.GATHERED
    quiet_until = end_of_quiet_hours(rhythm_of(notice.recipient), notice.recipient.time_zone, now)
    return outcomes.postponed(quiet_until) if quiet_until else None


def reason_without_mail(notice):
    """Why no mail can go to this person at all, or ""."""
    if not notice.recipient.email:
        return Reason.NO_ADDRESS
    return "" if notice.is_confirmed else Reason.UNCONFIRMED


def rhythm_of(person):
    return getattr(person, "notice_rhythm", None)
