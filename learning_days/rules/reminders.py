"""When a reminder is due, how long it is of use, what its words may hold, and when a rule may be armed."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from notices.rules.moments import at_local

from ..models import ReminderRule

Audience, Side, Unit = ReminderRule.Audience, ReminderRule.Side, ReminderRule.Unit

OF_USE_AFTER = timedelta(days=7)  # a word after the day may be that late
LATE = timedelta(hours=12)  # who was in the audience in time and was not planned yet is told that late, no later

# What a text may hold in braces, and what stands there in its place.
PLACEHOLDERS = {
    "name": _("the reader's name"),
    "edition": _("the title of the edition"),
    "day": _("the title of the day"),
    "date": _("its date at the venue"),
    "time": _("when it begins, on the venue's clock"),
    "venue": _("the venue"),
    "pledge": _("what the reader pledged; only for those who made a pledge"),
}
FOUND = re.compile(r"\{\s*([^{}]*?)\s*\}")


def moment(rule, day):
    """When the reminder of a day is due, in UTC.

    Hours count exactly from the day's begin or end. Days count on the venue's calendar, at an hour of the venue's
    clock: one that the clocks pass over is as long after the hour before it, of one that comes twice the first.
    """
    is_before = rule.side == Side.BEFORE
    anchor, sign = (day.starts_at, -1) if is_before else (day.ends_at, 1)
    if rule.unit == Unit.HOURS:
        return anchor + sign * timedelta(hours=rule.amount)
    zone = ZoneInfo(day.edition.zone)
    return at_local(anchor.astimezone(zone).date() + sign * timedelta(days=rule.amount), rule.at, zone)


def of_use_until(rule, day):
    """Before a day until it begins; after it for a week from the due moment on."""
    return day.starts_at if rule.side == Side.BEFORE else moment(rule, day) + OF_USE_AFTER


def days_of(rule):
    """The days that a rule tells of, of those that take place, in their order.

    Pledges are made for a whole edition: without a day they count from its last one, so that nobody is asked twice.
    """
    standing = [day for day in rule.edition.days.all() if day.cancelled_at is None]
    if rule.day_id is not None:
        return [day for day in standing if day.pk == rule.day_id]
    standing.sort(key=lambda day: (day.starts_at, day.pk))
    return standing[-1:] if rule.audience == Audience.PLEDGED else standing


def is_planned(rule, day, now):
    """Whether somebody can still be planned for: the moment came after the rule was armed, and not too long ago.

    Who was there may be noted days later: they are told as long as it is of use.
    """
    due_at = moment(rule, day)
    if rule.armed_at is not None and due_at <= rule.armed_at:
        return False
    is_noted_late = rule.audience == Audience.ATTENDED
    return now < (of_use_until(rule, day) if is_noted_late else min(of_use_until(rule, day), due_at + LATE))


def check_can_arm(rule, texts, now):
    """A rule is armed when its edition is public, it has words, and a moment of it is still to come."""
    if rule.edition.published_at is None or rule.edition.published_at > now:
        raise ValidationError(_("Publish the edition first: the reminder leads to its page."), code="not_published")
    check_moment(rule, now)
    if not texts:
        raise ValidationError(_("Write the text in one language at least."), code="no_text")
    for text in texts:
        check_words(text.subject, rule.audience)
        check_words(text.body, rule.audience)


def check_moment(rule, now):
    """Refuse a rule whose moment is over for every day: nobody would be told."""
    days = days_of(rule)
    if not days:
        raise ValidationError(_("There is no day that it could remind of."), code="no_day")
    if all(moment(rule, day) <= now for day in days):
        raise ValidationError(
            _("Its moment is over for every day, so nobody would be told. Choose a later one."), code="past"
        )


def check_audience(side, audience):
    """Refuse to remind before a day those whom there is only after it."""
    if side == Side.BEFORE and audience in (Audience.ATTENDED, Audience.PLEDGED):
        raise ValidationError(
            _("Before a day nobody was there or made a pledge. Choose “after the day ended”, or other people."),
            code="only_after",
        )


def check_words(text, audience):
    """Refuse words in braces that stand for nothing."""
    known = [name for name in PLACEHOLDERS if name != "pledge" or audience == Audience.PLEDGED]
    strange = [found for found in FOUND.findall(text) if found not in known]
    if strange:
        raise ValidationError(
            _("{%(strange)s} stands for nothing here. You can write: %(known)s."),
            code="placeholder",
            params={"strange": strange[0], "known": ", ".join(f"{{{name}}}" for name in known)},
        )


def filled(text, values):
    """The text with its placeholders replaced, in one pass: what stands in a name is no placeholder."""
    return FOUND.sub(lambda found: str(values.get(found[1], found[0])), text)


def chosen(texts, wanted):
    """The text in the first of the wanted languages that there is, else in any; None without texts.

    `texts`: rows with a `language`; `wanted`: codes, the reader's first. "pt-br" is content with "pt".
    """
    by_code = {text.language.code: text for text in sorted(texts, key=lambda text: text.language.code)}
    for code in wanted:
        for known in (code, code.partition("-")[0]):
            if known in by_code:
                return by_code[known]
    return next(iter(by_code.values()), None)
