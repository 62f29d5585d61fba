"""Solving a round as it runs: one at a time, with its progress, by a worker, and what is refused."""

from datetime import timedelta
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.actions import solving
from mentoring.actions.solving import solve
from mentoring.models import Choice, Proposal, Reserve, Solution
from mentoring.rules.solving import PATIENCE
from mentoring.tasks import solve_round
from tests.academy.factories import SkillFactory
from tests.races import at_once

from .factories import RoundFactory, mentor_with, request_for

NOW = timezone.now()


@pytest.fixture
def skill(db):
    return SkillFactory()


@pytest.fixture
def matching(db):
    return RoundFactory()


def refusal(matching, now=NOW):
    with pytest.raises(ValidationError) as refused:
        solve(round=matching, actor=None, now=now)
    return refused.value.error_list[0].code


def test_published_round_and_one_that_is_over_are_refused(matching):
    Solution.objects.create(round=matching, version=1, sha256="0" * 64)
    matching.published_at = NOW
    matching.save()
    over = RoundFactory(starts_on=NOW.date() - timedelta(days=9), ends_on=NOW.date())

    assert (refusal(matching), refusal(over)) == ("published", "over")


def test_dead_worker_is_waited_for_until_the_clock_says_that_it_is_dead(matching):
    matching.solving_since = NOW
    matching.save()

    assert refusal(matching, NOW + PATIENCE - timedelta(seconds=1)) == "solving"
    assert solve(round=matching, actor=None, now=NOW + PATIENCE).version == 1


def test_worker_that_was_too_slow_keeps_nothing(matching, skill):
    request_for(area=matching.area, skills=[skill])
    mentor_with(skills=[skill])
    later = NOW + PATIENCE

    def another(per_cent):
        if per_cent == solving.PROVED:
            solve(round=matching, actor=None, now=later)

    with pytest.raises(ValidationError) as refused:
        solve(round=matching, actor=None, now=NOW, report=another)

    assert refused.value.error_list[0].code == "superseded"
    assert Solution.objects.get().solved_at == later
    matching.refresh_from_db()
    assert (matching.progress, matching.failure) == (100, "")


def test_progress_is_told_while_it_is_solved(matching):
    told = []

    solve(round=matching, actor=None, now=NOW, report=told.append)

    assert told == [20, 70, 85, 100]


def test_task_leaves_the_refusal_in_the_round(matching, skill):
    request, mentor = request_for(area=matching.area, skills=[skill]), mentor_with(skills=[skill], capacity=1)
    Reserve.objects.create(round=matching, mentor=mentor, is_backup=True)
    Choice.objects.create(round=matching, request=request, mentor=mentor, kind="lock", reason="They asked")

    solve_round(matching.pk, request.person_id)

    matching.refresh_from_db()
    assert matching.failure == (
        f"{request.person} and {mentor} are locked, but {mentor} has no place left. Take this lock back."
    )


def test_task_notes_who_solved(matching):
    actor = request_for(area=matching.area).person

    solve_round(matching.pk, actor.pk)

    assert matching.solutions.get().solved_by == actor


@pytest.mark.parametrize("rows", [1, 3])
def test_any_number_of_people_costs_the_same_questions(matching, skill, rows, django_assert_num_queries):
    for _ in range(rows):
        request_for(area=matching.area, skills=[skill])
        mentor_with(skills=[skill])

    with django_assert_num_queries(40):
        solve(round=matching, actor=None, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_solve_at_once_one_is_refused(skill, monkeypatch):
    matching = RoundFactory()
    for _ in range(20):
        request_for(area=matching.area, skills=[skill])
        mentor_with(skills=[skill])

    ended, check = Event(), solving.rules.check_can_solve
    monkeypatch.setattr(solving.rules, "check_can_solve", lambda *asked: (check(*asked), Event().wait(0.3)))

    def slowly(per_cent):
        ended.wait(10 if per_cent == solving.READ else 0)

    def one():
        try:
            return solve(round=matching, actor=None, now=timezone.now(), report=slowly)
        except ValidationError:
            ended.set()
            raise

    answers = at_once([one] * 2)

    assert {type(answer) for answer in answers} == {Solution, ValidationError}
    assert [answer.code for answer in answers if isinstance(answer, ValidationError)] == ["solving"]
    assert Proposal.objects.drafts().filter(round=matching).count() == 20
