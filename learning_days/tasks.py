"""What the clock and the desk ask of Learning Days."""

from celery import shared_task
from django.utils import timezone

from .actions.needs import forget_needs
from .actions.registrations import pass_lapsed_on


@shared_task
def pass_lapsed_seats_on():
    """Every minute: offer on the seats that nobody took in time; whether an offer is open, the clock decides."""
    pass_lapsed_on(timezone.now())


@shared_task
def forget_old_needs():
    """Every hour: nobody reads what is older, whether this ran or not."""
    forget_needs(now=timezone.now())
