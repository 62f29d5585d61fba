"""Asking and answering in tests: the actions, now unless a moment is given."""

from django.utils import timezone

from mentoring.actions import proposals as actions
from notices.models import Notice

from .factories import ProposalFactory, RoundFactory


def ask(request, mentor, message="", now=None):
    return actions.ask(request=request, mentor=mentor, message=message, now=now or timezone.now())


def accept(proposal, side, now=None):
    return actions.accept(proposal=proposal, side=side, now=now or timezone.now())


def decline(proposal, side="mentor", reason="No time.", pause_until=None, now=None):
    return actions.decline(
        proposal=proposal, side=side, reason=reason, pause_until=pause_until, now=now or timezone.now()
    )


def withdraw(proposal, now=None):
    return actions.withdraw(proposal=proposal, now=now or timezone.now())


def of_round(**fields):
    """An open proposal of a round: both have to answer, and it holds a place."""
    fields.setdefault("round", RoundFactory())
    return ProposalFactory(origin="round", points=70, **fields)


def told():
    """(kind, user name) of every notice, in the order planned."""
    return list(Notice.objects.order_by("pk").values_list("kind", "recipient__username"))
