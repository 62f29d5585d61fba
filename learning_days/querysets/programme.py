"""Questions about workshops."""

from django.db import models
from django.db.models import Q


class WorkshopQuerySet(models.QuerySet):
    def placed(self):
        """Workshops that have a day, a room and hours, and take place."""
        return self.filter(state="accepted", day__isnull=False)

    def unplaced(self):
        return self.filter(state="accepted", day__isnull=True)

    def of(self, person):
        """Those that a person proposed or leads."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(Q(proposed_by=person) | Q(leads__person=person)).distinct()
