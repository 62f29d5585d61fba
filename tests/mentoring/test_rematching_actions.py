"""Who comes next, and where those go whose pairing broke."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.actions.rematching import give_on, next_best, place_orphans
from mentoring.models import Exclusion, OfferedSkill, Pairing, Proposal, Reserve, Solution
from mentoring.tasks import pass_lapsed_proposals_on
from notices.models import Notice
from tests.academy.factories import SkillFactory
from tests.factories import PersonFactory

from .factories import AcceptedProposalFactory, PairingFactory, RoundFactory, mentor_with, request_for

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def skill(db):
    return SkillFactory()


@pytest.fixture
def matching(db):
    """A published round."""
    matching = RoundFactory()
    Solution.objects.create(round=matching, version=1, sha256="0" * 64)
    matching.published_at = NOW
    matching.save()
    return matching


@pytest.fixture
def request_(matching, skill):
    return request_for(area=matching.area, skills=[skill])


def failed(request, mentor, matching, answer="declined"):
    """A proposal of the round that came to nothing."""
    fields = {"declined_by": "mentor"} if answer == "declined" else {}
    return Proposal.objects.create(
        request=request,
        mentor=mentor,
        round=matching,
        origin="round",
        points=70,
        offered_at=NOW - timedelta(days=9),
        expires_at=NOW - timedelta(days=2),
        answer=answer,
        answered_at=NOW,
        **fields,
    )


def following(request):
    return next_best(request=request, now=NOW)


def kinds_of(person):
    return list(Notice.objects.filter(recipient=person).values_list("kind", flat=True))


def test_next_best_is_proposed_to_both_for_the_days_of_the_round(matching, request_, skill):
    failed(request_, mentor_with(skills=[skill], capacity=5), matching)
    mentor_with(skills=[skill], blocks=((1, 19 * 60, 20 * 60),))
    best = mentor_with(skills=[skill])

    proposal = following(request_)

    assert (proposal.mentor, proposal.origin, proposal.round, proposal.points) == (best, "next", matching, 74)
    assert proposal.codes[0]["code"] == "skills"
    assert proposal.expires_at == NOW + timedelta(days=7)
    assert kinds_of(request_.person) == kinds_of(best.person) == ["proposal_made"]


def test_places_that_were_held_back_are_given_on(matching, request_, skill):
    backup = mentor_with(skills=[skill])
    Reserve.objects.create(round=matching, mentor=backup, is_backup=True)

    assert following(request_).mentor == backup


@pytest.mark.parametrize("answer", ["declined", "expired"])
def test_nobody_is_proposed_twice_and_who_waits_is_told_once(matching, request_, skill, answer):
    failed(request_, mentor_with(skills=[skill], capacity=5), matching, answer)

    assert (following(request_), following(request_)) == (None, None)
    assert kinds_of(request_.person) == ["still_waiting"]


def full(mentor, request):
    proposal = AcceptedProposalFactory(mentor=mentor)
    PairingFactory(proposal=proposal, mentor=mentor)


def away(mentor, request):
    mentor.away_until = TODAY + timedelta(days=30)
    mentor.save()


def stopped(mentor, request):
    mentor.stopped_at = NOW
    mentor.save()


def excluded(mentor, request):
    Exclusion.objects.create(person=mentor.person, other=request.person)


def elsewhere(mentor, request):
    mentor.areas.add(RoundFactory().area)


def co_mentor(mentor, request):
    OfferedSkill.objects.filter(mentor=mentor).update(is_as_co_mentor=True)


@pytest.mark.parametrize("why", [full, away, stopped, excluded, elsewhere, co_mentor])
def test_mentors_who_cannot_are_not_proposed(matching, request_, skill, why):
    why(mentor_with(skills=[skill]), request_)

    assert following(request_) is None


def withdrawn(request):
    request.withdrawn_at = NOW
    request.save()


def waiting(request):
    other = mentor_with()
    ends = NOW + timedelta(days=7)
    Proposal.objects.create(request=request, mentor=other, origin="asked", offered_at=NOW, expires_at=ends)


def erased(request):
    request.person.is_active = False
    request.person.save()


@pytest.mark.parametrize("why", [withdrawn, waiting, erased])
def test_who_does_not_look_gets_nobody_and_no_mail(matching, request_, skill, why):
    mentor_with(skills=[skill])
    why(request_)

    assert following(request_) is None
    assert kinds_of(request_.person) == []


def test_before_a_round_is_published_nobody_comes_next(skill):
    matching = RoundFactory()
    mentor_with(skills=[skill])

    assert following(request_for(area=matching.area, skills=[skill])) is None


def test_clock_ends_what_lapsed_and_gives_the_next_best(matching, request_, skill):
    lapsing = failed(request_, mentor_with(skills=[skill]), matching)
    Proposal.objects.filter(pk=lapsing.pk).update(answer="", answered_at=None, declined_by="")
    following = mentor_with(skills=[skill], blocks=((1, 19 * 60, 20 * 60),))

    pass_lapsed_proposals_on()

    lapsing.refresh_from_db()
    assert lapsing.answer == "expired"
    assert Proposal.objects.unanswered().get().mentor == following


def test_what_a_crash_left_behind_is_given_on_once(matching, request_, skill):
    failed(request_, mentor_with(skills=[skill]), matching)
    alone = request_for(area=matching.area, skills=[SkillFactory()])
    failed(alone, mentor_with(), matching)
    mentor_with(skills=[skill])

    assert (give_on(now=NOW), give_on(now=NOW)) == (1, 0)
    assert kinds_of(alone.person) == ["still_waiting"]


def broken_pair(matching, skill, ending="changed"):
    """The request of a pairing that broke."""
    request = request_for(area=matching.area, skills=[skill])
    proposal = AcceptedProposalFactory(request=request, mentor=mentor_with(skills=[skill], capacity=5))
    PairingFactory(proposal=proposal, mentor=proposal.mentor, ended_at=NOW, ending=ending)
    return request


def test_orphans_get_free_places_and_pairs_that_stand_stay(matching, skill):
    orphans = [broken_pair(matching, skill), broken_pair(matching, skill, "stopped")]
    standing = AcceptedProposalFactory(mentor=mentor_with(skills=[skill]))
    PairingFactory(proposal=standing, mentor=standing.mentor)
    request_for(area=matching.area, skills=[skill])  # waits for the next round
    actor = PersonFactory()

    proposals = place_orphans(round=matching, actor=actor, now=NOW)

    assert {(row.request, row.origin) for row in proposals} == {(orphan, "orphan") for orphan in orphans}
    former = {pairing.request_id: pairing.mentor_id for pairing in Pairing.objects.ended()}
    assert all(former[row.request_id] != row.mentor_id for row in proposals)
    assert Pairing.objects.active().get().mentor == standing.mentor
    assert matching.history.first().history_user == actor
    assert place_orphans(round=matching, actor=actor, now=NOW) == []


def test_orphans_without_a_place_are_told(matching, skill):
    orphan = broken_pair(matching, skill)

    assert place_orphans(round=matching, actor=None, now=NOW) == []
    assert kinds_of(orphan.person) == ["still_waiting"]


def test_orphans_wait_for_a_published_round(skill):
    with pytest.raises(ValidationError) as refused:
        place_orphans(round=RoundFactory(), actor=None, now=NOW)

    assert refused.value.code == "unpublished"
