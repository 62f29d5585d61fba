"""Last places that many people want at once, and proposals that two things happen to at once.

Each race is run twice: with the rows held, as storms of threads; and without, with the other one let through at the
worst moment, so that it is seen what the rows, or behind them the database, keep from happening.
"""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import timezone

from mentoring import models
from mentoring.actions import proposals as actions
from mentoring.actions import requests
from notices.models import Notice
from tests.races import at_once

from .factories import MentorFactory, MentoringRequestFactory, ProposalFactory
from .proposing import accept, ask, decline, of_round, withdraw

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def without_rows_held(monkeypatch):
    """The actions read the rows and do not hold them."""
    asking = models.MentoringRequest.objects.select_related("person")
    mentors = models.Mentor.objects.select_related("person")
    for module in (actions, requests):
        monkeypatch.setattr(module, "held_request", lambda pk: asking.get(pk=pk))
        monkeypatch.setattr(module, "held_mentor", lambda pk: mentors.get(pk=pk))


@contextmanager
def without_trigger(name, table):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")


@pytest.fixture
def let_through(monkeypatch):
    """`let_through(name, call)`: when the action comes to its step `name`, `call` is done first by somebody else."""

    def before(name, call):
        step, answers = getattr(actions, name), []

        def after_the_other(*args):
            if not answers:
                answers.append("begun")
                answers[:] = at_once([call])
            return step(*args)

        monkeypatch.setattr(actions, name, after_the_other)
        return answers

    return before


def two_mentors_and_50_people():
    mentors = MentorFactory.create_batch(2, capacity=1)
    return mentors, [(MentoringRequestFactory(), mentors[number % 2]) for number in range(50)]


def asked_and_accepted(request, mentor):
    return accept(ask(request, mentor), "mentor")


def pairs_of(mentor):
    return models.Pairing.objects.active().filter(mentor=mentor).count()


def test_the_last_places_of_two_mentors_are_given_once_however_many_come_at_once():
    mentors, people = two_mentors_and_50_people()

    answers = at_once([lambda pair=pair: asked_and_accepted(*pair) for pair in people])

    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert [pairs_of(mentor) for mentor in mentors] == [1, 1]
    assert {(type(answer), answer.code) for answer in refused} == {(ValidationError, "full")}
    assert len(refused) == 48


def test_held_rows_alone_keep_the_places_without_the_database_counting():
    mentors, people = two_mentors_and_50_people()

    with without_trigger("pairing_within_capacity", "mentoring_pairing"):
        at_once([lambda pair=pair: asked_and_accepted(*pair) for pair in people])

    assert [pairs_of(mentor) for mentor in mentors] == [1, 1]


def two_who_asked(mentor):
    return ProposalFactory(mentor=mentor), ProposalFactory(mentor=mentor)


def test_without_held_rows_the_database_refuses_the_one_too_many(without_rows_held, let_through):
    mentor = MentorFactory(capacity=1)
    first, second = two_who_asked(mentor)
    let_through("paired", lambda: accept(second, "mentor"))

    with pytest.raises(IntegrityError, match="All places are taken"):
        accept(first, "mentor")

    assert pairs_of(mentor) == 1


def test_without_both_a_mentor_would_have_more_people_than_places(without_rows_held, let_through):
    mentor = MentorFactory(capacity=1)
    first, second = two_who_asked(mentor)
    let_through("paired", lambda: accept(second, "mentor"))

    with without_trigger("pairing_within_capacity", "mentoring_pairing"):
        accept(first, "mentor")

    assert pairs_of(mentor) == 2


def test_a_yes_sent_six_times_at_once_is_one_pair():
    proposal = ProposalFactory()

    answers = at_once([lambda: accept(proposal, "mentor")] * 6)

    assert answers == [models.Pairing.objects.get()] * 6
    assert Notice.objects.filter(kind="paired").count() == 2


def test_without_held_rows_the_second_yes_would_break(without_rows_held, let_through):
    proposal = ProposalFactory(mentor__capacity=2)
    let_through("paired", lambda: accept(proposal, "mentor"))

    with pytest.raises(IntegrityError):
        accept(proposal, "mentor")


def test_both_sides_who_accept_a_round_s_proposal_at_once_are_one_pair():
    for _ in range(5):
        proposal = of_round()
        answers = at_once([lambda row=proposal: accept(row, "mentee"), lambda row=proposal: accept(row, "mentor")])
        assert [answer for answer in answers if answer is not None] == [proposal_pair(proposal)]


def proposal_pair(proposal):
    return models.Pairing.objects.get(proposal=proposal)


def test_without_held_rows_two_halves_would_make_no_pair(without_rows_held, let_through):
    proposal = of_round()
    let_through("is_open", lambda: accept(proposal, "mentee"))

    assert accept(proposal, "mentor") is None
    proposal.refresh_from_db()
    assert proposal.mentee_accepted_at
    assert proposal.mentor_accepted_at
    assert not models.Pairing.objects.exists()


def test_a_yes_against_the_question_taken_back_is_one_of_both():
    for _ in range(5):
        proposal = ProposalFactory()
        answers = at_once([lambda row=proposal: accept(row, "mentor"), lambda row=proposal: withdraw(row)])
        proposal.refresh_from_db()
        assert [isinstance(answer, ValidationError) for answer in answers].count(True) == 1
        assert models.Pairing.objects.filter(proposal=proposal).exists() == (proposal.answer == "accepted")


def test_without_held_rows_a_withdrawn_question_would_become_a_pair(without_rows_held, let_through):
    proposal = ProposalFactory()
    answers = let_through("is_open", lambda: withdraw(proposal))

    accept(proposal, "mentor")

    assert answers[0].answer == "withdrawn"
    assert proposal_pair(proposal)


def leave(proposal):
    return requests.withdraw(request=proposal.request, now=timezone.now())


def test_a_yes_against_the_request_withdrawn_is_one_of_both():
    for _ in range(5):
        proposal = ProposalFactory()
        answers = at_once([lambda row=proposal: accept(row, "mentor"), lambda row=proposal: leave(row)])
        proposal.request.refresh_from_db()
        assert [isinstance(answer, ValidationError) for answer in answers].count(True) == 1
        assert models.Pairing.objects.filter(proposal=proposal).exists() == (proposal.request.withdrawn_at is None)


def test_without_held_rows_a_withdrawn_request_would_have_a_mentor(without_rows_held, let_through):
    proposal = ProposalFactory()
    let_through("paired", lambda: leave(proposal))

    assert accept(proposal, "mentor").request.pk == proposal.request_id
    assert models.MentoringRequest.objects.get().withdrawn_at


def pause_of(proposal):
    return decline(proposal, pause_until=timezone.localdate() + timedelta(days=30))


def test_who_asks_again_while_the_mentor_declines_and_pauses_does_not_wait_for_somebody_absent():
    for _ in range(5):
        proposal = ProposalFactory()
        again = [lambda row=proposal: ask(row.request, row.mentor)] * 3
        answers = at_once([lambda row=proposal: pause_of(row), *again])
        asked = answers[1:]
        assert all(answer == proposal or answer.code == "away" for answer in asked)
        assert not models.Proposal.objects.unanswered().filter(mentor=proposal.mentor).exists()


def test_without_held_rows_somebody_absent_would_be_asked(without_rows_held, let_through):
    proposal = ProposalFactory()
    let_through("still_waiting", lambda: pause_of(proposal))

    again = ask(proposal.request, proposal.mentor)

    proposal.mentor.refresh_from_db()
    assert again != proposal
    assert proposal.mentor.away_until


def test_one_request_that_asks_six_mentors_at_once_waits_for_one():
    request, mentors = MentoringRequestFactory(), MentorFactory.create_batch(6)

    answers = at_once([lambda mentor=mentor: ask(request, mentor) for mentor in mentors])

    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert [(type(answer), answer.code) for answer in refused] == [(ValidationError, "waiting")] * 5
    assert request.proposals.get().answer == ""


def test_without_held_rows_the_second_question_would_break(without_rows_held, let_through):
    request, mentors = MentoringRequestFactory(), MentorFactory.create_batch(2)
    let_through("free_places", lambda: ask(request, mentors[1]))

    with pytest.raises(IntegrityError, match="proposal_one_open"):
        ask(request, mentors[0])


def test_a_yes_against_the_end_of_its_time_leaves_one_answer():
    proposal = of_round(mentee_accepted_at=timezone.now())
    ends_at = proposal.expires_at

    answers = at_once(
        [
            lambda: accept(proposal, "mentor", ends_at - timedelta(seconds=1)),
            lambda: actions.pass_lapsed_on(now=ends_at),
        ]
    )

    proposal.refresh_from_db()
    assert (proposal.answer, isinstance(answers[0], ValidationError)) in [("accepted", False), ("expired", True)]
    assert models.Pairing.objects.exists() == (proposal.answer == "accepted")


def test_an_exclusion_made_while_a_mentor_says_yes_is_answered_in_words(let_through):
    proposal = ProposalFactory()
    person, other = proposal.request.person, proposal.mentor.person
    let_through("paired", lambda: models.Exclusion.objects.create(person=person, other=other))

    with pytest.raises(ValidationError) as refusal:
        accept(proposal, "mentor")

    assert refusal.value.code == "not_found"
    assert not models.Pairing.objects.exists()
