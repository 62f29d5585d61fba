"""Reminders of proposals that wait for an answer."""

from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat

from notices.actions.planning import plan
from notices.models import Notice

from ..models import Proposal
from ..rules.proposals import REMINDED_BEFORE

KIND = "proposal_reminder"
AT_ONCE = 2000  # the next minute plans the rest


def plan_proposal_reminders(now):
    """Plan a reminder for each side of an open proposal, two days before its time is over. It may run at any time.

    Who answers before is not reminded: that is asked right before it is sent.
    """
    mentor = Cast(OuterRef("mentor__person"), CharField())
    key = Concat(Value(f"{KIND}:"), Cast(OuterRef("pk"), CharField()), Value(":"), mentor)
    rows = Proposal.objects.open_at(now).filter(expires_at__gt=F("offered_at") + REMINDED_BEFORE)
    rows = rows.filter(~Exists(Notice.objects.filter(dedupe_key=key)))
    for proposal in rows.select_related("request", "mentor").order_by("expires_at", "pk")[:AT_ONCE]:
        for person in (proposal.request.person_id, proposal.mentor.person_id):
            remind(proposal, person)


def remind(proposal, person):
    """Who asked has said yes by asking."""
    if proposal.origin == Proposal.Origin.ASKED and person == proposal.request.person_id:
        return
    plan(
        kind=KIND,
        recipient_id=person,
        subject=proposal,
        key=f"{KIND}:{proposal.pk}",
        due_at=proposal.expires_at - REMINDED_BEFORE,
        grace=REMINDED_BEFORE,
    )
