"""Asking a mentor and accepting."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring import models
from people.models import Person

from .factories import (
    MentorFactory,
    MentoringRequestFactory,
    OfferedSkillFactory,
    PairingFactory,
    ProposalFactory,
    RoundFactory,
)
from .proposing import accept, ask, of_round, told

pytestmark = pytest.mark.django_db


def test_asking_waits_a_week_for_the_mentor_who_is_told():
    request, mentor, now = MentoringRequestFactory(), MentorFactory(), timezone.now()

    proposal = ask(request, mentor, "Hello, I would like to learn from you.", now)

    assert (proposal.origin, proposal.answer, proposal.message) == (
        "asked",
        "",
        "Hello, I would like to learn from you.",
    )
    assert (proposal.offered_at, proposal.expires_at) == (now, now + timedelta(days=7))
    assert (proposal.mentee_accepted_at, proposal.mentor_accepted_at) == (now, None)
    assert told() == [("proposal_asked", mentor.person.username)]


def test_the_same_question_sent_twice_is_one():
    request, mentor = MentoringRequestFactory(), MentorFactory()

    assert ask(request, mentor, "First.") == ask(request, mentor, "Second.")
    assert models.Proposal.objects.get().message == "First."
    assert len(told()) == 1


def oneself(mentor, request):
    models.MentoringRequest.objects.filter(pk=request.pk).update(person=mentor.person)


def stopped(mentor, request):
    models.Mentor.objects.filter(pk=mentor.pk).update(stopped_at=timezone.now())


def closed_account(mentor, request):
    Person.objects.filter(pk=mentor.person_id).update(is_active=False)


def avoids(mentor, request):
    models.Exclusion.objects.create(person=mentor.person, other=request.person)


def avoided(mentor, request):
    models.Exclusion.objects.create(person=request.person, other=mentor.person)


def away(mentor, request):
    models.Mentor.objects.filter(pk=mentor.pk).update(away_until=timezone.localdate())


def full(mentor, request):
    PairingFactory(mentor=mentor)


def held(mentor, request):
    of_round(mentor=mentor)


def withdrawn(mentor, request):
    models.MentoringRequest.objects.filter(pk=request.pk).update(withdrawn_at=timezone.now())


def has_a_mentor(mentor, request):
    PairingFactory(proposal__request=request)


def waits(mentor, request):
    ProposalFactory(request=request)


def paired(mentor, request):
    models.Mentor.objects.filter(pk=mentor.pk).update(capacity=2)
    PairingFactory(mentor=mentor, proposal__request__person=request.person)


def begins_beside_another(mentor, request):
    OfferedSkillFactory(mentor=mentor, is_as_co_mentor=True)


@pytest.mark.parametrize(
    ("why", "code"),
    [
        (oneself, "oneself"),
        (begins_beside_another, "co_mentor"),
        *[(why, "not_found") for why in (stopped, closed_account, avoids, avoided)],
        (away, "away"),
        *[(why, "full") for why in (full, held)],
        *[(why, "not_open") for why in (withdrawn, has_a_mentor)],
        (waits, "waiting"),
        (paired, "paired"),
    ],
)
def test_a_question_is_refused(why, code):
    mentor, request = MentorFactory(), MentoringRequestFactory()
    why(mentor, request)
    before = models.Proposal.objects.count()

    with pytest.raises(ValidationError) as refusal:
        ask(request, mentor)

    assert refusal.value.code == code
    assert models.Proposal.objects.count() == before
    assert told() == []


def test_the_day_after_the_absence_one_may_be_asked():
    mentor = MentorFactory(away_until=timezone.localdate() - timedelta(days=1))

    assert ask(MentoringRequestFactory(), mentor).pk


def test_who_waited_in_vain_asks_the_next_one():
    request, now = MentoringRequestFactory(), timezone.now()
    first = ask(request, MentorFactory(), now=now - timedelta(days=8))
    second = ask(request, MentorFactory(), now=now)

    first.refresh_from_db()
    assert (first.answer, first.answered_at, second.answer) == ("expired", now, "")
    assert [kind for kind, _who in told()] == [
        "proposal_asked",
        "proposal_expired",
        "proposal_expired",
        "proposal_asked",
    ]


def test_the_yes_of_the_mentor_makes_the_pair_of_who_asked():
    mentor, now = MentorFactory(), timezone.now()
    proposal = ask(MentoringRequestFactory(), mentor, now=now)
    later = now + timedelta(hours=1)

    pairing = accept(proposal, "mentor", later)

    proposal.refresh_from_db()
    today = timezone.localdate(later)
    assert (proposal.answer, proposal.answered_at, proposal.mentor_accepted_at) == ("accepted", later, later)
    assert (pairing.mentor, pairing.mentee, pairing.request) == (mentor, proposal.request.person, proposal.request)
    assert (pairing.starts_on, pairing.ends_on) == (today, today + timedelta(days=180))
    assert set(told()[1:]) == {("paired", pairing.mentee.username), ("paired", mentor.person.username)}


def test_a_second_yes_answers_the_pair_that_stands():
    proposal = ask(MentoringRequestFactory(), MentorFactory())

    assert accept(proposal, "mentor") == accept(proposal, "mentor") == models.Pairing.objects.get()
    assert len(told()) == 3


def test_a_proposal_of_a_round_needs_both():
    matching = RoundFactory()
    proposal = of_round(round=matching)

    assert accept(proposal, "mentee") is None
    assert accept(proposal, "mentee") is None
    pairing = accept(proposal, "mentor")

    assert pairing.proposal == proposal
    assert (pairing.starts_on, pairing.ends_on) == (matching.starts_on, matching.ends_on)


def test_a_pair_leaves_the_rounds_that_are_prepared():
    proposal = ask(MentoringRequestFactory(), MentorFactory())
    of_round(request=proposal.request, offered_at=None)

    accept(proposal, "mentor")

    assert list(models.Proposal.objects.all()) == [proposal]


@pytest.mark.parametrize(
    ("change", "code"),
    [(full, "full"), (held, "full"), *[(why, "gone") for why in (stopped, avoids, avoided, withdrawn, closed_account)]],
)
def test_a_yes_is_refused_when_the_world_changed(change, code):
    proposal = ProposalFactory()
    change(proposal.mentor, proposal.request)

    with pytest.raises(ValidationError) as refusal:
        accept(proposal, "mentor")

    assert refusal.value.code == code
    assert not models.Pairing.objects.filter(proposal=proposal).exists()


def test_what_lapsed_elsewhere_gives_its_place_before_a_yes():
    mentor, now = MentorFactory(capacity=1), timezone.now()
    lapsed = of_round(mentor=mentor, offered_at=now - timedelta(days=8))
    proposal = ProposalFactory(mentor=mentor)

    assert accept(proposal, "mentor", now).mentor == mentor
    lapsed.refresh_from_db()
    assert lapsed.answer == "expired"
