"""Who is told of seats, sessions and certificates. Each is called within the transaction of the change it speaks of."""

from notices.actions.planning import cancel, move, plan, plan_for

from ..models import Enrolment


def tell_of_seats(enrolments):
    """Tell those who waited that they have a seat now."""
    for enrolment in sorted(enrolments, key=lambda enrolment: enrolment.person_id):
        key = f"seat:{enrolment.pk}"
        plan(kind="seat_given", recipient_id=enrolment.person_id, subject=enrolment, key=key)


def tell_of_session(session):
    """Tell those who have a seat that a session was moved or cancelled; reminders of the old time are skipped.

    To be called after the change, which raised `schedule_revision`.
    """
    event = {"subject": session, "occurrence": occurrence_of(session), "revision": session.schedule_revision}
    seated = Enrolment.objects.seated().filter(course=session.course_id)
    if session.cancelled_at:
        cancel(occurrence=event["occurrence"])
        plan_for(seated, kind="session_cancelled", key="session_cancelled", **event)
    else:
        move(kind="session_moved", key="session_moved", **event)
        plan_for(seated, kind="session_moved", key="session_moved", **event)


def tell_of_certificate(certificate, kind="certificate_issued"):
    """Tell the person of a new certificate, or with `certificate_revoked` that it counts no more, and why."""
    plan(
        kind=kind,
        recipient_id=certificate.person_id,
        subject=certificate.course or certificate.track,
        key=f"{kind}:{certificate.pk}",
        payload={"certificate": str(certificate.pk), "reason": certificate.revoked_because},
    )


def occurrence_of(session):
    return f"session:{session.pk}"
