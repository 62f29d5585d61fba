"""Questions about editions and their days."""

from django.db import models
from django.db.models import Count, F, Max, Min, Q


class EditionQuerySet(models.QuerySet):
    def published_at(self, now):
        """Editions that everybody may read."""
        return self.filter(published_at__lte=now)

    def led_by(self, person):
        """The editions that a person organizes; all of them for a superuser."""
        if not (person.is_authenticated and person.is_active and person.is_staff):
            return self.none()
        return self if person.is_superuser else self.filter(organizers=person)

    def begun_for(self, person, now):
        """Editions of which a day has begun on which this person has a seat, or works."""
        if not person.is_authenticated:
            return self.none()
        theirs = Q(days__registrations__person=person, days__registrations__left_at__isnull=True)
        here = theirs & Q(days__registrations__seated_at__isnull=False, days__cancelled_at__isnull=True)
        return self.filter(pk__in=self.model.objects.filter(here, days__starts_at__lte=now).values("pk"))

    def newest_first(self):
        """Those with days by their last day, the others by their year."""
        return self.with_span().order_by("-year", F("over_at").desc(nulls_first=True), "-pk")

    def with_span(self):
        """Adds `begins_at` and `over_at`: the first and the last moment of its days that stand."""
        standing = models.Q(days__cancelled_at__isnull=True)
        return self.annotate(
            begins_at=Min("days__starts_at", filter=standing), over_at=Max("days__ends_at", filter=standing)
        )


class DayQuerySet(models.QuerySet):
    def standing(self):
        """Days that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def to_come(self, now):
        return self.standing().filter(ends_at__gt=now).order_by("starts_at", "pk")

    def with_line(self):
        """Adds `held` (seats taken or offered, as in migration 0002) and `waiting` (people without an offer)."""
        here = Q(registrations__left_at__isnull=True)
        sits = Q(registrations__seated_at__isnull=False) | Q(registrations__offered_at__isnull=False)
        return self.annotate(
            held=Count("registrations", filter=here & sits & Q(registrations__is_staff=False)),
            waiting=Count("registrations", filter=here & ~sits),
        )
