"""Questions about requests."""

from django.db import models
from django.db.models import Exists, OuterRef


class MentoringRequestQuerySet(models.QuerySet):
    def standing(self):
        """Neither withdrawn nor closed: open, or with a pairing that runs."""
        return self.filter(withdrawn_at__isnull=True, closed_at__isnull=True)

    def open(self):
        """Standing ones that have no mentor."""
        pairing = self.model._meta.get_field("pairings").related_model.objects.active()
        return self.standing().filter(~Exists(pairing.filter(request=OuterRef("pk"))), person__is_active=True)

    def with_mentor_known(self):
        """Adds `has_mentor`: whether a pairing runs."""
        pairing = self.model._meta.get_field("pairings").related_model.objects.active()
        return self.annotate(has_mentor=Exists(pairing.filter(request=OuterRef("pk"))))

    def with_waiting_known(self, now):
        """Adds `is_waiting`: whether a proposal can still be answered."""
        proposal = self.model._meta.get_field("proposals").related_model.objects.open_at(now)
        return self.annotate(is_waiting=Exists(proposal.filter(request=OuterRef("pk"))))

    def in_place(self, *, cohort, area):
        """Those of a cohort, or of an activity area."""
        return self.filter(cohort=cohort, area=area)
