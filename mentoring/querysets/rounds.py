"""Questions about matching rounds."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery


class RoundQuerySet(models.QuerySet):
    def announced_at(self, now):
        """Rounds that everybody may read."""
        return self.filter(announced_at__lte=now)

    def published(self):
        """Rounds whose proposals went out."""
        return self.filter(published_at__isnull=False)

    def led_by(self, person):
        """The rounds that a person organizes, or whose cohort they organize; all of them for a superuser."""
        if not (person.is_authenticated and person.is_active and person.is_staff):
            return self.none()
        if person.is_superuser:
            return self
        return self.filter(Q(organizers=person) | Q(cohort__organizers=person)).distinct()

    def with_newest_solution(self):
        """Adds `newest_version`: the number of the solution that holds, or None."""
        solutions = self.model._meta.get_field("solutions").related_model.objects.filter(round=OuterRef("pk"))
        newest = solutions.order_by("-version").values("version")[:1]
        return self.annotate(newest_version=Subquery(newest))

    def newest_first(self):
        return self.order_by("-starts_on", "-pk")
