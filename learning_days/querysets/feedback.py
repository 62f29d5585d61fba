"""Questions about what participants said."""

from django.db import models
from django.db.models import Count, Q


class FeedbackQuerySet(models.QuerySet):
    def of_participants(self):
        """Of those who did not leave the day: nobody counts twice who came back to it. Staff are counted apart."""
        return self.filter(registration__is_staff=False, registration__left_at__isnull=True)

    def by_rating(self):
        """{day's key: {rating, or None: people}}"""
        counts = {}
        rows = self.order_by().values("registration__day", "rating").annotate(people=Count("pk"))
        for day, rating, people in rows.values_list("registration__day", "rating", "people"):
            counts.setdefault(day, {})[rating] = people
        return counts

    def quotable(self):
        """What may be quoted, and says something."""
        return self.filter(~Q(liked_best="") | ~Q(next_time=""), may_be_quoted=True)
