"""Reminder rules for tests; their pages are those of the desk, for which organizing.py makes a rule."""

from datetime import time

from learning_days import models
from tests.factories import LanguageFactory

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
