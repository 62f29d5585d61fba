"""Questions about the board of opportunities."""

from django.db import models
from django.db.models import F, Q


class OpportunityQuerySet(models.QuerySet):
    def published_at(self, now):
        """What everybody may read."""
        return self.filter(published_at__lte=now)

    def open_at(self, now):
        """Before the deadline; without one, until its last day is over."""
        return self.filter(Q(closes_at__gt=now) | Q(closes_at__isnull=True)).exclude(ends_on__lt=now.date())

    def by_deadline(self):
        """The next deadline first; without one, last."""
        return self.order_by(F("closes_at").asc(nulls_last=True), "pk")
