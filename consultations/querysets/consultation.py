"""Questions about consultations: which are published, which are open at a moment."""

from django.db import models
from django.db.models import BooleanField, Count, Func, Value


def _is_open(now):
    """The database's own function, the one definition of open: see migration 0005."""
    return Func(
        "pk", "opens_at", "closes_at", Value(now), function="consultations_is_open", output_field=BooleanField()
    )


class ConsultationQuerySet(models.QuerySet):
    def published_at(self, now):
        """Consultations that everybody may read."""
        return self.filter(published_at__lte=now)

    def open_at(self, now):
        """Consultations that take ideas and votes at `now`: opened, not closed, not between two openings."""
        return self.filter(_is_open(now))

    def with_open_flag(self, now):
        """Adds `is_open`: whether each takes part at `now`."""
        return self.annotate(is_open=_is_open(now))

    def with_revision(self):
        """Adds `revision`, the number of the schedule: 1, and one more for each extension."""
        return self.annotate(revision=Count("extensions") + 1)

    def newest_first(self):
        return self.order_by("-opens_at", "-pk")


class ExtensionQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("old_closes_at", "pk")
