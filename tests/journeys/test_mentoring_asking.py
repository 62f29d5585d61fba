"""Somebody asks for a mentor on a phone and becomes a pair; a mentor declines and pauses, without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.models import Mentor, MentoringRequest, Pairing, Proposal
from tests.academy.factories import AreaFactory, SkillFactory
from tests.factories import PersonFactory, declare
from tests.mentoring.factories import free_at, mentor_with, request_for

from . import steps

PHONE = {"width": 390}
DAYS = tuple((day, 8 * 60, 20 * 60) for day in range(7))


@pytest.fixture
def skill(dialogue):
    return SkillFactory(title="Welcoming people")


@pytest.fixture
def nadia(skill):
    person = PersonFactory(username="nadia", display_name="Nadia")
    return mentor_with(person=person, skills=[skill], zone="Africa/Nairobi", blocks=DAYS)


@pytest.fixture
def chidi(nadia):
    """Speaks English as Nadia does, and is free by day in Madrid."""
    chidi = declare(PersonFactory(username="chidi", display_name="Chidi"), nadia.language)
    free_at(chidi, zone="Europe/Madrid", blocks=DAYS)
    return chidi


def test_who_asks_a_mentor_becomes_a_pair_on_a_phone(visit, nadia, chidi):
    AreaFactory(name="Education")
    mentee = visit(person=chidi, **PHONE)
    mentee.goto(nadia.get_absolute_url())
    steps.follow_link(mentee, "Ask Nadia")
    steps.follow_link(mentee, "Ask for a mentor")
    says_what_is_wanted(mentee)
    steps.sees(mentee, "Nadia can answer until")
    mentee.get_by_label("A few words to the mentor").fill("I would like to welcome newcomers better.")
    steps.press(mentee, "Send the question")
    steps.sees(mentee, "Your question is on its way.")
    steps.sees(mentee, "You want to learn Welcoming people, which Nadia teaches.")

    mentor = visit(person=nadia.person, **PHONE)
    mentor.goto(Proposal.objects.get().get_absolute_url())
    steps.sees(mentor, "I would like to welcome newcomers better.")
    expect(mentor.get_by_role("table").get_by_role("row")).to_have_count(4)
    steps.press(mentor, "Accept")
    steps.sees(mentor, "You are a pair. Choose when you meet first.")

    mentee.goto(MentoringRequest.objects.get().get_absolute_url())
    steps.sees(mentee, "You are paired with Nadia.")
    steps.follow_link(mentee, "Go to my pair")
    expect(mentee).to_have_url(f"{mentee.url.partition('/mentoring')[0]}{Pairing.objects.get().get_absolute_url()}")


def says_what_is_wanted(page):
    page.get_by_label("Where").select_option(label="Education")
    page.get_by_label("First skill that I want to learn").select_option(label="Welcoming people")
    page.get_by_label("What I want to reach").fill("Newcomers who stay.")
    steps.press(page, "Ask for a mentor")


def test_a_mentor_declines_and_pauses_in_one_step_without_javascript(visit, nadia, skill):
    request = request_for(person=PersonFactory(display_name="Bo"), skills=[skill], blocks=DAYS)
    now = timezone.now()
    proposal = Proposal.objects.create(
        request=request,
        mentor=nadia,
        origin="asked",
        offered_at=now,
        expires_at=now + timedelta(days=7),
        mentee_accepted_at=now,
    )
    day = timezone.localdate() + timedelta(days=30)
    mentor = visit(person=nadia.person, javascript=False, **PHONE)
    mentor.goto(proposal.get_absolute_url())
    mentor.get_by_text("Decline, or decline and pause").click()
    mentor.get_by_label("And I pause until").fill(day.isoformat())
    steps.press(mentor, "Decline")
    steps.sees(mentor, "Please say why, in a few words.")
    mentor.get_by_label("Why not").fill("I move house this month.")
    steps.press(mentor, "Decline")

    steps.sees(mentor, "You declined, and you pause. Nobody asks you until then.")
    assert Mentor.objects.get(pk=nadia.pk).away_until == day
    mentee = visit(person=request.person, javascript=False, **PHONE)
    mentee.goto(request.get_absolute_url())
    steps.sees(mentee, "I move house this month.")
    steps.sees(mentee, "Open. No round is announced here yet: ask a mentor yourself.")
