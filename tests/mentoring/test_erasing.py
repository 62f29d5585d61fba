"""Who is erased leaves mentoring, in the middle of a round too, and nobody else loses what is theirs."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from mentoring import models
from mentoring.actions.erasing import erase_participant
from notices.models import Notice
from tests.academy.factories import SkillFactory
from tests.factories import PersonFactory

from .factories import (
    MeetingFactory,
    MentorFactory,
    PairingFactory,
    ProposalFactory,
    RoundFactory,
    mentor_with,
    request_for,
)

pytestmark = pytest.mark.django_db


def erase(person):
    return erase_participant(person=person, now=timezone.now())


def draft(**fields):
    return ProposalFactory(origin="round", points=70, offered_at=None, round=RoundFactory(), **fields)


def told():
    return set(Notice.objects.values_list("kind", "recipient"))


def test_who_seeks_leaves_the_round_that_is_prepared_and_whom_they_asked_is_told():
    request = request_for(skills=[SkillFactory()], about="I am **me**.")
    proposal = ProposalFactory(request=request, message="Hello, I am me.")
    of_round = draft(request=request)
    models.Choice.objects.create(
        round=of_round.round, request=request, mentor=of_round.mentor, kind="lock", reason="They know each other."
    )

    erase(request.person)

    request.refresh_from_db(), proposal.refresh_from_db()
    assert request.withdrawn_at
    assert (request.about, request.about_html, proposal.message) == ("", "", "")
    assert proposal.answer == "withdrawn"
    assert not models.Proposal.objects.drafts().exists()
    assert not models.Choice.objects.exists()
    assert not models.WantedSkill.objects.exists()
    assert not models.Availability.objects.filter(person=request.person).exists()
    assert told() == {("proposal_withdrawn", proposal.mentor.person_id)}


def test_who_mentors_leaves_and_who_waited_is_told():
    mentor = mentor_with(skills=[SkillFactory()], about="I help.", capacity=5)
    asked, of_round = ProposalFactory(mentor=mentor), draft(mentor=mentor)
    declined = ProposalFactory(
        mentor=mentor, answer="declined", declined_by="mentor", reason="I am ill.", answered_at=timezone.now()
    )
    models.Reserve.objects.create(round=of_round.round, mentor=mentor, places=1)

    erase(mentor.person)

    for row in (mentor, asked, declined):
        row.refresh_from_db()
    assert mentor.stopped_at
    assert (mentor.about, asked.answer, declined.reason) == ("", "withdrawn", "")
    assert not models.Proposal.objects.drafts().exists()
    assert not models.OfferedSkill.objects.exists()
    assert not models.Reserve.objects.exists()
    assert told() == {("proposal_withdrawn", asked.request.person_id)}


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_a_pair_ends_the_hours_stay_and_the_words_go(side):
    pairing = PairingFactory()
    person = pairing.mentee if side == "mentee" else pairing.mentor.person
    other = pairing.mentor.person if side == "mentee" else pairing.mentee
    mine = MeetingFactory(pairing=pairing, logged_by=person, notes="We spoke of me.")
    theirs = MeetingFactory(pairing=pairing, logged_by=other, notes="We spoke.", held_on="2026-11-12")
    for who in (person, other):
        models.Goal.objects.create(pairing=pairing, text=f"The goal of {who}", lang="en", added_by=who)
        models.PairingFeedback.objects.create(pairing=pairing, person=who, helped=3, text="Words.", lang="en")

    erase(person)

    pairing.refresh_from_db(), mine.refresh_from_db(), theirs.refresh_from_db()
    assert (pairing.ending, pairing.ended_by) == ("stopped", person)
    assert (mine.minutes, mine.notes, mine.notes_html, theirs.notes) == (60, "", "", "We spoke.")
    assert models.Goal.objects.get().added_by == other
    assert [row.text for row in models.PairingFeedback.objects.order_by("pk")] == ["", "Words."]
    assert told() == {("pairing_ended", other.pk)}


def test_a_co_mentor_leaves_and_the_two_go_on():
    pairing = PairingFactory(co_mentor=MentorFactory())

    erase(pairing.co_mentor.person)

    pairing.refresh_from_db()
    assert (pairing.co_mentor, pairing.ended_at) == (None, None)


def test_exclusions_go_in_both_directions():
    person, other = PersonFactory(), PersonFactory()
    models.Exclusion.objects.create(person=person, other=other)
    models.Exclusion.objects.create(person=other, other=person)

    erase(person)

    assert not models.Exclusion.objects.exists()


def test_a_concern_that_nobody_settled_stays_until_somebody_did():
    pairing = PairingFactory()
    concern = models.Concern.objects.create(pairing=pairing, author=pairing.mentee, text="It hurts.", lang="en")

    assert erase(pairing.mentee) == 1

    models.Concern.objects.filter(pk=concern.pk).update(settled_at=timezone.now(), outcome="We talked.")
    assert erase(pairing.mentee) == 0
    assert not models.Concern.objects.exists()


def test_erasing_twice_changes_nothing_more():
    pairing = PairingFactory()
    erase(pairing.mentee)
    before = told()

    erase(pairing.mentee)

    assert told() == before


def test_what_was_published_stays():
    proposal = ProposalFactory(origin="round", points=70, round=RoundFactory(), codes=[{"code": "choice", "points": 3}])

    erase(proposal.request.person)

    proposal.refresh_from_db()
    assert (proposal.points, proposal.answer) == (70, "withdrawn")


def test_the_command_erases_by_user_name():
    pairing, said = PairingFactory(proposal__request__person__username="nilo"), StringIO()
    models.Concern.objects.create(pairing=pairing, author=pairing.mentee, text="It hurts.", lang="en")

    call_command("erase_participant", "nilo", stdout=said)

    assert said.getvalue().splitlines() == [
        "Erased from mentoring.",
        "Concerns that stay until they are settled: 1. Settle them and run this again.",
    ]
    with pytest.raises(CommandError, match="Nobody has the user name nobody"):
        call_command("erase_participant", "nobody")
