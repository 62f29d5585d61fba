"""How people see their own skills before and after a track."""

from django.db import transaction
from django.utils import timezone

from people.models import Person

from ..models import SelfAssessment
from ..rules import assessments as rules


@transaction.atomic
def assess(*, person, track, moment, levels, now=None):
    """Keep how a person sees the own skills: `levels` maps each skill group to 0-4. Raises ValidationError."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # two forms of one person come one after another
    given = set(SelfAssessment.objects.filter(person=person, track=track).values_list("moment", flat=True))
    rules.check_can_assess(moment, has_completed=has_completed_on(person, track), given=given)
    rows = [
        SelfAssessment(
            person=person, track=track, moment=moment, group=group, level=level, assessed_at=now or timezone.now()
        )
        for group, level in levels.items()
    ]
    return SelfAssessment.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "track", "moment", "group"],
        update_fields=["level", "assessed_at"],
    )


def has_completed_on(person, track):
    """Whether the person has completed a course of the track."""
    return person.enrolments.filter(completed_at__isnull=False, course__steps__track=track).exists()
