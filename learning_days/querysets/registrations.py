"""Questions about registrations and seats."""

from django.db import models
from django.db.models import Q


class RegistrationQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(left_at__isnull=True)

    def seated(self):
        return self.standing().filter(seated_at__isnull=False)

    def offered_at(self, now):
        """Those to whom a seat is offered that they can still take."""
        return self.standing().filter(seated_at__isnull=True, offer_expires_at__gt=now)

    def lapsed_at(self, now):
        """Those whose offer is over, and whose seat waits to be given on."""
        return self.standing().filter(seated_at__isnull=True, offer_expires_at__lte=now)

    def waiting(self):
        """In the line, without an offer, the next one first."""
        return self.standing().filter(seated_at__isnull=True, offered_at__isnull=True).order_by("pk")

    def holding(self):
        """Those that hold a seat of their day (the same as in migration 0002): seated, or offered; staff do not."""
        return self.standing().filter(Q(seated_at__isnull=False) | Q(offered_at__isnull=False), is_staff=False)


class WorkshopSeatQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(left_at__isnull=True)

    def seated(self):
        return self.standing().filter(seated_at__isnull=False)

    def waiting(self):
        return self.standing().filter(seated_at__isnull=True).order_by("pk")
