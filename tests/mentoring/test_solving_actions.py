"""Solving a round: what is kept of it, and what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.actions import solving
from mentoring.actions.solving import solve
from mentoring.kept_candidates import read
from mentoring.models import Choice, Exclusion, Proposal, Reserve, Solution, Unmatched
from tests.academy.factories import SkillFactory

from .factories import RoundFactory, mentor_with, request_for

NOW = timezone.now()


@pytest.fixture
def skill(db):
    return SkillFactory()


@pytest.fixture
def matching(db):
    return RoundFactory()


def solved(matching):
    return solve(round=matching, actor=None, now=timezone.now())


def pairs(matching):
    return set(Proposal.objects.drafts().filter(round=matching).values_list("request", "mentor"))


def refusal(matching, now=NOW):
    with pytest.raises(ValidationError) as refused:
        solve(round=matching, actor=None, now=now)
    return refused.value.error_list[0].code


def test_solved_round_keeps_drafts_with_points_and_reasons(matching, skill):
    request, mentor = request_for(area=matching.area, skills=[skill]), mentor_with(skills=[skill])

    solution = solved(matching)

    draft = Proposal.objects.get()
    assert (draft.request, draft.mentor, draft.round, draft.origin) == (request, mentor, matching, "round")
    assert draft.offered_at is None
    assert draft.points == 40 + 25 + 9  # three hours a week
    assert [code["code"] for code in draft.codes] == ["skills", "languages", "hours", "choice"]
    assert draft.codes[1]["languages"] == [["en", 5]]
    assert draft.codes[2]["minutes"] == 180
    assert solution.figures.pop("seconds") < 5
    assert solution.figures == {
        "requests": 1,
        "mentors": 1,
        "places": 1,
        "pairs": 1,
        "matched": 1,
        "thin": 0,
        "waited": 0,
        "total": 74,
    }
    assert solution.proof["holds"]
    assert solution.sha256 == solution.proof["inputs"]
    assert read(solution.candidates).pairs == {request.person_id: mentor.person_id}


def test_solved_again_the_new_drafts_stand_in_for_the_old_ones(matching, skill):
    first = request_for(area=matching.area, skills=[skill])
    solved(matching)
    mentor = mentor_with(skills=[skill])

    solution = solved(matching)

    assert solution.version == 2
    assert pairs(matching) == {(first.pk, mentor.pk)}
    assert not Unmatched.objects.exists()
    assert [bool(row.candidates) for row in matching.solutions.order_by("version")] == [False, True]
    matching.refresh_from_db()
    assert (matching.solving_since, matching.progress, matching.failure) == (None, 100, "")


def test_who_is_alone_is_told_why(matching, skill):
    no_mentor_speaks_it = request_for(area=matching.area, skills=[skill], languages=["sw"])
    nowhere = request_for(area=matching.area, skills=[skill], zone="Mars/Olympus_Mons")
    never = request_for(area=matching.area, skills=[skill], blocks=())
    late = request_for(area=matching.area, skills=[skill], blocks=((0, 0, 60),))
    mentor_with(skills=[skill])

    solved(matching)

    told = {row.request_id: row.codes[0] for row in Unmatched.objects.all()}
    assert told[no_mentor_speaks_it.pk] == {"code": "language", "languages": ["sw"]}
    assert told[nowhere.pk] == {"code": "zone", "zone": "Mars/Olympus_Mons"}
    assert told[never.pk] == {"code": "no_hours"}
    assert told[late.pk]["code"] == "hours"


def test_no_mentor_at_all_leaves_everybody_alone(matching, skill):
    request_for(area=matching.area, skills=[skill])

    solution = solved(matching)

    assert (solution.figures["matched"], solution.figures["places"]) == (0, 0)
    assert Unmatched.objects.get().codes[0]["code"] == "language"


def test_round_of_nobody_is_solved(matching):
    assert solved(matching).figures["requests"] == 0


def test_choices_and_reserves_are_obeyed(matching, skill):
    ones = [request_for(area=matching.area, skills=[skill]) for _ in range(4)]
    locked, forbidden, backup, held = (mentor_with(skills=[skill], capacity=2) for _ in range(4))
    Choice.objects.create(round=matching, request=ones[0], mentor=locked, kind="lock", reason="They asked")
    for one in ones[1:]:
        Choice.objects.create(round=matching, request=one, mentor=forbidden, kind="forbid", reason="No")
        Choice.objects.create(round=matching, request=one, mentor=locked, kind="forbid", reason="No")
    Reserve.objects.create(round=matching, mentor=backup, is_backup=True)
    Reserve.objects.create(round=matching, mentor=held, places=1)

    solution = solved(matching)

    assert solution.figures["matched"] == 2
    assert (ones[0].pk, locked.pk) in pairs(matching)
    assert {mentor for _request, mentor in pairs(matching)} == {locked.pk, held.pk}


def test_lock_that_cannot_be_kept_is_named(matching, skill):
    request, mentor = request_for(area=matching.area, skills=[skill]), mentor_with(skills=[skill])
    Exclusion.objects.create(person=request.person, other=mentor.person)
    Choice.objects.create(round=matching, request=request, mentor=mentor, kind="lock", reason="They asked")

    assert refusal(matching) == "lock"

    matching.refresh_from_db()
    assert str(mentor) in matching.failure
    assert matching.solving_since is None
    assert not Solution.objects.exists()


def test_what_is_not_proved_is_not_kept(matching, skill, monkeypatch):
    request_for(area=matching.area, skills=[skill])
    mentor_with(skills=[skill])
    best = solving.match
    monkeypatch.setattr(solving, "match", lambda ones, others, terms: spoilt(best(ones, others, terms)))

    assert refusal(matching) == "unproved"

    assert not Solution.objects.exists()
    assert not Proposal.objects.exists()


def spoilt(found):
    """The matching with its one pair taken out."""
    found.mentor_of[:] = -1
    return found


@pytest.mark.parametrize("change", ["withdrawn", "asked", "erased", "elsewhere"])
def test_who_is_not_open_takes_no_part(matching, skill, change):
    request = request_for(area=matching.area, skills=[skill])
    mentor = mentor_with(skills=[skill])
    take_out(change, request, mentor)

    assert solved(matching).figures["requests"] == 0


def take_out(change, request, mentor):
    if change == "withdrawn":
        request.withdrawn_at = NOW
    elif change == "asked":
        Proposal.objects.create(
            request=request, mentor=mentor, origin="asked", offered_at=NOW, expires_at=NOW + timedelta(days=7)
        )
    elif change == "erased":
        request.person.is_active = False
        request.person.save()
    else:
        request.area = RoundFactory().area
    request.save()


def test_mentors_of_another_area_and_those_as_co_mentors_take_no_part(matching, skill):
    request_for(area=matching.area, skills=[skill])
    mentor_with(skills=[skill]).areas.add(RoundFactory().area)
    learner = mentor_with(skills=[skill])
    learner.offered_skills.update(is_as_co_mentor=True)
    mentor_with(skills=[skill], away_until=matching.starts_on)

    solved(matching)

    assert Unmatched.objects.get().codes[0]["code"] == "away"


def test_who_waited_in_the_last_round_comes_first(matching, skill):
    last = RoundFactory(area=matching.area)
    ones = [request_for(area=matching.area, skills=[skill]) for _ in range(6)]
    mentor_with(skills=[skill])
    waited = ones[3]
    solution = Solution.objects.create(round=last, version=1, sha256="0" * 64)
    Unmatched.objects.create(solution=solution, request=waited, codes=[])
    last.published_at = NOW
    last.save()

    assert solved(matching).figures["waited"] == 1
    assert {request for request, _mentor in pairs(matching)} == {waited.pk}


def test_those_who_declined_are_not_proposed_again(matching, skill):
    request, mentor = request_for(area=matching.area, skills=[skill]), mentor_with(skills=[skill])
    Proposal.objects.create(
        request=request,
        mentor=mentor,
        origin="asked",
        offered_at=NOW,
        expires_at=NOW + timedelta(days=7),
        answer="declined",
        answered_at=NOW,
        declined_by="mentor",
    )

    assert solved(matching).figures["matched"] == 0
