"""Who is told of a round. Each is called within the transaction of the change it speaks of."""

from django.db.models import F

from notices.actions.planning import plan, plan_for

from ..models import MentoringRequest, Proposal, Unmatched


def tell_of_round(matching, solution):
    """Tell each mentee of the mentor proposed, each mentor once of how many people, and who is alone why."""
    offered = Proposal.objects.unanswered().filter(round=matching, origin=Proposal.Origin.ROUND)
    key = f"round:{matching.pk}"
    plan_for(
        offered.annotate(person_id=F("request__person_id")),
        kind="proposal_made",
        key=f"{key}:mentee",
        subject_of=(Proposal, F("pk")),
    )
    plan_for(
        offered.annotate(person_id=F("mentor__person_id")),
        kind="round_proposals",
        key=f"{key}:mentor",
        subject=matching,
    )
    plan_for(
        still_alone(solution).annotate(person_id=F("request__person_id")),
        kind="round_nobody",
        key=f"{key}:nobody",
        subject_of=(MentoringRequest, F("request_id")),
    )


def still_alone(solution):
    """Those left alone who still look for a mentor, and wait for no answer of one whom they asked meanwhile."""
    waiting = Proposal.objects.unanswered().values("request")
    return Unmatched.objects.filter(
        solution=solution, request__in=MentoringRequest.objects.open().exclude(pk__in=waiting)
    )


def tell_of_proposal(proposal):
    """Tell both sides of a proposal that was made for them."""
    for person in (proposal.request.person_id, proposal.mentor.person_id):
        plan(kind="proposal_made", recipient_id=person, subject=proposal, key=f"proposal_made:{proposal.pk}")


def tell_of_waiting(request, after):
    """Tell the person that there is nobody at the moment; once for each proposal (pk) that came to nothing."""
    plan(
        kind="still_waiting",
        recipient_id=request.person_id,
        subject=request,
        key=f"still_waiting:{request.pk}:{after or 0}",
    )
