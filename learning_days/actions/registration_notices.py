"""Who is told of seats of a day. Each is called within the transaction of the change it speaks of."""

from datetime import timedelta

from notices.actions.planning import plan, plan_for

from ..models import Registration

REMINDED_BEFORE = timedelta(hours=24)


def tell_of_registration(registration):
    """Tell the person of the seat, or of the place on the waiting list."""
    kind = "day_seat" if registration.seated_at else "day_waiting"
    plan(kind=kind, recipient_id=registration.person_id, subject=registration, key=f"{kind}:{registration.pk}")


def tell_of_offers(registrations):
    """Tell each that a seat is held until when, and again a day before it ends where there is time for both."""
    for held in sorted(registrations, key=lambda row: row.person_id):
        event = {"recipient_id": held.person_id, "subject": held}
        plan(kind="day_offer", key=f"day_offer:{held.pk}", **event)
        due_at = held.offer_expires_at - REMINDED_BEFORE
        if due_at - held.offered_at >= REMINDED_BEFORE:
            key = f"day_offer_reminder:{held.pk}"
            plan(kind="day_offer_reminder", key=key, due_at=due_at, grace=REMINDED_BEFORE, **event)


def tell_of_lapsed(registrations):
    """Tell those who did not answer in time that the seat went on."""
    for lapsed in sorted(registrations, key=lambda row: row.person_id):
        key = f"day_offer_lapsed:{lapsed.pk}"
        plan(kind="day_offer_lapsed", recipient_id=lapsed.person_id, subject=lapsed, key=key)


def tell_of_taking_out(registration, reason):
    """Tell somebody that the organizers took them out, and why."""
    key, payload = f"day_taken_out:{registration.pk}", {"reason": reason}
    plan(kind="day_taken_out", recipient_id=registration.person_id, subject=registration, key=key, payload=payload)


def tell_of_cancelled_day(day):
    """Tell all who are registered for a day, or wait for it, that it is cancelled, and why; answers how many."""
    rows = Registration.objects.standing().filter(day=day)
    return plan_for(rows, kind="day_cancelled", key=f"day_cancelled:{day.pk}", subject=day)
