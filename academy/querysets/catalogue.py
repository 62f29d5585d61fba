"""Questions about schools, tracks and courses: which are published, in which order."""

from django.db import models


class PublishedQuerySet(models.QuerySet):
    def published_at(self, now):
        """Those that everybody may read."""
        return self.filter(published_at__lte=now)


class SchoolQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position", "pk")


class TrackQuerySet(PublishedQuerySet):
    def in_order(self):
        return self.order_by("position", "pk")


class CourseQuerySet(PublishedQuerySet):
    def by_title(self):
        return self.order_by("title", "pk")


class TrackCourseQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position", "pk")
