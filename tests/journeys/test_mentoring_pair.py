"""Two people become a pair on a phone, meet, and come to an end; and a mentee whose mentor is silent goes on."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.models import Pairing
from tests.factories import PersonFactory
from tests.mentoring.factories import ProposalFactory, mentor_with, request_for

from . import steps

PHONE = {"width": 390}
DAYS = tuple((day, 8 * 60, 20 * 60) for day in range(7))


@pytest.fixture
def nadia(dialogue):
    return mentor_with(person=PersonFactory(username="nadia", display_name="Nadia"), zone="Africa/Nairobi", blocks=DAYS)


@pytest.fixture
def proposal(nadia):
    """Chidi asked Nadia."""
    chidi = PersonFactory(username="chidi", display_name="Chidi")
    now = timezone.now()
    request = request_for(person=chidi, zone="Europe/Madrid", blocks=DAYS)
    return ProposalFactory(request=request, mentor=nadia, mentee_accepted_at=now, offered_at=now)


def test_a_pair_accepts_meets_and_ends_on_a_phone(visit, proposal, nadia):
    mentor = visit(person=nadia.person, **PHONE)
    mentor.goto(proposal.get_absolute_url())
    steps.press(mentor, "Accept")
    mentor.goto(Pairing.objects.get().get_absolute_url())
    chooses_a_time(mentor)
    mentee = visit(person=proposal.request.person, **PHONE)
    mentee.goto(Pairing.objects.get().get_absolute_url())
    sets_a_goal(mentee)
    meets(mentee)
    ends(mentee)
    mentor.reload()
    steps.sees(mentor, "Your pairing has ended.")
    steps.sees(mentor, "We talked about the first meeting.")
    expect(mentor.get_by_role("button", name="Set this goal")).to_have_count(0)


def chooses_a_time(page):
    steps.sees(page, "Choose when you meet:")
    page.get_by_role("table").get_by_role("radio").nth(1).check(force=True)
    steps.press(page, "Set this time")
    steps.sees(page, "The time is set, and the other one is told.")


def sets_a_goal(page):
    steps.sees(page, "Set one goal: something that you can see in a few weeks.")
    page.get_by_label("Goal", exact=True).fill("Lead one meeting of our user group")
    steps.press(page, "Set this goal")
    steps.sees(page, "Lead one meeting of our user group")


def meets(page):
    steps.follow_link(page, "Log a meeting")
    page.get_by_label("Minutes").fill("75")
    page.get_by_label("Notes").fill("We talked about the first meeting.")
    steps.press(page, "Save the meeting")
    steps.sees(page, "You met 1 time, 1 hour and 15 minutes in all.")


def ends(page):
    steps.follow_link(page, "End the pairing")
    page.get_by_text("We reached what we wanted, or our time is over").click()
    page.get_by_text("4 – very much").click()
    steps.press(page, "End the pairing")
    steps.sees(page, "Thank you. What you wrote is kept.")


def test_a_mentee_whose_mentor_is_silent_goes_on_without_javascript(visit, proposal, nadia):
    mentor = visit(person=nadia.person, **PHONE)
    mentor.goto(proposal.get_absolute_url())
    steps.press(mentor, "Accept")
    Pairing.objects.update(nudged_at=timezone.now() - timedelta(days=8))
    mentee = visit(person=proposal.request.person, javascript=False, **PHONE)
    mentee.goto(Pairing.objects.get().get_absolute_url())
    steps.follow_link(mentee, "See how")
    steps.press(mentee, "Change my mentor")

    steps.sees(mentee, "Your request is open again")
