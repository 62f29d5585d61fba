"""Questions about workshops."""

from django.db import models
from django.db.models import Exists, OuterRef, Q


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

    def written_by(self, person):
        """Those whose text a person may change: proposed by them, or led once they agreed."""
        agreed = Q(leads__person=person, leads__agreed_at__isnull=False)
        return self.filter(Q(proposed_by=person) | agreed).distinct()

    def of_editions_to_come(self, now):
        """Those of editions that have a day to come, or no day yet."""
        days = self.model.day.field.related_model.objects.filter(edition=OuterRef("edition"))
        return self.filter(~Exists(days) | Exists(days.filter(ends_at__gt=now)))

    def to_arrange(self, now):
        """Accepted ones of editions that are not over."""
        return self.of_editions_to_come(now).filter(state="accepted")

    def to_complete(self, now):
        """Those of them that have no place, or nobody who agreed to lead them."""
        lead = self.model._meta.get_field("leads").related_model.objects
        agreed = lead.filter(workshop=OuterRef("pk"), person__isnull=False, agreed_at__isnull=False)
        return self.to_arrange(now).filter(~Exists(agreed) | Q(day__isnull=True))
