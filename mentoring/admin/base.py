"""What the desk of mentoring shows to whom: what belongs to a round, or to a cohort, to those who lead it.

`class ProposalAdmin(Scoped, OrganizerAdmin)`, the mixin first, as in academy/admin/base.py.
"""

from django.db.models import Q

from academy.admin.base import SCOPES, Scoped, led
from academy.models import Cohort

from .. import models


def _rounds(person):
    return models.Round.objects.led_by(person)


def _requests(person):
    """Those made in a cohort or in an activity area that has a round which the person leads."""
    rounds = _rounds(person).order_by()
    cohorts = Cohort.objects.led_by(person).order_by()
    return models.MentoringRequest.objects.filter(
        Q(cohort__in=cohorts.values("pk"))
        | Q(cohort__in=rounds.filter(cohort__isnull=False).values("cohort"))
        | Q(area__in=rounds.filter(area__isnull=False).values("area"))
    )


def _mentors(person):
    """Those who can be matched in a led round, and those who work, or might work, with somebody who asked there."""
    rounds, requests = _rounds(person).order_by(), _requests(person).values("pk")
    proposed = models.Proposal.objects.filter(request__in=requests)
    paired = models.Pairing.objects.filter(request__in=requests)
    reachable = models.Mentor.objects.within_reach_of(rounds).values("pk")
    return models.Mentor.objects.filter(
        Q(pk__in=reachable)
        | Q(pk__in=proposed.values("mentor"))
        | Q(pk__in=paired.values("mentor"))
        | Q(pk__in=paired.filter(co_mentor__isnull=False).values("co_mentor"))
    )


# How a row finds what it belongs to. A model that stands here is narrowed wherever somebody chooses from it.
PATHS = {
    models.Round: ("pk", _rounds),
    models.Choice: ("round", _rounds),
    models.Reserve: ("round", _rounds),
    models.Solution: ("round", _rounds),
    models.Unmatched: ("solution__round", _rounds),
    models.MentoringRequest: ("pk", _requests),
    models.WantedSkill: ("request", _requests),
    models.Proposal: ("request", _requests),
    models.Pairing: ("request", _requests),
    models.CoMentorInvitation: ("pairing__request", _requests),
    models.Goal: ("pairing__request", _requests),
    models.CheckIn: ("pairing__request", _requests),
    models.Concern: ("pairing__request", _requests),
    models.PairingFeedback: ("pairing__request", _requests),
    models.Mentor: ("pk", _mentors),
    models.OfferedSkill: ("mentor", _mentors),
}
CONFIDED = {models.CheckIn, models.Concern, models.PairingFeedback}  # told to organizers, not to the other one


def within_rounds(queryset, person):
    """The rows that belong to what this person leads; what was confided about a pairing never to one of the pair."""
    model = queryset.model
    if model in CONFIDED:
        queryset = queryset.exclude(pairing__in=models.Pairing.objects.of(person).values("pk"))
    if person.is_superuser and person.is_active:
        return queryset
    path, theirs = PATHS[model]
    return queryset.filter(**{f"{path}__in": theirs(person).values("pk")})


SCOPES |= dict.fromkeys(PATHS, within_rounds)
__all__ = ["Scoped", "led"]


class ReadAdmin(Scoped):
    """What is read here, and changed by actions alone."""

    unasked = frozenset()  # columns that no page shows: an address cannot guess them letter by letter either

    def lookup_allowed(self, lookup, value, request=None):
        return lookup.partition("__")[0] not in self.unasked and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
