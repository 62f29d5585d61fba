"""What the clock asks of the consultations."""

from celery import shared_task
from django.utils import timezone

from .actions.recount import bundles_to_make, recount_bundle


@shared_task
def make_recount_bundles():
    """Every minute: make the bundle of each consultation that has closed, so that no reader waits for it."""
    now = timezone.now()
    for consultation in bundles_to_make(now):
        recount_bundle(consultation=consultation, now=now)
