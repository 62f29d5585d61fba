"""What organizers do to a round beside its page: announce it, have it solved, choose about its pairs."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from config.celery import app
from mentoring.actions import rounds
from mentoring.models import Choice, Proposal, Round
from tests.academy.factories import SkillFactory
from tests.factories import PersonFactory
from tests.notices.test_calling import with_broker
from tests.races import at_once

from .factories import MentorFactory, MentoringRequestFactory, RoundFactory, mentor_with, request_for


@pytest.fixture
def broker(settings):
    """The broker of this test run, without a worker."""
    with app.connection_for_write(settings.CELERY_BROKER_URL) as connection:
        connection.default_channel.client.delete("celery")
        yield connection.default_channel.client
        connection.default_channel.client.delete("celery")


@pytest.fixture
def large(monkeypatch):
    """A round of one request, where one is many."""
    monkeypatch.setattr(rounds, "AT_ONCE", 0)
    matching, skill = RoundFactory(), SkillFactory()
    mentor_with(skills=[skill])
    request_for(skills=[skill], area=matching.area)
    return matching


def begin(matching):
    return rounds.begin_solving(matching=matching, actor=PersonFactory(), now=timezone.now())


@pytest.mark.django_db
def test_a_large_round_is_given_to_a_worker_and_an_old_failure_forgotten(broker, large):
    Round.objects.update(failure="It failed before.")

    assert begin(large) is False
    assert broker.llen("celery") == 1
    assert Round.objects.get().failure == ""
    assert not Proposal.objects.exists()


@pytest.mark.django_db
def test_a_broker_that_is_away_is_told_in_one_sentence(large):
    with_broker("redis://127.0.0.1:1/0", lambda: begin(large))

    assert "cannot be reached. Please try again" in Round.objects.get().failure


@pytest.mark.django_db
def test_a_published_round_is_neither_solved_nor_chosen_about():
    matching = RoundFactory(published_at=timezone.now())
    pair = {"request": MentoringRequestFactory(area=matching.area), "mentor": MentorFactory()}
    choice = {"kind": "lock", "reason": "Because.", "actor": PersonFactory(), "now": timezone.now()}

    with pytest.raises(ValidationError) as refusal:
        begin(matching)
    assert refusal.value.code == "published"
    with pytest.raises(ValidationError) as refusal:
        rounds.choose(matching=matching, **pair, **choice)
    assert refusal.value.code == "published"


@pytest.mark.django_db
def test_a_choice_stands_in_for_the_earlier_one_about_the_pair():
    matching, actor = RoundFactory(), PersonFactory()
    pair = {"request": MentoringRequestFactory(area=matching.area), "mentor": MentorFactory()}
    for kind, points in (("forbid", 5), ("prefer", 5)):
        rounds.choose(
            matching=matching, **pair, kind=kind, points=points, reason="So.", actor=actor, now=timezone.now()
        )

    assert list(Choice.objects.values_list("kind", "points")) == [("prefer", 5)]
    assert matching.history.first().history_user == actor


@pytest.mark.django_db(transaction=True)
def test_two_organizers_who_lock_one_request_at_once_leave_one_lock():
    matching, actor = RoundFactory(), PersonFactory()
    request, mentors = MentoringRequestFactory(area=matching.area), [MentorFactory() for _ in range(4)]

    def lock(mentor):
        rounds.choose(
            matching=matching,
            request=request,
            mentor=mentor,
            kind="lock",
            reason="So.",
            actor=actor,
            now=timezone.now(),
        )

    refusals = at_once([lambda mentor=mentor: lock(mentor) for mentor in mentors])

    assert refusals == [None] * 4
    assert Choice.objects.count() == 1
