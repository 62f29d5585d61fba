"""Publishing a round: everything as it was solved, once, or nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.actions import publishing
from mentoring.actions.publishing import publish
from mentoring.actions.solving import solve
from mentoring.models import Block, Choice, Exclusion, Proposal, Reserve, Round
from notices.models import Notice
from tests.academy.factories import SkillFactory
from tests.factories import PersonFactory

from .factories import RoundFactory, mentor_with, request_for

NOW = timezone.now()


@pytest.fixture
def skill(db):
    return SkillFactory()


@pytest.fixture
def matching(db):
    return RoundFactory(answer_days=5)


@pytest.fixture
def pair(matching, skill):
    """A request and a mentor whom the solved round pairs."""
    pair = request_for(area=matching.area, skills=[skill]), mentor_with(skills=[skill])
    solved(matching)
    return pair


def solved(matching):
    return solve(round=matching, actor=None, now=NOW)


def published(matching, actor=None):
    return publish(round=matching, actor=actor, now=NOW)


def refusal(matching):
    with pytest.raises(ValidationError) as refused:
        published(matching)
    return refused.value.error_list[0].code


def test_publishing_offers_the_drafts_for_the_days_of_the_round(matching, pair):
    actor = PersonFactory()

    published(matching, actor)

    proposal = Proposal.objects.get()
    assert (proposal.offered_at, proposal.expires_at) == (NOW, NOW + timedelta(days=5))
    matching.refresh_from_db()
    assert (matching.published_at, matching.published_by) == (NOW, actor)
    assert matching.history.first().history_user == actor


def test_everybody_gets_one_notice(matching, skill):
    mentor = mentor_with(skills=[skill], capacity=2)
    mentees = [request_for(area=matching.area, skills=[skill]) for _ in range(3)]
    solved(matching)

    published(matching)

    told = sorted(Notice.objects.values_list("recipient", "kind"))
    paired = set(Proposal.objects.values_list("request__person", flat=True))
    kinds = {one.person_id: "proposal_made" if one.person_id in paired else "round_nobody" for one in mentees}
    assert told == sorted([*kinds.items(), (mentor.person_id, "round_proposals")])
    assert len(paired) == 2


def test_second_publication_is_answered_with_what_holds(matching, pair):
    published(matching)

    assert refusal(matching) == "published"
    assert Notice.objects.count() == 2


def test_unsolved_round_and_one_that_pairs_nobody_are_not_published(matching, skill):
    assert refusal(matching) == "unsolved"
    request_for(area=matching.area, skills=[skill])
    solved(matching)
    assert refusal(matching) == "nobody"


def withdraw(request, mentor):
    request.withdrawn_at = NOW
    request.save()


def ask_elsewhere(request, mentor):
    ends = NOW + timedelta(days=7)
    Proposal.objects.create(
        request=request, mentor=mentor_with(), origin="asked", offered_at=NOW, expires_at=ends, mentee_accepted_at=NOW
    )


def stop(request, mentor):
    mentor.stopped_at = NOW
    mentor.save()


def fill(request, mentor):
    other = Proposal(request=request_for(), mentor=mentor, origin="round", points=50)
    other.offered_at, other.expires_at = NOW, NOW + timedelta(days=7)
    other.save()


def avoid(request, mentor):
    Exclusion.objects.create(person=mentor.person, other=request.person)


def erase(request, mentor):
    request.person.is_active = False
    request.person.save()


def change_hours(request, mentor):
    Block.objects.filter(availability__person=request.person).first().delete()


def leave(request, mentor):
    Proposal.objects.drafts().delete()


CHANGES = [withdraw, ask_elsewhere, stop, fill, avoid, erase, change_hours, leave]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changed_since_nothing_goes_out(matching, pair, change):
    change(*pair)

    assert refusal(matching) == "changed"
    assert not Proposal.objects.offered().filter(round=matching).exists()
    assert Round.objects.get(pk=matching.pk).published_at is None
    assert not Notice.objects.exists()


def test_refusal_says_how_many_changed(matching, skill):
    ones = [request_for(area=matching.area, skills=[skill]) for _ in range(3)]
    mentor_with(skills=[skill], capacity=5)
    solved(matching)
    withdraw(ones[0], None)
    erase(ones[1], None)

    with pytest.raises(ValidationError) as refused:
        published(matching)

    assert refused.value.messages[0].startswith("2 pairs cannot be proposed any more as they stand")


def forbid(matching, request, mentor):
    Choice.objects.create(round=matching, request=request, mentor=mentor, kind="forbid", reason="No")


def hold_back(matching, request, mentor):
    Reserve.objects.create(round=matching, mentor=mentor_with(), is_backup=True)


def ask_for_more(matching, request, mentor):
    Round.objects.filter(pk=matching.pk).update(thin_below=80)


@pytest.mark.parametrize("change", [forbid, hold_back, ask_for_more])
def test_what_organizers_decided_since_asks_for_a_new_solution(matching, pair, change):
    change(matching, *pair)

    assert refusal(matching) == "decided"
    solved(matching)
    if change is not forbid:
        published(matching)


def test_second_round_over_the_same_people_is_refused(matching, pair):
    second = RoundFactory(area=matching.area)
    solved(second)
    published(matching)

    assert refusal(second) == "changed"
    assert solved(second).figures["requests"] == 0


def test_large_round_is_counted_by_index_before_it_goes_out(matching, pair, monkeypatch):
    monkeypatch.setattr(publishing, "MANY", 0)

    with CaptureQueriesContext(connection) as asked:
        published(matching)

    order = [query["sql"].split()[0] for query in asked]
    assert order.index("ANALYZE") < order.index("UPDATE")
    assert Proposal.objects.unanswered().count() == 1


def test_locked_pair_goes_out_though_it_shares_no_hours(matching, skill):
    request, mentor = request_for(area=matching.area, skills=[skill], blocks=()), mentor_with(skills=[skill])
    Choice.objects.create(round=matching, request=request, mentor=mentor, kind="lock", reason="They asked")
    solved(matching)

    published(matching)

    assert Proposal.objects.offered().get().points == 65
