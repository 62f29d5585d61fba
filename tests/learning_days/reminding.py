"""Reminder rules for tests; their pages are those of the admin, which the role matrix walks by itself."""

from datetime import time

from learning_days import models
from tests.factories import LanguageFactory

from .factories import DayFactory

TEXT = {"subject": "{edition}: {date}", "body": "Dear {name}, {day} begins at {time} in {venue}."}


def rule_for(
    day, side="before", amount=1, unit="days", audience="seated", *, texts=("en",), of_each_day=False, **fields
):
    """A rule with its words, of one day or of each day of its edition."""
    told = {"edition": day.edition, "day": None if of_each_day else day, "side": side, "amount": amount, "unit": unit}
    told["at"] = time(9) if unit == "days" else None
    rule = models.ReminderRule.objects.create(**{**told, "audience": audience, **fields})
    for code in texts:
        words = {name: f"{code}: {text}" for name, text in TEXT.items()}
        rule.texts.create(language=LanguageFactory(code=code), **words)
    return rule


def doors(answers):
    """Its pages are those of the admin."""
    return {}


def rows(author):
    """A rule of an edition that nobody of the scene leads."""
    return {"#reminderrule": rule_for(DayFactory()).pk}


READERS, LEARNER, NO_PAGE = {}, {}, {}


def words(learner):
    """Readers and learners see no rule."""
    return {}
