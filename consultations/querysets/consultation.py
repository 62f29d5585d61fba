"""Questions about consultations: which are published, which are open at a moment."""

from django.db import connections, models
from django.db.models import Count, Exists, F, OuterRef, Q


class ConsultationQuerySet(models.QuerySet):
    def published_at(self, now):
        """Consultations that everybody may read."""
        return self.filter(published_at__lte=now)

    def open_at(self, now):
        """Consultations that take ideas and votes at `now`: opened, not closed, not between two openings."""
        return self.filter(Q(opens_at__lte=now, closes_at__gt=now) & ~Exists(self._gaps(now)))

    def held_open_at(self, now):
        """Whether any of these is open at `now`; it cannot be changed until this transaction ends.

        Votes hold the row together (FOR SHARE, which Django does not speak), so none waits for another, while an
        organizer who moves the close waits for the votes in flight, and the votes that come later see the new close.
        """
        sql, params = self.open_at(now).order_by().values("pk").query.get_compiler(self.db).as_sql()
        with connections[self.db].cursor() as cursor:
            cursor.execute(f"{sql} FOR SHARE OF {self.model._meta.db_table}", params)
            return cursor.fetchone() is not None

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

    def with_gap(self):
        """Extensions that opened the consultation again after it had been closed for a while."""
        return self.filter(reopens_at__gt=F("old_closes_at"))
