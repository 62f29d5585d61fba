"""Nobody is pressed: a mentor who is asked, let go and asked again hears of it twice a month at most."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertRedirects

from mentoring.rules import proposals as rules
from notices.models import Notice

from .factories import MentorFactory, MentoringRequestFactory, ProposalFactory, RoundFactory
from .proposing import ask, decline, of_round, withdraw

pytestmark = pytest.mark.django_db


def refusal_of(request, mentor, now=None):
    with pytest.raises(ValidationError) as refusal:
        ask(request, mentor, now=now)
    return refusal.value.code


@pytest.mark.parametrize("let_go", [withdraw, decline])
def test_a_mentor_is_asked_twice_a_month_by_the_same_person(let_go):
    mentor, request = MentorFactory(), MentoringRequestFactory()
    for _twice in range(2):
        let_go(ask(request, mentor))

    assert refusal_of(request, mentor) == "pressing"
    assert refusal_of(MentoringRequestFactory(person=request.person), mentor) == "pressing"
    assert Notice.objects.filter(kind="proposal_asked").count() == 2


def test_after_a_month_one_may_ask_again_and_others_may_at_once():
    mentor, request, now = MentorFactory(), MentoringRequestFactory(), timezone.now()
    for _twice in range(2):
        withdraw(ask(request, mentor, now=now), now)

    assert ask(MentoringRequestFactory(), mentor, now=now).pk
    assert ask(request, mentor, now=now + rules.AGAIN_WITHIN).pk


def test_what_a_round_proposed_is_no_question_of_theirs():
    mentor, request = MentorFactory(), MentoringRequestFactory()
    for _twice in range(2):
        decline(of_round(request=request, mentor=mentor))

    assert ask(request, mentor).pk


def test_ten_questions_a_day_are_enough():
    request, now = MentoringRequestFactory(), timezone.now()
    for hours in range(rules.MOST_A_DAY):
        moment = now - timedelta(hours=hours)
        ProposalFactory(request=request, offered_at=moment, answer="withdrawn", answered_at=moment)

    assert refusal_of(request, MentorFactory(), now) == "many"
    assert ask(request, MentorFactory(), now=now + timedelta(hours=23)).pk


def test_who_asks_why_not_all_the_time_is_led_back(client, settings):
    """Each answer matches the round once more."""
    settings.ACCOUNT_RATE_LIMITS = {"explain": "1/h/user"}
    published = RoundFactory(announced_at=timezone.now(), published_at=timezone.now())
    proposal = of_round(round=published)
    request, mentor = proposal.request, proposal.mentor
    client.force_login(request.person)
    address = reverse("mentoring:why_not", args=[request.pk, mentor.person.username])

    assert client.get(address).status_code == 200
    assertRedirects(client.get(address), request.get_absolute_url())
