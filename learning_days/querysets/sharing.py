"""Questions about pledges and reports."""

from django.db import models
from django.db.models import Q


class PledgeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(dropped_at__isnull=True)

    def visible_to(self, person):
        """The public ones, and one's own."""
        mine = Q(person=person) if person.is_authenticated else Q(pk__in=[])
        return self.standing().filter(Q(is_public=True) | mine)


class SharingQuerySet(models.QuerySet):
    def shown(self):
        """Reports that everybody may read."""
        return self.filter(hidden_at__isnull=True)

    def visible_to(self, person):
        """What everybody may read, and one's own."""
        mine = Q(person=person) if person.is_authenticated else Q(pk__in=[])
        return self.filter(Q(hidden_at__isnull=True) | mine)

    def newest_first(self):
        return self.order_by("-held_on", "-pk")
