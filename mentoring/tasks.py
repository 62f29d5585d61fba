"""What the clock and the desk ask of mentoring."""

from contextlib import suppress

from celery import shared_task
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from people.models import Person

from .actions.proposals import pass_lapsed_on
from .actions.rematching import give_on
from .actions.solving import solve
from .models import Round


@shared_task
def solve_round(pk, actor_pk):
    """Solve a round, in the language of who asked for it; what was refused stands in the round as its failure."""
    actor = Person.objects.filter(pk=actor_pk).first()
    language = (actor and actor.interface_language) or settings.LANGUAGE_CODE
    with translation.override(language), suppress(ValidationError):
        solve(round=Round.objects.get(pk=pk), actor=actor, now=timezone.now())


@shared_task
def pass_lapsed_proposals_on():
    """Every minute: end the proposals that nobody answered in time, and look for the next best of who is left."""
    now = timezone.now()
    pass_lapsed_on(now=now)
    give_on(now=now)
