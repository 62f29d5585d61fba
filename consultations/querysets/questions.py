"""Questions about questions."""

from django.db import models
from django.db.models import F


class QuestionQuerySet(models.QuerySet):
    def answered(self):
        return self.filter(answered_at__isnull=False)

    def waiting(self):
        """Questions that still need an official answer."""
        return self.filter(answered_at__isnull=True, hidden_at__isnull=True)

    def with_people(self):
        return self.select_related("author", "language", "answered_by")

    def newest_first(self):
        """Answered ones by their answer, then the waiting ones; newest first."""
        return self.order_by(F("answered_at").desc(nulls_last=True), "-created_at", "-pk")
