"""What the desk of mentoring shows to whom: what belongs to a round, or to a cohort, to those who lead it.

`class ProposalAdmin(RoundScoped, OrganizerAdmin)`, the mixin first. The list, the pages, the history, autocomplete, the
export, the choices of every field and the list's filters then hold what is led alone. Inlines take it too.
"""

from django.contrib.admin.filters import RelatedFieldListFilter
from django.db.models import Q

from academy.admin.base import CohortScoped, _target
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


def led(queryset, person):
    """The rows that belong to what this person leads; what was confided about a pairing never to one of the pair."""
    model = queryset.model
    if model in CONFIDED:
        queryset = queryset.exclude(pairing__in=models.Pairing.objects.of(person).values("pk"))
    if model not in PATHS or (person.is_superuser and person.is_active):
        return queryset
    path, theirs = PATHS[model]
    return queryset.filter(**{f"{path}__in": theirs(person).values("pk")})


class LedFilter(RelatedFieldListFilter):
    """A filter of a list that names what is led alone."""

    def field_choices(self, field, request, model_admin):
        theirs = led(field.remote_field.model._default_manager.all(), request.user)
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(include_blank=False, ordering=ordering, limit_choices_to={"pk__in": theirs})


class RoundScoped(CohortScoped):
    """Limits an admin page, or an inline, to what belongs to the rounds and cohorts that the organizer leads."""

    def get_queryset(self, request):
        return led(super().get_queryset(request), request.user)

    def _narrowed(self, chosen):
        path, kind = chosen if isinstance(chosen, (tuple, list)) else (chosen, None)
        if isinstance(path, str) and kind is None and _target(self.model, path) in PATHS:
            return path, LedFilter
        return super()._narrowed(chosen)

    def _choices(self, db_field, request, kwargs):
        kwargs = super()._choices(db_field, request, kwargs)
        related = db_field.remote_field.model
        if related not in PATHS:
            return kwargs
        chosen = kwargs.get("queryset")
        every = related._default_manager.all() if chosen is None else chosen
        return {**kwargs, "queryset": led(every, request.user)}


class ReadAdmin(RoundScoped):
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
