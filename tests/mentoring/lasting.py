"""A pairing that lasts, and what became of it: for tests of the actions."""

from datetime import timedelta

from mentoring.actions import pairings
from mentoring.models import Mentor, MentoringRequest, Pairing
from notices.models import Notice

from .factories import PairingFactory

DAY = timedelta(days=1)


def twelve_weeks_old(now):
    """A pairing that has time left; its mentor has one place."""
    today = now.date()
    return PairingFactory(starts_on=today - 84 * DAY, ends_on=today + 100 * DAY, mentor_sign_at=now)


def told(kind):
    return sorted(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def state(pairing):
    return Pairing.objects.get(pk=pairing.pk)


def end(pairing, person, ending, now):
    return pairings.end(pairing=pairing, person=person, ending=ending, now=now)


def is_open(pairing):
    return MentoringRequest.objects.open().filter(pk=pairing.request_id).exists()


def free(mentor):
    return Mentor.objects.with_load().get(pk=mentor.pk).free
