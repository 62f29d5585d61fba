"""Questions about pairings and their meetings."""

from django.db import models
from django.db.models import Q


class PairingQuerySet(models.QuerySet):
    def active(self):
        return self.filter(ended_at__isnull=True)

    def ended(self):
        return self.filter(ended_at__isnull=False)

    def of(self, person):
        """Those in which a person is the mentee, the mentor or the co-mentor."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(Q(mentee=person) | Q(mentor__person=person) | Q(co_mentor__person=person))

    def with_people(self):
        return self.select_related("mentee", "mentor__person", "co_mentor__person")

    def newest_first(self):
        return self.order_by("-starts_on", "-pk")


class MeetingQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-held_on", "-pk")
