"""What the clock asks of people."""

from celery import shared_task
from django.utils import timezone

from . import actions


@shared_task
def forget_expired_sessions():
    """Once an hour: sessions that ended leave the database."""
    actions.forget_expired_sessions(now=timezone.now())
