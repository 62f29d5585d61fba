"""Questions about pairings and their meetings."""

from datetime import timedelta

from django.db import models
from django.db.models import DateTimeField, Exists, ExpressionWrapper, OuterRef, Q, Sum, Value
from django.db.models.functions import Cast, Coalesce, Greatest

MOMENT = DateTimeField()
SILENT_DAYS = 21  # as the default of Round.silent_days


class PairingQuerySet(models.QuerySet):
    def active(self):
        return self.filter(ended_at__isnull=True)

    def ended(self):
        return self.filter(ended_at__isnull=False)

    def silent_at(self, now):
        """Active ones whose mentor gave no sign of life for as many days as the round allows; 21 outside rounds.

        Days before the beginning do not count, nor those of an absence that the mentor told.
        """
        sign = Greatest("mentor_sign_at", Cast("starts_on", MOMENT), Cast("mentor__away_until", MOMENT))
        days = Coalesce("proposal__round__silent_days", SILENT_DAYS, output_field=models.IntegerField())
        silence = ExpressionWrapper(days * Value(timedelta(days=1)), output_field=models.DurationField())
        last = ExpressionWrapper(sign + silence, output_field=MOMENT)
        return self.active().alias(silent_from=last).filter(silent_from__lte=now)

    def of(self, person):
        """Those in which a person is the mentee, the mentor or the co-mentor."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(Q(mentee=person) | Q(mentor__person=person) | Q(co_mentor__person=person))

    def among(self, people):
        """Those whose mentee, and whose mentor or co-mentor, are among these people (ids)."""
        mentors = Q(mentor__person__in=people) | Q(co_mentor__person__in=people)
        return self.filter(mentors, mentee__in=people)

    def with_people(self):
        return self.select_related("mentee", "mentor__person", "co_mentor__person")

    def with_place(self):
        """With the proposal, and the cohort or the area in which the mentee asked."""
        return self.select_related(
            "proposal", "request__area", "request__cohort__language", "request__cohort__track__language"
        )

    def newest_first(self):
        return self.order_by("-starts_on", "-pk")

    def due_between(self, first, last, *, offsets, before_end):
        """Active ones that began so many days (`offsets`) before a day from `first` to `last`, or end `before_end`."""
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        begun = [day - offset for day in days for offset in offsets]
        return self.active().filter(Q(starts_on__in=begun) | Q(ends_on__in=[day + before_end for day in days]))

    def not_asked_since(self, day):
        """Those in which nobody was asked on that day or later how it goes."""
        asked = self.model._meta.get_field("check_ins").related_model.objects
        return self.filter(~Exists(asked.filter(pairing=OuterRef("pk"), due_on__gte=day)))

    def of_two_since(self, moment):
        """Those that run, or ended at that moment or later."""
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=moment))


class MeetingQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-held_on", "-pk")

    def minutes(self):
        """How many minutes they lasted together."""
        return self.aggregate(all=Coalesce(Sum("minutes"), 0))["all"]


class CheckInQuerySet(models.QuerySet):
    def wanting_help(self):
        """Answered ones in which somebody asks the organizers for help, and nobody settled it."""
        return self.filter(wants_help=True, answered_at__isnull=False, settled_at__isnull=True)


class ConcernQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at__isnull=True)
