"""Questions about pledges and reports."""

from django.db import models
from django.db.models import Q


class PledgeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(dropped_at__isnull=True)

    def visible_to(self, person):
        """The public ones that nobody hid, and one's own."""
        mine = Q(person=person) if person.is_authenticated else Q(pk__in=[])
        return self.standing().filter(Q(is_public=True, hidden_at__isnull=True) | mine)

    def of(self, person):
        """A person's own, dropped ones too."""
        return self.filter(person=person) if person.is_authenticated else self.none()

    def newest_first(self):
        return self.order_by("-made_at", "-pk")


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
