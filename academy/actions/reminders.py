"""Reminders of sessions."""

from datetime import timedelta

from django.db.models import F

from notices.actions.planning import move, plan_for

from ..models import Enrolment, Session
from .telling import occurrence_of

BEFORE = {"session_day": timedelta(days=1), "session_hour": timedelta(hours=1)}
AHEAD = timedelta(days=30)  # who looks at what will come sees the reminders of a month


def plan_session_reminders(now):
    """Plan, for everybody with a seat, reminders a day and an hour before each session. It may run at any time."""
    sessions = Session.objects.held().filter(starts_at__gt=now, starts_at__lte=now + AHEAD)
    for session in sessions.filter(course__published_at__lte=now).in_order():
        event = {"subject": session, "occurrence": occurrence_of(session), "revision": session.schedule_revision}
        if session.schedule_revision > 1:
            move(kind="session_moved", key="session_moved", **event)
        for key, before in BEFORE.items():
            plan_for(
                Enrolment.objects.seated().filter(course=session.course_id),
                kind="session_reminder",
                key=key,
                due_at=session.starts_at - before,
                grace=before,
                joined_at=F("seated_at"),
                **event,
            )
