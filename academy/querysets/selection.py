"""Questions about decisions and offers."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q


class DecisionQuerySet(models.QuerySet):
    def newest_first(self):
        """The first one of an application holds."""
        return self.order_by("-pk")

    def holding(self):
        """The newest decision of each application."""
        newer = self.model.objects.filter(application=OuterRef("application"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(newer))

    def of_present(self):
        """Of applications whose person still wants to come, and can be told."""
        return self.filter(application__withdrawn_at__isnull=True, application__person__isnull=False)

    def waiting_list(self, cohort):
        """The decisions of those who wait for a seat of a cohort, the next one first."""
        waiting = self.filter(application__cohort=cohort, outcome="waiting").holding().of_present()
        return waiting.order_by("rank", "pk")

    def to_be_offered(self, cohort):
        """The decisions of those who are selected and never had an offer, the highest rank first."""
        offers = self.model.application.field.related_model.offers.rel.related_model.objects
        selected = self.filter(application__cohort=cohort, outcome="selected").holding().of_present()
        never = ~Exists(offers.filter(application=OuterRef("application")))
        return selected.filter(never).order_by("rank", "pk")


class OfferQuerySet(models.QuerySet):
    def open_at(self, now):
        """Offers that can still be answered."""
        return self.filter(answer="", expires_at__gt=now)

    def holding_at(self, now):
        """Offers that hold a seat: taken ones, and open ones."""
        return self.filter(Q(answer="accepted") | Q(answer="", expires_at__gt=now))

    def lapsed_at(self, now):
        """Offers whose time is over, and whose seat waits to be given on."""
        return self.filter(answer="", expires_at__lte=now)

    def of_absent(self):
        """Offers that hold a seat for an application that was withdrawn or erased."""
        return self.filter(answer__in=["", "accepted"], application__withdrawn_at__isnull=False)

    def ending_within(self, hours, now):
        """Open offers whose time is over within so many hours."""
        return self.open_at(now).filter(expires_at__lte=now + timedelta(hours=hours))
