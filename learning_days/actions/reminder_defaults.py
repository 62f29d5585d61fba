"""The rules that an edition begins with, with their words in several languages."""

import tomllib
from functools import lru_cache
from pathlib import Path

from django.db import transaction

from people.models import Language

from ..models import Edition, ReminderRule, ReminderText

SOURCE = Path(__file__).resolve().parents[1] / "reminding" / "defaults.toml"
NAMES = ["side", "amount", "unit", "audience"]


@lru_cache(maxsize=1)
def source():
    """{rules, words} as they are written down."""
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


@transaction.atomic
def defaults(*, edition, actor=None):
    """Make the rules that an edition lacks, not armed; what organizers changed stays. Answers the new ones.

    14, 3 and 1 days and 2 hours before each day, the day after; 30, 90 and 180 days after the last one.
    """
    Edition.objects.select_for_update(no_key=True, of=("self",)).get(pk=edition.pk)  # two forms, one set of rules
    known = set(edition.reminders.filter(day__isnull=True).values_list(*NAMES))
    rows = [row for row in source()["rules"] if tuple(row[name] for name in NAMES) not in known]
    return [_make(edition, row, actor) for row in rows]


def _make(edition, row, actor):
    moment = {name: row.get(name) for name in [*NAMES, "at"]}
    rule = ReminderRule(edition=edition, **moment)
    rule._history_user = actor
    rule.full_clean()
    rule.save()
    words = source()["words"][row["words"]]
    languages = Language.objects.filter(code__in=words)
    ReminderText.objects.bulk_create(ReminderText(rule=rule, language=row, **words[row.code]) for row in languages)
    return rule
