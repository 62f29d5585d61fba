"""Saying what became of an idea."""

from django.db import transaction
from django.utils import timezone

from people.text import tidy

from ..kept_lists import forget_lists
from ..models import Idea, Outcome
from ..rules.outcomes import check_can_decide, check_decision_fits
from .telling import tell_of_outcome


@transaction.atomic
def decide(*, idea, kind, because, became="", became_url="", seen, actor):
    """Decide what became of an idea, correct that, or (kind "") open it again; answers the entry of the history.

    Refused when there are other decisions than the number `seen` by the decider.
    """
    idea = Idea.objects.select_for_update().get(pk=idea.pk)  # two organizers, one outcome
    because, became = tidy(because), tidy(became)
    check_can_decide(idea, decisions=decisions_of(idea).count(), seen=seen)
    outcome = Outcome.objects.filter(idea=idea).first()
    check_decision_fits(outcome, kind=kind, because=because, became=became, became_url=became_url)
    outcome = outcome or Outcome(idea=idea)
    outcome.because, outcome.became, outcome.became_url = because, became, became_url
    outcome.decided_at, outcome.decided_by = timezone.now(), actor
    outcome._history_user = actor
    if kind:
        outcome.kind = kind
        outcome.full_clean(exclude=["idea", "decided_by"], validate_unique=False)
        outcome.save()
    else:
        outcome.delete()  # its history keeps who, when and why
    forget_lists(idea.consultation_id)
    decision = decisions_of(idea).first()
    tell_of_outcome(idea, decision, decisions=seen + 1)
    return decision


def decisions_of(idea):
    """Every decision on the idea, the newest first; one of type "-" opened it again."""
    return Outcome.history.filter(idea_id=idea.pk).order_by("-history_id")
