"""A notice as one line of its person's timeline: ready strings, in the language and the time zone of the page."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from .kinds import all_kinds, attach_subjects
from .letters import Content, content_of
from .models import Channel, Notice
from .rules.forecast import forecast

logger = logging.getLogger(__name__)

State, Reason = Notice.State, Notice.Reason
LONGEST = 600  # characters of a text; the whole of it stands where the line leads

# What became of a notice: an icon of Codex and words that the moment follows.
BECAME = {
    State.GATHERED: ("newspaper", _("Comes in your digest")),
    State.SENT: ("message", _("Sent by mail")),
    State.TOLD: ("bell", _("Stands on this page")),
    State.SKIPPED: ("cancel", _("Not sent")),
    State.DEAD: ("alert", _("Could not be sent by mail")),
}
# What will become of it.
WILL_BE = {
    Channel.MAIL: ("clock", _("Will be sent by mail")),
    Channel.DIGEST: ("newspaper", _("Will be in your digest")),
    Channel.IN_APP: ("bell", _("Will stand on this page")),
    Channel.NONE: ("cancel", _("Will not be sent")),
}
TRIED = _("The mail server has not taken it yet. It is tried again.")


@dataclass(frozen=True)
class Line:
    """What the page shows of one notice."""

    title: str
    paragraphs: list[str]
    url: str
    icon: str
    state: str
    moment: datetime
    when: str
    reason: str  # a sentence, or ""
    asks_to_confirm: bool  # the address: mail would go there


def coming_lines(notices, now):
    """Planned notices with their forecast; they come `with_facts`."""
    lines = []
    for notice in attach_subjects(notices):
        seen = forecast(notice, now)
        icon, state = WILL_BE[seen.channel]
        lines.append(line(notice, icon, state, seen.at, seen.reason, with_text=False))
    return lines


def lines_behind(notices, digest_at):
    """What stands on the page, with what became of it; `digest_at`: when the next digest comes, if one is planned."""
    lines = []
    for notice in attach_subjects(notices):
        icon, state = BECAME[notice.state]
        moment = notice.due_at if notice.state == State.SKIPPED else notice.done_at or digest_at or notice.due_at
        with_text = notice.state != State.SKIPPED
        lines.append(line(notice, icon, state, moment, notice.reason, with_text=with_text))
    return lines


def line(notice, icon, state, moment, reason, *, with_text):
    content, label = words_of(notice)
    is_waiting = notice.state == State.PLANNED
    return Line(
        title=content.title or label,
        paragraphs=paragraphs_of(content.text) if with_text else [],
        url=content.url,
        icon=icon,
        state=state,
        moment=moment,
        when=date_format(localtime(moment), "DATETIME_FORMAT"),
        reason=in_words(reason) or (TRIED if is_waiting and notice.last_error else ""),
        asks_to_confirm=reason == Reason.UNCONFIRMED,
    )


def paragraphs_of(text):
    """The beginning of a text, each paragraph for itself: they may run in different directions."""
    return [part.strip() for part in Truncator(text).chars(LONGEST).split("\n\n") if part.strip()]


def in_words(reason):
    return Reason(reason).label if reason else ""


def words_of(notice):
    """The words of a notice with the label of its kind; no words where what it speaks of is gone, hidden or broken."""
    nothing, kind = Content("", "", ""), all_kinds().get(notice.kind)
    if kind is None:
        return nothing, _("News that this version does not know")
    is_gone = notice.subject_id is not None and notice.subject is None
    try:
        if is_gone or not kind.is_readable(notice, notice.subject):
            return nothing, kind.label
        return content_of(notice), kind.label
    except Exception:  # whatever the app above raises: the other lines are shown
        logger.exception("A notice could not be put into words: %s", notice)
        return nothing, kind.label
