"""What the clock asks of the academy."""

from celery import shared_task
from django.utils import timezone

from .actions.offers import pass_on_lapsed
from .actions.reviews import set_conflicts_aside


@shared_task
def pass_lapsed_offers_on():
    """Every minute: give on the seats that nobody accepted in time; whether an offer is open, the clock decides."""
    pass_on_lapsed(now=timezone.now())


@shared_task
def set_reviews_in_conflict_aside():
    """Every ten minutes: affiliates and mentors change while a cohort is reviewed."""
    set_conflicts_aside(now=timezone.now())
