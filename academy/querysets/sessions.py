"""Questions about sessions."""

from django.db import models


class SessionQuerySet(models.QuerySet):
    def held(self):
        """Sessions that are not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def to_come(self, now):
        """Sessions that are not over yet."""
        return self.held().filter(ends_at__gt=now)

    def in_order(self):
        return self.order_by("starts_at", "pk")
