"""Declining, withdrawing, what the clock ends, and who comes next."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring import models
from mentoring.actions import proposals as actions
from tests.academy.factories import SkillFactory
from tests.factories import PersonFactory

from .factories import (
    MentorFactory,
    MentoringRequestFactory,
    ProposalFactory,
    RoundFactory,
    mentor_with,
    request_for,
)
from .proposing import accept, ask, decline, of_round, told, withdraw

pytestmark = pytest.mark.django_db


def test_too_late_a_yes_is_refused():
    proposal = ProposalFactory()

    with pytest.raises(ValidationError) as refusal:
        accept(proposal, "mentor", proposal.expires_at)

    assert refusal.value.code == "expired"


def test_a_no_says_why_and_who_asked_is_told():
    proposal = ask(MentoringRequestFactory(), MentorFactory())

    declined = decline(proposal, reason="  I have no time this spring. ")

    assert (declined.answer, declined.declined_by, declined.reason) == (
        "declined",
        "mentor",
        "I have no time this spring.",
    )
    assert told()[1:] == [("proposal_declined", proposal.request.person.username)]


def test_a_mentor_who_gives_no_reason_is_asked_for_one():
    with pytest.raises(ValidationError) as refusal:
        decline(ProposalFactory(), reason="  ")

    assert refusal.value.error_dict["reason"][0].code == "no_reason"


def test_a_mentee_declines_without_a_reason():
    proposal = of_round()

    assert decline(proposal, "mentee", "").declined_by == "mentee"
    assert told() == [("proposal_declined", proposal.mentor.person.username)]


def test_declining_and_pausing_is_one_step():
    proposal, day = ProposalFactory(), timezone.localdate() + timedelta(days=30)

    decline(proposal, pause_until=day)

    proposal.mentor.refresh_from_db()
    assert proposal.mentor.away_until == day
    with pytest.raises(ValidationError) as refusal:
        ask(MentoringRequestFactory(), proposal.mentor)
    assert refusal.value.code == "away"


@pytest.mark.parametrize("days", [-2, 400])
def test_a_pause_in_the_past_or_for_years_is_refused_and_nothing_is_declined(days):
    proposal = ProposalFactory()

    with pytest.raises(ValidationError) as refusal:
        decline(proposal, pause_until=timezone.localdate() + timedelta(days=days))

    proposal.refresh_from_db()
    assert (refusal.value.error_dict["pause_until"][0].code, proposal.answer) == ("pause", "")


def test_a_no_after_a_yes_is_answered_with_what_holds():
    proposal = ProposalFactory()
    accept(proposal, "mentor")

    with pytest.raises(ValidationError) as refusal:
        decline(proposal)

    assert refusal.value.code == "accepted"


def test_a_no_sent_twice_is_one():
    proposal = ProposalFactory()

    assert decline(proposal, reason="First.").reason == decline(proposal, reason="Second.").reason == "First."
    assert len(told()) == 1


def test_who_asked_takes_it_back_and_the_mentor_is_told():
    proposal = ProposalFactory()

    assert withdraw(proposal) == withdraw(proposal)
    proposal.refresh_from_db()
    assert proposal.answer == "withdrawn"
    assert told() == [("proposal_withdrawn", proposal.mentor.person.username)]


def test_what_a_round_proposed_is_declined_and_not_withdrawn():
    with pytest.raises(ValidationError) as refusal:
        withdraw(of_round())

    assert refusal.value.code == "not_asked"


def test_the_clock_ends_what_nobody_answered_and_tells_both():
    proposal, still_open = ProposalFactory(), ProposalFactory(offered_at=timezone.now() + timedelta(hours=1))

    assert actions.pass_lapsed_on(now=proposal.expires_at) == 1
    assert actions.pass_lapsed_on(now=proposal.expires_at) == 0

    proposal.refresh_from_db(), still_open.refresh_from_db()
    assert (proposal.answer, still_open.answer) == ("expired", "")
    people = {proposal.request.person.username, proposal.mentor.person.username}
    assert set(told()) == {("proposal_expired", name) for name in people}


def test_who_closed_the_account_is_not_told():
    proposal = ProposalFactory(mentor__person=PersonFactory(is_active=False))

    withdraw(proposal)

    assert told() == []


def published_round(**fields):
    """A round whose proposals went out."""
    matching = RoundFactory(announced_at=timezone.now(), **fields)
    models.Round.objects.filter(pk=matching.pk).update(published_at=timezone.now())
    matching.refresh_from_db()
    return matching


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_who_loses_the_mentor_of_a_round_is_proposed_the_next_best_one(side):
    skill = SkillFactory()
    request, following = request_for(skills=[skill]), mentor_with(skills=[skill])
    proposal = of_round(request=request, round=published_round(area=request.area), mentor=mentor_with(skills=[skill]))

    decline(proposal, side)
    decline(proposal, side)

    after = models.Proposal.objects.get(answer="")
    assert (after.request, after.mentor, after.origin) == (request, following, "next")


def test_nobody_is_proposed_to_who_asked_directly():
    skill = SkillFactory()
    request = request_for(skills=[skill])
    published_round(area=request.area)
    mentor_with(skills=[skill])

    decline(ask(request, mentor_with(skills=[skill])))

    assert not models.Proposal.objects.filter(answer="").exists()


def test_what_was_asked_directly_holds_its_points_and_reasons():
    skill = SkillFactory()
    proposal = ask(request_for(skills=[skill]), mentor_with(skills=[skill]))

    assert [code["code"] for code in proposal.codes] == ["skills", "languages", "hours", "choice"]
    assert proposal.points == sum(code["points"] for code in proposal.codes) > 40
