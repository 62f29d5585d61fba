"""Changing a session of a course, and cancelling it; those who have a seat are told."""

from django.db import transaction
from django.utils import timezone

from ..models import Course, Session
from ..rules import courses as rules
from .attendance import complete_reached
from .telling import tell_of_session

SCHEDULE = {"starts_at", "ends_at", "time_zone", "place", "link"}  # who has written it down must hear of a change


@transaction.atomic
def change_session(*, session, fields, actor, now=None):
    """Write the named fields of a session; another time or place raises its revision, and is told while it matters."""
    standing = Session.objects.select_for_update().get(pk=session.pk)
    rules.check_can_change_session(standing)
    is_moved = any(getattr(session, name) != getattr(standing, name) for name in SCHEDULE & set(fields))
    session.schedule_revision = standing.schedule_revision + is_moved
    _save(session, [*fields, "schedule_revision"], actor)
    if is_moved and session.ends_at > (now or timezone.now()):
        session.refresh_from_db()
        tell_of_session(session)
    return session


@transaction.atomic
def cancel_session(*, session, reason, actor, now=None):
    """Cancel a session that is not over; everybody reads the reason on the page of the course."""
    now = now or timezone.now()
    Course.objects.select_for_update(no_key=True).get(pk=session.course_id)  # first, as who notes attendance does
    session = Session.objects.select_for_update().get(pk=session.pk)
    rules.check_can_cancel(session, reason, now)
    session.cancelled_at, session.cancelled_reason = now, reason.strip()
    session.schedule_revision += 1
    _save(session, ["cancelled_at", "cancelled_reason", "schedule_revision"], actor)
    tell_of_session(session)
    complete_reached(course=session.course, now=now)  # those who attended all others
    return session


def _save(session, fields, actor):
    session._history_user = actor
    session.save(update_fields=fields)
