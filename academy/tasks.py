"""What the clock asks of the academy."""

from celery import shared_task
from django.utils import timezone

from .actions.offers import pass_on_lapsed


@shared_task
def pass_lapsed_offers_on():
    """Every minute: give on the seats that nobody accepted in time; whether an offer is open, the clock decides."""
    pass_on_lapsed(now=timezone.now())
