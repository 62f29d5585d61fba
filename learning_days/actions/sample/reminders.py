"""The reminders of the edition to come: the rules that every edition begins with, armed."""

from django.core.exceptions import ValidationError

from ..reminder_defaults import defaults
from ..reminders import arm


def arm_defaults(edition, *, actor, now):
    """Arm all whose moment is still to come; where the sample is loaded late, the others wait for the organizers."""
    for rule in defaults(edition=edition, actor=actor):
        try:
            arm(rule=rule, actor=actor, now=now)
        except ValidationError:
            continue
