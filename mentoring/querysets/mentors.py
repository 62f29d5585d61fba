"""Questions about mentors and exclusions."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from .finding import FoundMentors

EXPERIENCED_PAIRINGS = 2  # finished as their mentor
EXPERIENCED_MINUTES = 20 * 60  # logged as mentor or co-mentor


def _count_of(queryset, by):
    """A subquery that counts the rows of `queryset` for the outer row, 0 where there are none."""
    counted = queryset.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted), Value(0))


def _minutes_of(meetings, by):
    """A subquery that sums the minutes of the meetings for the outer row, 0 where there are none."""
    summed = meetings.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(all=Sum("minutes")).values("all")
    return Coalesce(Subquery(summed), Value(0))


class MentorQuerySet(FoundMentors):
    def active(self):
        """Mentors whose offer stands, and who may sign in."""
        return self.filter(stopped_at__isnull=True, person__is_active=True)

    def present_on(self, day):
        """Active mentors who are not away on a day."""
        return self.active().filter(Q(away_until__isnull=True) | Q(away_until__lt=day))

    def within_reach_of(self, rounds):
        """Active mentors who can take part in one of these rounds: those of its area, and those who named no area."""
        named = self.model.areas.through.objects
        areas = rounds.annotate(reached=Coalesce("area", "cohort__track__school__area")).filter(reached__isnull=False)
        here = Exists(named.filter(mentor=OuterRef("pk"), activityarea__in=areas.values("reached")))
        return self.active().filter(here | (~Exists(named.filter(mentor=OuterRef("pk"))) & Exists(rounds)))

    def with_load(self):
        """Adds `pairs` (as mentor or co-mentor), `held` (places held by open proposals) and `free` (places left)."""
        pairing = self.model._meta.get_field("pairings").related_model.objects.active()
        proposal = self.model._meta.get_field("proposals").related_model.objects.holding_places()
        return self.annotate(
            pairs=_count_of(pairing, "mentor") + _count_of(pairing, "co_mentor"), held=_count_of(proposal, "mentor")
        ).annotate(free=F("capacity") - F("pairs") - F("held"))

    def experienced(self):
        """Active mentors who finished enough pairings, or logged enough minutes (mentoring.rules.experience)."""
        pairing = self.model._meta.get_field("pairings").related_model
        meeting = pairing._meta.get_field("meetings").related_model.objects
        done = pairing.objects.ended().filter(ending="finished")
        return (
            self.active()
            .alias(
                finished=_count_of(done, "mentor"),
                logged=_minutes_of(meeting, "pairing__mentor") + _minutes_of(meeting, "pairing__co_mentor"),
            )
            .filter(Q(finished__gte=EXPERIENCED_PAIRINGS) | Q(logged__gte=EXPERIENCED_MINUTES))
        )


class ExclusionQuerySet(models.QuerySet):
    def between(self, one, other):
        """Whether the two must not be paired, whichever of them said so."""
        return self.filter(Q(person=one, other=other) | Q(person=other, other=one))
