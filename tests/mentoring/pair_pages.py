"""The pages of a pair as tests open them."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from .factories import MentoringRequestFactory, PairingFactory


def pair_of(mentee, mentor, **fields):
    """A pairing that began two days ago, in the area of a request."""
    today = timezone.localdate()
    request = fields.pop("request", None) or MentoringRequestFactory(person=mentee)
    days = {"starts_on": today - timedelta(days=2), "ends_on": today + timedelta(days=180)}
    return PairingFactory(mentor=mentor, proposal__request=request, **{**days, **fields})


def text(response):
    return response.content.decode()


def address(name, row):
    return reverse(f"mentoring:{name}", args=[row.pk])


def page(client, pairing):
    response = client.get(pairing.get_absolute_url())
    assert response.status_code == 200
    return text(response)
