"""Questions about applications, reviews and scores."""

from django.db import models


class ApplicationQuerySet(models.QuerySet):
    def of_people(self):
        """Applications that are no samples to calibrate by."""
        return self.filter(is_sample=False)

    def standing(self):
        """Submitted by people and not withdrawn: those that are reviewed and ranked."""
        return self.of_people().filter(submitted_at__isnull=False, withdrawn_at__isnull=True)


class ReviewQuerySet(models.QuerySet):
    def submitted(self):
        return self.filter(submitted_at__isnull=False)


class ScoreQuerySet(models.QuerySet):
    def given(self):
        """Scores with a level; the others are not scored."""
        return self.filter(level__isnull=False, review__submitted_at__isnull=False)
