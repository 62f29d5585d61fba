"""Questions about decisions and offers."""

from django.db import models
from django.db.models import Q


class DecisionQuerySet(models.QuerySet):
    def newest_first(self):
        """The first one of an application holds."""
        return self.order_by("-pk")


class OfferQuerySet(models.QuerySet):
    def open_at(self, now):
        """Offers that can still be answered."""
        return self.filter(answer="", expires_at__gt=now)

    def holding_at(self, now):
        """Offers that hold a seat: taken ones, and open ones."""
        return self.filter(Q(answer="accepted") | Q(answer="", expires_at__gt=now))

    def lapsed_at(self, now):
        """Offers whose time is over, and whose seat waits to be given on."""
        return self.filter(answer="", expires_at__lte=now)
