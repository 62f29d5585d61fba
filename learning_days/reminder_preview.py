"""A reminder as one person would get it; nothing is planned or sent, and no link to leave is shown to others."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import translation

from notices.kinds import attach_subjects
from notices.letters import Content, content_of, in_words_of
from notices.models import Notice, NoticeChoice
from notices.rules.forecast import Forecast, forecast

from .actions.audiences import is_in_audience
from .actions.reminders import kind_name, occurrence_of
from .models import ReminderRule
from .rules import reminders as rules


@dataclass(frozen=True)
class Preview:
    """The words, the language it is in, when it is due, and what would become of it."""

    day: object
    content: Content
    language: str
    due_at: datetime
    is_concerned: bool
    forecast: Forecast


def preview(rule, person, *, day, now):
    """The reminder of a day that the rule would send to the person; `rule` need not be armed."""
    due_at = rules.moment(rule, day)
    notice = attach_subjects([_notice(rule, person, day, due_at)])[0]
    with in_words_of(person):
        content, language = content_of(notice), translation.get_language()
    return Preview(
        day=day,
        content=content,
        language=language,
        due_at=due_at,
        is_concerned=is_in_audience(rule, day, person.pk),
        forecast=forecast(notice, now),
    )


def _notice(rule, person, day, due_at):
    """A notice as the planner writes it and the outbox reads it, kept nowhere."""
    notice = Notice(
        recipient=person,
        kind=kind_name(rule),
        subject_type=ContentType.objects.get_for_model(ReminderRule),
        subject_id=rule.pk,
        payload={"day": day.pk, "version": rule.version},
        occurrence=occurrence_of(day),
        revision=day.revision,
        due_at=due_at,
        try_at=due_at,
        grace_until=rules.of_use_until(rule, day),
        dedupe_key=f"preview:{rule.pk}",
    )
    choices = NoticeChoice.objects.filter(person=person, kind=notice.kind)
    notice.choice = choices.values_list("channel", flat=True).first()
    notice.is_confirmed = person.emailaddress_set.filter(verified=True, email__iexact=person.email).exists()
    return notice
