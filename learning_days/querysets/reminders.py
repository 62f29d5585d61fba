"""Questions about reminder rules."""

from django.db import models
from django.db.models import Case, F, Value, When

# How long before (less than 0) or after its day a rule tells people, in hours.
HOURS_FROM_DAY = (
    F("amount")
    * Case(When(unit="hours", then=Value(1)), default=Value(24))
    * Case(When(side="before", then=Value(-1)), default=Value(1))
)


class ReminderRuleQuerySet(models.QuerySet):
    def armed(self):
        """Rules whose reminders go out."""
        return self.filter(armed_at__isnull=False, stopped_at__isnull=True)
