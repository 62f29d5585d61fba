"""Questions about cohorts: which are published, open at a moment, led by somebody."""

from django.db import models
from django.db.models import BooleanField, Case, Q, Value, When


def _is_open(now):
    return Q(published_at__lte=now, opens_at__lte=now, closes_at__gt=now)


class CohortQuerySet(models.QuerySet):
    def published_at(self, now):
        """Cohorts that everybody may read."""
        return self.filter(published_at__lte=now)

    def open_at(self, now):
        """Cohorts that take applications at `now`."""
        return self.filter(_is_open(now))

    def opening_at(self, now):
        """Cohorts that everybody may read and that take applications at `now` or later, the next deadline first."""
        return self.published_at(now).filter(closes_at__gt=now).with_open_flag(now).order_by("closes_at", "pk")

    def with_open_flag(self, now):
        """Adds `is_open`: whether each takes applications at `now`."""
        flag = Case(When(_is_open(now), then=Value(True)), default=Value(False), output_field=BooleanField())
        return self.annotate(is_open=flag)

    def led_by(self, person):
        """The cohorts that a person organizes; all of them for a superuser. Nobody organizes without being active."""
        if not (person.is_authenticated and person.is_active and person.is_staff):
            return self.none()
        return self if person.is_superuser else self.filter(organizers=person)

    def newest_first(self):
        return self.order_by("-opens_at", "-pk")
