"""What reviewers are told: that applications wait for them, and that time runs out."""

from datetime import time, timedelta

from django.db.models import Exists, Min, OuterRef, Subquery

from notices.actions.planning import LocalTime, plan_for
from people.models import Person

from ..models import Cohort, Review

TOGETHER = timedelta(minutes=10)  # what is assigned within it is told in one mail
DUE_SOON = timedelta(days=3)
MORNING = time(9)


def tell_assigned(cohort, reviewers, now):
    """Tell the people (ids) who were assigned something: once for all that is assigned within a few minutes."""
    batch = int(now.timestamp() // TOGETHER.total_seconds())
    key = f"reviews_assigned:{cohort.pk}:{batch}"
    people = Person.objects.filter(pk__in=reviewers)
    plan_for(people, kind="reviews_assigned", key=key, subject=cohort, due_at=now + TOGETHER)


def plan_review_reminders(now):
    """Plan, for each reviewer with reviews to submit, a reminder before the promised decisions. It may run often."""
    cohorts = Cohort.objects.published_at(now).filter(
        closes_at__lte=now, decisions_on__gte=now.date(), selection__isnull=True
    )
    for cohort in cohorts:
        waiting = Review.objects.of_people().waiting().filter(application__cohort=cohort, reviewer=OuterRef("pk"))
        assigned = waiting.order_by().values("reviewer").annotate(first=Min("assigned_at")).values("first")
        plan_for(
            Person.objects.filter(Exists(waiting), reviewer_roles__cohort=cohort),
            kind="reviews_due",
            key=f"reviews_due:{cohort.pk}:{cohort.decisions_on}",
            subject=cohort,
            payload={"decisions_on": cohort.decisions_on.isoformat()},
            due_at=LocalTime(cohort.decisions_on - DUE_SOON, MORNING),
            grace=DUE_SOON,
            joined_at=Subquery(assigned),
        )
