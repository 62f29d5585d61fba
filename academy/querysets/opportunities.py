"""Questions about the board of opportunities."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q


class OpportunityQuerySet(models.QuerySet):
    def published_at(self, now):
        """What everybody may read."""
        return self.filter(published_at__lte=now)

    def visible_to(self, person, now):
        """What everybody may read, and what this person proposed."""
        seen = Q(published_at__lte=now)
        return self.filter(seen | Q(proposed_by=person) if person.is_authenticated else seen)

    def waiting(self):
        """Proposed, and neither published nor declined."""
        return self.filter(published_at__isnull=True, declined_at__isnull=True)

    def unpublished_of(self, person):
        """What this person proposed and readers do not see, newest first."""
        return self.filter(proposed_by=person, published_at__isnull=True).order_by("-pk")

    def open_at(self, now):
        """Before the deadline; without one, until its last day is over."""
        return self.filter(Q(closes_at__gt=now) | Q(closes_at__isnull=True)).exclude(ends_on__lt=now.date())

    def past_at(self, now):
        """Those that are not open any more."""
        return self.filter(Q(closes_at__lte=now) | Q(ends_on__lt=now.date()))

    def by_deadline(self):
        """The next deadline first; without one, last."""
        return self.order_by(F("closes_at").asc(nulls_last=True), "pk")

    def latest_first(self):
        """The last deadline first; without one, last."""
        return self.order_by(F("closes_at").desc(nulls_last=True), "-pk")

    def matching(self, words):
        """Those with every one of the words in their texts, in any script."""
        found = self
        for word in words.split()[:8]:
            said = Q(title__icontains=word) | Q(body__icontains=word) | Q(offered_by__icontains=word)
            found = found.filter(said | Q(place__icontains=word))
        return found

    def for_region(self, region):
        """Those for the region, and those for everybody."""
        return self.filter(self._named("regions", region=region) | ~self._named("regions"))

    def in_area(self, area):
        return self.filter(self._named("areas", activityarea=area))

    def with_skill(self, skill):
        return self.filter(self._named("skills", skill=skill))

    def _named(self, relation, **which):
        links = getattr(self.model, relation).through.objects
        return Exists(links.filter(opportunity=OuterRef("pk"), **which))
