"""Questions about enrolments and certificates."""

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce


class EnrolmentQuerySet(models.QuerySet):
    def standing(self):
        """Enrolments that were not left: on a seat or waiting."""
        return self.filter(left_at__isnull=True)

    def seated(self):
        return self.standing().filter(seated_at__isnull=False)

    def waiting(self):
        """Those without a seat, first come first."""
        return self.standing().filter(seated_at__isnull=True).order_by("pk")

    def learning(self):
        """Those on a seat who did not complete the course."""
        return self.seated().filter(completed_at__isnull=True)

    def with_progress(self):
        """With `attended` of `needed` sessions; cancelled ones count for neither."""
        attended = Count("attendances", filter=Q(attendances__session__cancelled_at__isnull=True), distinct=True)
        held = Count("course__sessions", filter=Q(course__sessions__cancelled_at__isnull=True), distinct=True)
        return self.annotate(attended=attended, needed=Coalesce("course__sessions_needed", held))

    def in_line(self):
        """With `place`: how many wait for the course up to this one."""
        before = self.model.objects.waiting().filter(course=OuterRef("course"), pk__lte=OuterRef("pk"))
        number = before.order_by().values("course").annotate(all=Count("pk")).values("all")
        return self.annotate(place=Coalesce(Subquery(number), 0))


class CertificateQuerySet(models.QuerySet):
    def valid(self):
        return self.filter(revoked_at__isnull=True)

    def revoked(self):
        return self.filter(revoked_at__isnull=False)

    def with_subjects(self):
        """With what was completed, and the language of its title."""
        return self.select_related("course__language", "track__language")
