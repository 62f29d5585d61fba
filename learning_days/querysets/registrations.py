"""Questions about registrations and seats."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

KEPT_DAYS = 90  # after the day, what somebody needed to come is deleted


class RegistrationQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(left_at__isnull=True)

    def seated(self):
        return self.standing().filter(seated_at__isnull=False)

    def offered_at(self, now):
        """Those to whom a seat is offered that they can still take."""
        return self.standing().filter(seated_at__isnull=True, offer_expires_at__gt=now)

    def lapsed_at(self, now):
        """Those whose offer is over, and whose seat waits to be given on."""
        return self.standing().filter(seated_at__isnull=True, offer_expires_at__lte=now)

    def waiting(self):
        """In the line, without an offer, the next one first."""
        return self.standing().filter(seated_at__isnull=True, offered_at__isnull=True).order_by("pk")

    def holding(self):
        """Those that hold a seat of their day (the same as in migration 0002): seated, or offered; staff do not."""
        return self.standing().filter(Q(seated_at__isnull=False) | Q(offered_at__isnull=False), is_staff=False)

    def expected(self):
        """Those who come: on a seat, or as staff."""
        return self.standing().filter(Q(seated_at__isnull=False) | Q(is_staff=True))

    def at_the_door_of(self, person):
        """The registrations of the editions that this person organizes, as in Edition.led_by."""
        if not (person.is_active and person.is_staff and person.has_perm("learning_days.change_attendance")):
            return self.none()
        return self if person.is_superuser else self.filter(day__edition__organizers=person)

    def in_line(self):
        """With `place`: how many wait for the day up to this one; those to whom a seat is offered wait no more."""
        before = self.model.objects.waiting().filter(day=OuterRef("day"), pk__lte=OuterRef("pk"))
        number = before.order_by().values("day").annotate(all=Count("pk")).values("all")
        return self.annotate(place=Coalesce(Subquery(number), 0))


class NeedQuerySet(models.QuerySet):
    def kept_at(self, now):
        """What may still be read: of those who come, until KEPT_DAYS after the day."""
        return self.filter(
            registration__left_at__isnull=True, registration__day__ends_at__gt=now - timedelta(days=KEPT_DAYS)
        )

    def to_forget(self, now):
        """The others, which are deleted."""
        return self.exclude(pk__in=self.model.objects.kept_at(now).values("pk"))


class WorkshopSeatQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(left_at__isnull=True)

    def seated(self):
        return self.standing().filter(seated_at__isnull=False)

    def waiting(self):
        return self.standing().filter(seated_at__isnull=True).order_by("pk")
