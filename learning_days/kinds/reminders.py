"""What people hear of a day that is near, over, moved or cancelled, and of what they pledged."""

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

from ..actions.audiences import is_in_audience
from ..actions.reminders import TOLD, notices_of
from ..actions.schedule import people_of
from ..reminder_words import day_of, facts_of_move, leads_to, load_words, words_of

Reason = Notice.Reason


def withdrawn_unless_concerned(notice, rule):
    """Asked right before it goes: the rule stands, its day stands as planned, and the person is in its audience."""
    if rule.armed_at is None or rule.stopped_at is not None or rule.edition.published_at is None:
        return Reason.WITHDRAWN
    day = day_of(notice, rule)
    if day is None or day.cancelled_at is not None:
        return Reason.CANCELLED
    if day.revision != notice.revision:
        return Reason.MOVED
    if not is_in_audience(rule, day, notice.recipient_id) or was_told(notice, rule):
        return Reason.WITHDRAWN
    return ""


def was_told(notice, rule):
    """Whether an earlier version of the rule was on its way to the person when the rule was changed."""
    if rule.version == 1:
        return False
    same = notices_of(rule).filter(occurrence=notice.occurrence, revision=notice.revision, state__in=TOLD)
    return same.filter(recipient=notice.recipient_id).exclude(pk=notice.pk).exists()


def stands_as_planned(notice, rule):
    day = day_of(notice, rule)
    return day is not None and day.cancelled_at is None and day.revision == notice.revision


def withdrawn_unless_still_moved(notice, day):
    """A later move tells of itself, and so does a cancelled day; who left is told of neither."""
    if day.cancelled_at is not None or day.ends_at <= now():
        return Reason.CANCELLED
    if day.revision != notice.revision:
        return Reason.MOVED
    return "" if people_of(day).filter(pk=notice.recipient_id).exists() else Reason.WITHDRAWN


def is_newest(notice, day):
    return day.cancelled_at is None and day.revision == notice.revision


def withdrawn_unless_cancelled(notice, day):
    return "" if day.cancelled_at is not None else Reason.WITHDRAWN


def edition_page(notice, day):
    return day.edition.get_absolute_url()


def reminder(name, label):
    """Both kinds of reminders differ in their name: people choose how they hear of each."""
    return Kind(
        name=name,
        label=label,
        template=f"learning_days/mail/{name}",
        url=leads_to,
        check=withdrawn_unless_concerned,
        may_read=stands_as_planned,
        context=words_of,
        related=("edition__language",),
        load=load_words,
    )


KINDS = [
    reminder("day_reminder", _("A day of Learning Days is near, or was")),
    reminder("pledge_nudge", _("I pledged to share something at home: how did it go?")),
    Kind(
        name="day_moved",
        label=_("A day of Learning Days is moved"),
        template="learning_days/mail/day_moved",
        url=edition_page,
        check=withdrawn_unless_still_moved,
        may_read=is_newest,
        context=facts_of_move,
        related=("edition",),
        can_choose=False,
    ),
    Kind(
        name="led_day_cancelled",
        label=_("A day on which I lead a workshop is cancelled"),
        template="learning_days/mail/led_day_cancelled",
        url=edition_page,
        check=withdrawn_unless_cancelled,
        may_read=lambda notice, day: day.cancelled_at is not None,
        context=facts_of_move,
        related=("edition",),
        can_choose=False,
    ),
]
