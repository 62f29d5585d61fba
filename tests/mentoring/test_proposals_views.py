"""The page of a proposal, on which it is read and answered."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from mentoring import models
from tests.academy.factories import SkillFactory
from tests.factories import PersonFactory

from .factories import (
    MentorFactory,
    PairingFactory,
    ProposalFactory,
    RoundFactory,
    mentor_with,
    request_for,
)
from .writing import EVENING, answer, ask_page, asked, question

pytestmark = pytest.mark.django_db


# Reading


def test_both_sides_read_why_they_fit_and_when_they_are_free(client, person):
    skill = SkillFactory(title="Burnout prevention")
    mentor = mentor_with(
        skills=[skill], languages=["en", "es"], blocks=EVENING, zone="Africa/Nairobi", person__display_name="Amina"
    )
    request = request_for(
        person=person, skills=[skill], languages=["es"], blocks=((1, 16 * 60, 18 * 60),), about="To **rest**."
    )
    client.post(ask_page(mentor), question(request))
    proposal = models.Proposal.objects.get()

    page = client.get(proposal.get_absolute_url())
    assertContains(page, "You share Spanish.")
    assertContains(page, "which Amina teaches.")
    assertContains(page, "Time of <bdi>Amina</bdi>")
    assertContains(page, "Africa/Nairobi")
    assertContains(page, "Withdraw my question")
    assertNotContains(page, "Accept")

    client.force_login(mentor.person)
    page = client.get(proposal.get_absolute_url())
    assertContains(page, "Bo wants to learn")
    assertContains(page, "<strong>rest</strong>")
    assertContains(page, "waits for your answer until")
    assertContains(page, "Decline, or decline and pause")


def test_nobody_else_reads_a_proposal_nor_a_draft(client, person, django_user_model):
    proposal, draft = ProposalFactory(), asked(MentorFactory(), person, origin="round", points=1, offered_at=None)
    boss = PersonFactory(is_staff=True, is_superuser=True)

    for name in ("proposal", "withdraw_proposal"):
        assert client.get(reverse(f"mentoring:{name}", args=[proposal.pk])).status_code == 404
    assert answer(client, proposal, "accept").status_code == 404
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(boss)
    assert client.get(proposal.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence", "next_step"),
    [
        ({"answer": "withdrawn"}, "Withdrawn on", "ask another mentor"),
        ({"answer": "expired"}, "Nobody answered in time", "ask another mentor"),
        ({"answer": "declined", "declined_by": "mentor", "reason": "No time."}, "declined on", "ask another mentor"),
        ({"answer": "declined", "declined_by": "mentee"}, "You declined on", "ask another mentor"),
    ],
)
def test_what_became_of_it_is_said_with_the_next_step(client, person, mentor, fields, sentence, next_step):
    proposal = asked(mentor, person, answered_at=timezone.now(), **fields)

    page = client.get(proposal.get_absolute_url())

    assertContains(page, sentence)
    assertContains(page, next_step)
    assertContains(page, fields.get("reason", ""))
    assertNotContains(page, "Withdraw my question")


def test_who_has_another_mentor_by_now_is_not_sent_to_ask_one(client, person, mentor):
    over = asked(mentor, person, answer="declined", declined_by="mentor", answered_at=timezone.now())
    PairingFactory(proposal__request=over.request)

    assertNotContains(client.get(over.get_absolute_url()), "Your request stays open")


@pytest.mark.parametrize(
    ("mine", "theirs", "sentence"),
    [
        ((), EVENING, "You did not say when you have time."),
        (EVENING, (), "<bdi>Amina</bdi> did not say when they have time."),
        (EVENING, ((3, 600, 660),), "Your usual weeks share no hour."),
    ],
)
def test_hours_that_nobody_can_name_are_said(client, person, mine, theirs, sentence):
    amina = mentor_with(blocks=theirs, person__display_name="Amina")
    proposal = ProposalFactory(mentor=amina, request=request_for(person=person, blocks=mine))

    assertContains(client.get(proposal.get_absolute_url()), sentence)


def test_what_lapsed_is_over_by_the_clock_before_anybody_wrote_so(client, person, mentor):
    proposal = asked(mentor, person, offered_at=timezone.now() - timedelta(days=8))

    assertContains(client.get(proposal.get_absolute_url()), "Nobody answered in time")


def test_who_waits_for_a_mentor_who_is_full_now_is_told(client, person, mentor):
    proposal = asked(mentor, person)
    PairingFactory(mentor=mentor)

    assertContains(client.get(proposal.get_absolute_url()), "All places of this mentor are taken at the moment.")


# Answering


def test_the_mentor_accepts_and_is_led_to_the_pair(client, mentor):
    proposal = asked(mentor, PersonFactory())
    client.force_login(mentor.person)

    led = answer(client, proposal, "accept")

    pairing = models.Pairing.objects.get()
    assertRedirects(led, pairing.get_absolute_url(), fetch_redirect_response=False)
    assertContains(client.get(proposal.get_absolute_url()), pairing.get_absolute_url())


def test_one_of_two_accepts_what_a_round_proposed_and_reads_that_the_other_is_asked(client, person, mentor):
    proposal = asked(mentor, person, origin="round", points=70, round=RoundFactory())
    page = proposal.get_absolute_url()
    assertContains(client.get(page), "When you both accept, you are a pair.")

    assertRedirects(answer(client, proposal, "accept"), page)
    assertContains(client.get(page), "You accepted. <bdi>Amina</bdi> can answer until")


def test_declining_asks_the_mentor_why_and_pauses_in_the_same_step(client, mentor):
    proposal, day = asked(mentor, PersonFactory()), timezone.localdate() + timedelta(days=20)
    client.force_login(mentor.person)

    assertContains(answer(client, proposal, "decline"), "Please say why, in a few words.", status_code=422)
    late = answer(client, proposal, "decline", reason="No time.", away_until="2001-01-01")
    assertContains(late, "Choose a last day of your pause", status_code=422)
    assertContains(late, "No time.", status_code=422)
    led = answer(client, proposal, "decline", reason="No time.", away_until=day.isoformat())

    assertRedirects(led, proposal.get_absolute_url())
    mentor.refresh_from_db(), proposal.refresh_from_db()
    assert (proposal.answer, proposal.reason, mentor.away_until) == ("declined", "No time.", day)


def test_a_mentee_declines_without_a_reason_and_cannot_pause_the_mentor(client, person, mentor):
    proposal = asked(mentor, person, origin="round", points=70, round=RoundFactory())

    answer(client, proposal, "decline", away_until="2030-01-01")

    mentor.refresh_from_db(), proposal.refresh_from_db()
    assert (proposal.answer, proposal.declined_by, mentor.away_until) == ("declined", "mentee", None)


def test_an_answer_that_is_none_is_asked_for(client, person, mentor):
    page = client.post(reverse("mentoring:answer_proposal", args=[asked(mentor, person).pk]))

    assertContains(page, "Choose whether you accept or decline.", status_code=422)


@pytest.mark.parametrize("said", ["accept", "decline"])
def test_who_answers_too_late_reads_what_holds(client, mentor, said):
    proposal = asked(mentor, PersonFactory(), offered_at=timezone.now() - timedelta(days=8))
    client.force_login(mentor.person)

    led = client.post(
        reverse("mentoring:answer_proposal", args=[proposal.pk]), {"answer": said, "reason": "No."}, follow=True
    )

    assertRedirects(led, proposal.get_absolute_url())
    assertContains(led, "The time to answer this proposal is over.")


def test_a_question_is_taken_back(client, person, mentor):
    proposal = asked(mentor, person)
    address = reverse("mentoring:withdraw_proposal", args=[proposal.pk])

    assertContains(client.get(address), "Withdraw your question to this mentor?")
    assertRedirects(client.post(address), proposal.request.get_absolute_url())
    assertRedirects(client.get(address), proposal.get_absolute_url())
    client.force_login(mentor.person)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_for_any_number_of_skills(client, person, rows, django_assert_num_queries):
    skills = SkillFactory.create_batch(rows)
    mentor = mentor_with(skills=skills)
    client.post(ask_page(mentor), question(request_for(person=person, skills=skills)))
    proposal = models.Proposal.objects.get()

    with django_assert_num_queries(8):
        client.get(proposal.get_absolute_url())
    with django_assert_num_queries(9):
        client.get(ask_page(mentor))
