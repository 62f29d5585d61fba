"""Questions about reminder rules."""

from django.db import models


class ReminderRuleQuerySet(models.QuerySet):
    def armed(self):
        """Rules whose reminders go out."""
        return self.filter(armed_at__isnull=False, stopped_at__isnull=True)
