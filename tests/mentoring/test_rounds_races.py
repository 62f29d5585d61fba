"""Many at the same moment over one round: never over capacity, never to somebody excluded, never twice."""

from datetime import timedelta
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from mentoring.actions import publishing
from mentoring.actions.publishing import publish
from mentoring.actions.rematching import next_best
from mentoring.actions.solving import solve
from mentoring.models import Exclusion, Mentor, MentoringRequest, Proposal, Solution
from notices.models import Notice
from tests.academy.factories import AreaFactory, SkillFactory
from tests.races import at_once

from .factories import RoundFactory, mentor_with, request_for

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()
SOON = 10  # seconds


def scene(*, mentees=3, mentors=3, capacity=1):
    """A solved round, with its requests and mentors."""
    matching, skill = RoundFactory(), SkillFactory()
    requests = [request_for(area=matching.area, skills=[skill]) for _ in range(mentees)]
    people = [mentor_with(skills=[skill], capacity=capacity) for _ in range(mentors)]
    solve(round=matching, actor=None, now=NOW)
    return matching, requests, people


def out(matching):
    return publish(round=matching, actor=None, now=NOW)


def over_capacity():
    held = Count("proposals", filter=Q(proposals__answer="", proposals__offered_at__isnull=False))
    return Mentor.objects.annotate(held=held).filter(held__gt=F("capacity"))


def test_of_two_who_publish_at_once_one_is_refused_and_nobody_is_told_twice():
    matching, *_people = scene()

    answers = at_once([lambda: out(matching)] * 2)

    refused = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert [each.code for each in refused] == ["published"]
    assert Notice.objects.count() == 6


def test_two_rounds_over_the_same_people_go_out_once():
    matching, _requests, _mentors = scene()
    second = RoundFactory(area=matching.area)
    solve(round=second, actor=None, now=NOW)

    answers = at_once([lambda: out(matching), lambda: out(second)])

    refused = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert [each.code for each in refused] == ["changed"]
    assert Proposal.objects.offered().count() == 3


def while_publishing(monkeypatch, change):
    """Run `change` in the moment before publishing holds the people; it goes on when that has begun."""
    begun, done = Event(), Event()
    hold = publishing.hold

    def late(*keys):
        begun.set()
        done.wait(SOON)
        hold(*keys)

    def other():
        begun.wait(SOON)
        try:
            return change(done)
        finally:
            done.set()

    monkeypatch.setattr(publishing, "hold", late)
    return other


def test_who_withdraws_while_it_is_published_gets_no_proposal(monkeypatch):
    matching, requests, _mentors = scene()

    @transaction.atomic
    def withdraw(done):
        request = MentoringRequest.objects.select_for_update(no_key=True).get(pk=requests[0].pk)
        done.set()  # publishing goes on and has to wait for the row
        request.withdrawn_at = NOW
        request.save()
        Event().wait(0.3)

    answers = at_once([lambda: out(matching), while_publishing(monkeypatch, withdraw)])

    assert answers[0].code == "changed"
    assert not Proposal.objects.offered().exists()


def test_who_is_excluded_while_it_is_published_is_proposed_to_nobody(monkeypatch):
    matching, requests, _mentors = scene()
    draft = Proposal.objects.get(request=requests[0])

    @transaction.atomic
    def exclude(done):
        Exclusion.objects.create(person=draft.request.person, other=draft.mentor.person)
        done.set()  # publishing goes on, and cannot see what is not committed
        Event().wait(0.3)

    answers = at_once([lambda: out(matching), while_publishing(monkeypatch, exclude)])

    assert answers[0].code == "changed"
    assert not Proposal.objects.offered().exists()


def test_who_excludes_and_waits_for_a_row_that_is_held_makes_publishing_step_back(monkeypatch):
    matching, requests, _mentors = scene()
    draft = Proposal.objects.get(request=requests[0])

    @transaction.atomic
    def exclude_and_withdraw(done):
        Exclusion.objects.create(person=draft.request.person, other=draft.mentor.person)
        done.set()
        Event().wait(0.2)  # by now publishing holds the rows and waits for the table
        list(MentoringRequest.objects.select_for_update(no_key=True).filter(pk=draft.request_id))

    answers = at_once([lambda: out(matching), while_publishing(monkeypatch, exclude_and_withdraw)])

    assert (answers[0].code, answers[1]) == ("changed", None)


def published_place(capacities):
    """A published round with nobody in it, and mentors with these places."""
    matching, skill = RoundFactory(area=AreaFactory()), SkillFactory()
    Solution.objects.create(round=matching, version=1, sha256="0" * 64)
    matching.published_at = NOW
    matching.save()
    for capacity in capacities:
        mentor_with(skills=[skill], capacity=capacity)
    return matching, skill


def test_fifty_ask_for_the_last_places_of_two_at_once():
    matching, skill = published_place([2, 1])
    requests = [request_for(area=matching.area, skills=[skill]) for _ in range(50)]

    answers = at_once([lambda one=one: next_best(request=one, now=NOW) for one in requests])

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert sum(answer is not None for answer in answers) == 3
    assert Proposal.objects.unanswered().count() == 3
    assert not over_capacity().exists()
    assert Notice.objects.filter(kind="still_waiting").count() == 47


def test_one_who_asks_for_the_next_many_times_at_once_gets_one():
    matching, skill = published_place([5, 5])
    request = request_for(area=matching.area, skills=[skill])

    answers = at_once([lambda: next_best(request=request, now=NOW + timedelta(0))] * 8)

    assert sum(isinstance(answer, Proposal) for answer in answers) == 1
    assert Proposal.objects.unanswered().count() == 1
