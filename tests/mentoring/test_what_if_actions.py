"""What a change to a solved round would bring."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.actions import what_if
from mentoring.actions.proposals import accept
from mentoring.actions.publishing import publish
from mentoring.actions.solving import solve
from mentoring.models import Block, Choice, Exclusion, Proposal, Reserve, Solution
from mentoring.rules.flow import Figures
from tests.academy.factories import SkillFactory

from .factories import RoundFactory, mentor_with, request_for

NOW = timezone.now()
HOUR = ((1, 19 * 60, 20 * 60),)


@pytest.fixture
def skill(db):
    return SkillFactory()


@pytest.fixture
def matching(db):
    return RoundFactory()


def solved(matching):
    return solve(round=matching, actor=None, now=NOW)


def code_of(act, **asked):
    with pytest.raises(ValidationError) as refused:
        act(**asked)
    return refused.value.code


def test_lock_tells_what_it_costs_and_whom_it_leaves_alone(matching, skill):
    strong = request_for(area=matching.area, skills=[skill])
    weak = request_for(area=matching.area, skills=[skill], blocks=HOUR)
    mentor = mentor_with(skills=[skill])
    solved(matching)

    told = what_if.if_locked(round=matching, request=weak, mentor=mentor)

    assert (told.alone, told.gained, told.moved) == ((strong.pk,), (weak.pk,), ())
    assert (told.before, told.after) == (Figures(1, 0, 0, 74), Figures(1, 0, 0, 68))
    assert told.change == Figures(0, 0, 0, -6)


@pytest.mark.parametrize("act", ["lock", "forbid", "prefer"])
def test_what_is_told_is_what_then_happens(matching, skill, act):
    requests = [request_for(area=matching.area, skills=[skill], blocks=HOUR[:n] or None) for n in (1, 1, 1)]
    mentors = [mentor_with(skills=[skill]) for _ in range(2)]
    Choice.objects.create(round=matching, request=requests[0], mentor=mentors[0], kind="lock", reason="They asked")
    solved(matching)
    pair = {"request": requests[1], "mentor": mentors[1]}
    points = 7 if act == "prefer" else 0
    asked = {
        "lock": lambda: what_if.if_locked(round=matching, **pair),
        "forbid": lambda: what_if.if_forbidden(round=matching, **pair),
        "prefer": lambda: what_if.if_preferred(round=matching, points=7, **pair),
    }

    told = asked[act]()
    Choice.objects.create(round=matching, kind=act, points=points, reason="So it is", **pair)
    solution = solved(matching)

    assert told.after._asdict() == {name: solution.figures[name] for name in Figures._fields}


def test_pair_that_must_not_be_is_refused_without_a_word_of_why(matching, skill):
    request, mentor = request_for(area=matching.area, skills=[skill]), mentor_with(skills=[skill])
    solved(matching)
    Exclusion.objects.create(person=mentor.person, other=request.person)

    with pytest.raises(ValidationError) as refused:
        what_if.if_locked(round=matching, request=request, mentor=mentor)

    assert refused.value.messages == [
        f"{request.person} and {mentor} are locked, but cannot be a pair. Take this lock back."
    ]


def test_points_make_no_pair_that_a_rule_speaks_against(matching, skill):
    request = request_for(area=matching.area, skills=[skill])
    mentor = mentor_with(skills=[SkillFactory()])
    solved(matching)

    assert code_of(what_if.if_preferred, round=matching, request=request, mentor=mentor, points=5) == "no_candidate"


def test_other_terms_are_told(matching, skill):
    request_for(area=matching.area, skills=[skill], blocks=HOUR)
    mentor_with(skills=[skill])
    solved(matching)

    assert what_if.if_terms(round=matching, thin_below=90).change == Figures(0, 1, 0, 0)
    assert what_if.if_terms(round=matching, least_minutes=90).change == Figures(-1, 0, 0, -68)
    assert what_if.if_terms(round=matching, may_share_affiliate=True).change == Figures(0, 0, 0, 0)


def test_one_more_mentor_and_one_whose_place_is_held_back(matching, skill):
    requests = [request_for(area=matching.area, skills=[skill]) for _ in range(3)]
    backup = mentor_with(skills=[skill])
    Reserve.objects.create(round=matching, mentor=backup, is_backup=True)
    solved(matching)
    newcomer = mentor_with(skills=[skill], capacity=2)

    assert what_if.if_joined(round=matching, mentor=backup).change.matched == 1
    told = what_if.if_joined(round=matching, mentor=newcomer)
    assert told.change.matched == 2
    assert set(told.gained) < {request.pk for request in requests}


def test_recruiting_list_names_the_mentors_who_would_help(matching, skill):
    for _ in range(4):
        request_for(area=matching.area, skills=[skill], languages=["sw"], blocks=((1, 18 * 60, 21 * 60),))
    solved(matching)

    first = what_if.recruiting_list(round=matching)[0]

    assert (first.language, first.skill, first.more) == ("sw", skill.pk, 4)


def test_after_it_went_out_organizers_still_read_whom_to_look_for(matching, skill):
    paired = request_for(area=matching.area, skills=[skill])
    Choice.objects.create(round=matching, request=paired, mentor=mentor_with(skills=[skill]), kind="lock", reason="So")
    for _ in range(4):
        request_for(area=matching.area, skills=[skill], languages=["sw"], blocks=((1, 18 * 60, 21 * 60),))
    solved(matching)
    publish(round=matching, actor=None, now=NOW)
    matching.refresh_from_db()
    for side in ("mentee", "mentor"):
        accept(proposal=paired.proposals.get(), side=side, now=NOW)

    (first,) = what_if.recruiting_list(round=matching)

    assert (first.language, first.skill, first.more) == ("sw", skill.pk, 4)


def test_nothing_is_written(matching, skill):
    request, mentor = request_for(area=matching.area, skills=[skill]), mentor_with(skills=[skill])
    solved(matching)
    before = list(Proposal.objects.values()), list(Solution.objects.values()), Block.objects.count()

    what_if.if_forbidden(round=matching, request=request, mentor=mentor)

    assert before == (list(Proposal.objects.values()), list(Solution.objects.values()), Block.objects.count())


def test_unsolved_and_published_rounds_are_refused(matching, skill):
    assert code_of(what_if.if_terms, round=matching, thin_below=1) == "unsolved"
    solved(matching)
    matching.published_at = NOW
    assert code_of(what_if.if_terms, round=matching, thin_below=1) == "published"
