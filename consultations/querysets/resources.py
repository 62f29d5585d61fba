"""Questions about resources."""

from django.db import models
from django.db.models import F


class ResourceQuerySet(models.QuerySet):
    def newest_first(self):
        """By date; those without one stand last."""
        return self.order_by(F("published_on").desc(nulls_last=True), "title", "pk")
