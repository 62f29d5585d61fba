"""Who is told of proposals. Each is called within the transaction of the change it speaks of."""

from notices.actions.planning import plan


def tell(kind, subject, people):
    """Tell each of these people once, in the order given; who closed the account is not told."""
    for person in people:
        if person.is_active:
            plan(kind=kind, recipient_id=person.pk, subject=subject, key=f"{kind}:{subject.pk}")


def other_side(proposal, side):
    """The person on the other side."""
    return proposal.mentor.person if side == "mentee" else proposal.request.person


def both(proposal):
    return [proposal.request.person, proposal.mentor.person]


def tell_of_pair(pairing):
    """Both get the link of the page of the pair."""
    tell("paired", pairing, [pairing.mentee, pairing.mentor.person])
