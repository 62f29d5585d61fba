"""Questions about consultations: which are published, which are open at a moment."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q


class ConsultationQuerySet(models.QuerySet):
    def published_at(self, now):
        """Consultations that everybody may read."""
        return self.filter(published_at__lte=now)

    def open_at(self, now):
        """Consultations that take ideas and votes at `now`: opened, not closed, not between two openings."""
        return self.filter(Q(opens_at__lte=now, closes_at__gt=now) & ~Exists(self._gaps(now)))

    def with_open_flag(self, now):
        """Adds `is_open`: whether each takes part at `now`."""
        return self.annotate(
            is_open=models.ExpressionWrapper(
                Q(opens_at__lte=now, closes_at__gt=now) & ~Exists(self._gaps(now)), output_field=models.BooleanField()
            )
        )

    def _gaps(self, now):
        extensions = self.model.extensions.rel.related_model.objects
        return extensions.filter(consultation=OuterRef("pk"), old_closes_at__lte=now, reopens_at__gt=now)

    def with_revision(self):
        """Adds `revision`, the number of the schedule: 1, and one more for each extension."""
        return self.annotate(revision=Count("extensions") + 1)

    def newest_first(self):
        return self.order_by("-opens_at", "-pk")


class ExtensionQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("old_closes_at", "pk")
