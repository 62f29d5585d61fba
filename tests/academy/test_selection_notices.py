"""What applicants hear of the selection, in their language and time zone; and what they no longer hear."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from academy import models
from academy.actions import offers
from academy.kinds.selection import KINDS
from notices.kinds import attach_subjects, kind_of
from notices.letters import content_of, in_words_of
from notices.models import Notice
from tests.factories import PersonFactory

from .rounds import closed_cohort, decided, lapse, offered

pytestmark = pytest.mark.django_db
REASON = Notice.Reason


def notice(kind, person):
    """The newest notice of a kind to somebody, with its subject."""
    found = Notice.objects.filter(kind=kind, recipient=person).latest("pk")
    return attach_subjects([found])[0]


def said(kind, person):
    """(subject line, text) of the mail."""
    with in_words_of(person):
        content = content_of(notice(kind, person))
    return content.title, content.text


def withheld(kind, person):
    one = notice(kind, person)
    return kind_of(one).check(one, one.subject)


def test_everybody_hears_the_own_result_and_where_to_read_why():
    cohort, applications = closed_cohort(levels=[4, 3, 2], capacity=1, waiting_places=1)
    decided(cohort)
    texts = [said("result", application.person) for application in applications]

    assert {title for title, _text in texts} == {f"Your result for “{cohort.title}”"}
    assert texts[0][1].startswith("You are selected for")
    assert texts[1][1].startswith("You are on the waiting list of")
    assert texts[2][1].startswith("You are not selected for")
    with in_words_of(applications[0].person):
        url = content_of(notice("result", applications[0].person)).url
    assert url == f"{settings.SITE_URL}/academy/applications/{applications[0].code}/"


def test_an_offer_says_until_when_in_the_time_of_the_person():
    cohort, (application, *_rest) = closed_cohort(capacity=1)
    application.person.time_zone = "Africa/Dakar"
    application.person.save()
    (offer,) = offered(cohort)
    models.Offer.objects.filter(pk=offer.pk).update(expires_at=offer.made_at.replace(year=2031, hour=13, minute=5))

    for kind in ("offer", "offer_reminder"):
        assert (
            "2031, 1:05 p.m." in said(kind, application.person)[1] or "2031, 13:05" in said(kind, application.person)[1]
        )


def test_a_seat_that_became_free_and_one_that_was_lost():
    cohort, (first, second, *_rest) = closed_cohort(capacity=1)
    (offer,) = offered(cohort)
    lapse(offer)
    offers.pass_on_lapsed(now=timezone.now())

    assert "it is your turn" in said("moved_up", second.person)[1]
    assert "No answer came" in said("offer_expired", first.person)[1]


def test_an_offer_that_is_taken_back_says_why():
    cohort, (application, *_rest) = closed_cohort(capacity=1)
    (offer,) = offered(cohort)
    offers.withdraw_offer(offer=offer, actor=PersonFactory(), reason="A <mistake>.", now=timezone.now())

    assert "Why: A <mistake>." in said("offer_withdrawn", application.person)[1]


def test_who_answered_is_not_reminded():
    cohort, (application, *_rest) = closed_cohort(capacity=1)
    (offer,) = offered(cohort)
    before = withheld("offer_reminder", application.person)
    offers.accept(offer=offer, person=application.person, now=timezone.now())

    assert (before, withheld("offer_reminder", application.person)) == ("", REASON.WITHDRAWN)


def test_who_withdrew_hears_no_result():
    cohort, (application, *_rest) = closed_cohort()
    decided(cohort)
    models.Application.objects.filter(pk=application.pk).update(withdrawn_at=timezone.now())

    assert withheld("result", application.person) == REASON.WITHDRAWN


def test_a_short_offer_has_no_reminder():
    cohort, (application, *_rest) = closed_cohort(capacity=1, offer_days=2)
    offered(cohort)

    assert not Notice.objects.filter(kind="offer_reminder").exists()
    assert timedelta(days=2) == models.Offer.objects.get().expires_at - models.Offer.objects.get().made_at
    assert Notice.objects.filter(kind="offer", recipient=application.person).count() == 1


def test_nobody_can_choose_to_miss_a_seat():
    assert not any(kind.can_choose for kind in KINDS)
