"""Seats that many people answer for at once, and seats that two things happen to at once."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from academy import models
from academy.actions import offers
from tests.factories import PersonFactory
from tests.races import at_once

from .factories import published_cohort
from .rounds import closed_cohort, offered, reviewed
from .test_enrolments_races import AT_ONCE, browser

pytestmark = pytest.mark.django_db(transaction=True)
PLACE = re.compile(r"Number (\d+) of 280 on the waiting list")


def accept(offer, person=None):
    return offers.accept(offer=offer, person=person or offer.application.person, now=timezone.now())


def decline(offer):
    return offers.decline(offer=offer, person=offer.application.person, now=timezone.now())


def withdraw(offer):
    return offers.withdraw_offer(offer=offer, actor=PersonFactory(), reason="A mistake.", now=timezone.now())


def offer_of(application):
    return models.Offer.objects.filter(application=application).order_by("-pk").first()


def held_seats(cohort):
    return models.Offer.objects.filter(cohort=cohort, answer__in=["", "accepted"]).count()


def test_300_who_answer_at_once_leave_20_in_and_280_waiting_in_order():
    cohort = published_cohort(closed=True, capacity=20, waiting_places=280)
    applications = [reviewed(cohort, 4 - n % 5) for n in range(300)]
    made = offered(cohort)
    theirs = {offer.application_id: offer for offer in made}
    browsers = [(application, browser(application.person)) for application in applications]

    def answers(mine):
        return [attempt(application, client) for application, client in mine]

    def attempt(application, client):
        offer = theirs.get(application.pk, made[0])  # who has none tries another's
        code = client.post(reverse("academy:answer_offer", args=[offer.pk]), {"answer": "accept"}).status_code
        own = client.get(application.get_absolute_url())
        place = PLACE.search(own.content.decode())
        return code, own.status_code, place and int(place[1])

    shares = at_once([lambda mine=browsers[n::AT_ONCE]: answers(mine) for n in range(AT_ONCE)])
    said = [answer for share in shares for answer in share]

    assert said.count((302, 200, None)) == 20
    assert sorted(answer for answer in said if answer != (302, 200, None)) == [(404, 200, n) for n in range(1, 281)]
    assert models.Offer.objects.filter(answer="accepted").count() == 20
    waiting = list(models.Decision.objects.waiting_list(cohort))
    assert len({row.application_id for row in waiting} | theirs.keys()) == 300
    assert all(one.rank < other.rank and one.score >= other.score for one, other in pairwise(waiting))


def test_an_answer_sent_six_times_at_once_is_one():
    cohort, _applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)

    answers = at_once([lambda: accept(offer)] * 3 + [lambda: decline(offer)] * 3)

    offer.refresh_from_db()
    refused = {getattr(answer, "code", None) for answer in answers} - {None}
    assert refused == {offer.answer}
    assert held_seats(cohort) == 1


def test_accepting_against_the_organizers_withdrawing_leaves_one_seat_held():
    cohort, applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)

    answers = at_once([lambda: accept(offer), lambda: withdraw(offer)])

    offer.refresh_from_db()
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
    assert (offer_of(applications[1]) is None) == (offer.answer == "accepted")
    assert held_seats(cohort) == 1


def test_accepting_against_the_end_of_the_offer_leaves_one_seat_held():
    cohort, applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)
    ends_at = offer.expires_at

    answers = at_once(
        [
            lambda: offers.accept(offer=offer, person=applications[0].person, now=ends_at - timedelta(seconds=1)),
            lambda: offers.pass_on_lapsed(now=ends_at),
        ]
    )

    offer.refresh_from_db()
    assert (offer.answer, isinstance(answers[0], ValidationError)) in [("accepted", False), ("expired", True)]
    assert held_seats(cohort) == 1


def test_a_storm_of_refusals_gives_every_seat_on_once():
    cohort, applications = closed_cohort(levels=[4] * 8 + [2] * 8, capacity=8)
    made = offered(cohort)

    answers = at_once([lambda offer=offer: decline(offer) for offer in made])

    assert [answer.answer for answer in answers] == ["declined"] * 8
    assert held_seats(cohort) == 8
    assert [offer_of(application).answer for application in applications[8:]] == [""] * 8


def test_without_the_lock_a_storm_of_refusals_would_not_end_well(monkeypatch):
    cohort, _applications = closed_cohort(levels=[4] * 8 + [2] * 8, capacity=8)
    made = offered(cohort)
    monkeypatch.setattr(offers, "held", lambda pk: models.Cohort.objects.get(pk=pk))

    answers = at_once([lambda offer=offer: decline(offer) for offer in made])

    failed = [answer for answer in answers if isinstance(answer, Exception)]
    assert failed
    assert all(isinstance(answer, IntegrityError) for answer in failed)
    assert held_seats(cohort) <= 8
