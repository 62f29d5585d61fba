"""What applicants hear: that an application arrived, that a draft waits, that the deadline moved."""

from datetime import timedelta

from django.db.models import F

from notices.actions.planning import plan, plan_for, withhold
from notices.models import Notice

from ..models import Application, Cohort

REMINDERS = (3, 1)  # days before the deadline


def tell_of_application(application):
    """Tell the applicant that it arrived; who withdrew and came back is told again."""
    key = f"application:{application.pk}:{application.submitted_at.isoformat()}"
    plan(kind="application_received", recipient_id=application.person_id, subject=application, key=key)


def tell_of_deadline(cohort, *, old, reason):
    """Tell everybody with a draft that there is more time; reminders of the old deadline are withheld."""
    reminders = Notice.objects.filter(kind="draft_reminder", payload__deadline=old.isoformat(), subject_id=cohort.pk)
    withhold(reminders, Notice.Reason.MOVED)
    drafts = Application.objects.filter(cohort=cohort).drafts()
    key = f"deadline:{cohort.pk}:{cohort.closes_at.isoformat()}"
    payload = {"old": old.isoformat(), "new": cohort.closes_at.isoformat(), "reason": reason}
    plan_for(drafts, kind="deadline_moved", key=key, subject=cohort, payload=payload)


def plan_draft_reminders(now):
    """Plan, for everybody with a draft, reminders three days and one day before the deadline. It may run any time.

    A reminder knows the deadline that it speaks of: when it moves, the old one is withheld and a new one is planned.
    """
    for cohort in Cohort.objects.open_at(now).order_by("pk"):
        deadline = cohort.closes_at.isoformat()
        for days, next_days in zip(REMINDERS, (*REMINDERS[1:], 0), strict=True):
            plan_for(
                Application.objects.filter(cohort=cohort).drafts(),
                kind="draft_reminder",
                key=f"draft:{cohort.pk}:{days}:{deadline}",
                subject=cohort,
                payload={"deadline": deadline},
                due_at=cohort.closes_at - timedelta(days=days),
                grace=timedelta(days=days - next_days),
                joined_at=F("created_at"),
            )
