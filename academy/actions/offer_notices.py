"""Who is told of offers. Each is called within the transaction of the change it speaks of."""

from datetime import timedelta

from notices.actions.planning import plan

from ..models import Offer

REMINDED_BEFORE = timedelta(hours=48)


def tell_of_offers(offers, kind):
    """Tell each person of the offer, as `offer` or `moved_up`, and again 48 hours before it ends."""
    for made in offers:
        recipient, key = made.application.person_id, f"offer:{made.pk}"
        plan(kind=kind, recipient_id=recipient, subject=made, key=key)
        due_at = made.expires_at - REMINDED_BEFORE
        if due_at > made.made_at:
            plan(
                kind="offer_reminder",
                recipient_id=recipient,
                subject=made,
                key=f"offer-reminder:{made.pk}",
                due_at=due_at,
                grace=REMINDED_BEFORE,
            )


def tell_of_end(offer):
    """Tell the person that the offer ended, or that the organizers took it back; who was erased is not told."""
    if offer.application.person_id:
        kind = "offer_expired" if offer.answer == Offer.Answer.EXPIRED else "offer_withdrawn"
        plan(kind=kind, recipient_id=offer.application.person_id, subject=offer, key=f"{kind}:{offer.pk}")
