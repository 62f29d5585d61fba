"""Questions about pairings and their meetings."""

from datetime import timedelta

from django.db import models
from django.db.models import ExpressionWrapper, Q, Value
from django.db.models.functions import Coalesce

SILENT_DAYS = 21  # as the default of Round.silent_days


class PairingQuerySet(models.QuerySet):
    def active(self):
        return self.filter(ended_at__isnull=True)

    def ended(self):
        return self.filter(ended_at__isnull=False)

    def silent_at(self, now):
        """Active ones whose mentor gave no sign of life for as many days as the round allows; 21 outside rounds."""
        days = Coalesce("proposal__round__silent_days", SILENT_DAYS, output_field=models.IntegerField())
        silence = ExpressionWrapper(days * Value(timedelta(days=1)), output_field=models.DurationField())
        limit = ExpressionWrapper(Value(now) - silence, output_field=models.DateTimeField())
        return self.active().filter(mentor_sign_at__lte=limit)

    def of(self, person):
        """Those in which a person is the mentee, the mentor or the co-mentor."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(Q(mentee=person) | Q(mentor__person=person) | Q(co_mentor__person=person))

    def with_people(self):
        return self.select_related("mentee", "mentor__person", "co_mentor__person")

    def newest_first(self):
        return self.order_by("-starts_on", "-pk")


class MeetingQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-held_on", "-pk")


class CheckInQuerySet(models.QuerySet):
    def wanting_help(self):
        """Answered ones in which somebody asks the organizers for help, and nobody settled it."""
        return self.filter(wants_help=True, answered_at__isnull=False, settled_at__isnull=True)


class ConcernQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at__isnull=True)
