"""Questions about enrolments and certificates."""

from django.db import models


class EnrolmentQuerySet(models.QuerySet):
    def standing(self):
        """Enrolments that were not left: on a seat or waiting."""
        return self.filter(left_at__isnull=True)

    def seated(self):
        return self.standing().filter(seated_at__isnull=False)

    def waiting(self):
        """Those without a seat, first come first."""
        return self.standing().filter(seated_at__isnull=True).order_by("pk")


class CertificateQuerySet(models.QuerySet):
    def valid(self):
        return self.filter(revoked_at__isnull=True)
