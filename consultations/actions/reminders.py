"""Reminders of a consultation's close."""

from datetime import timedelta

from django.db.models import F

from notices.actions.planning import plan_for

from ..models import Consultation
from .telling import occurrence_of

CLOSING_SOON = timedelta(days=3)


def plan_closing_reminders(now):
    """Plan, for each follower of each open consultation, a reminder before its close. It may run at any time."""
    for consultation in Consultation.objects.published_at(now).open_at(now).with_revision():
        plan_for(
            consultation.follows.all(),
            kind="closing_soon",
            key="closing_soon",
            subject=consultation,
            due_at=consultation.closes_at - CLOSING_SOON,
            grace=CLOSING_SOON,
            occurrence=occurrence_of(consultation),
            revision=consultation.revision,
            joined_at=F("created_at"),
        )
