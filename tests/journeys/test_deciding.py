"""An organizer decides on a cohort, sends the results and offers the seats; the applicant reads why, and accepts."""

import pytest
from playwright.sync_api import expect

from academy.models import Offer
from tests.academy.factories import published_cohort
from tests.academy.rounds import reviewed

from . import steps


@pytest.fixture
def cohort(dialogue, organizer, amina):
    """Closed and reviewed; Amina is the first, and somebody else the second for one seat."""
    cohort = published_cohort(title="Spring cohort", closed=True, capacity=1)
    cohort.organizers.add(organizer)
    reviewed(cohort, 4, person=amina)
    reviewed(cohort, 2)
    return cohort


def test_an_organizer_decides_tells_and_offers(visit, cohort, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    desk, page = visit(), visit(width=390)
    steps.signs_in(desk, "olga")
    desk.goto("/admin/academy/cohort/")
    desk.get_by_role("link", name="Spring cohort").first.click()
    chooses(desk, "Decide …")
    expect(desk.get_by_text("Selected: 1. Waiting: 1. Not selected: 0.")).to_be_visible()
    desk.get_by_role("button", name="Decide, once and for all").click()
    chooses(desk, "Send the results …")
    desk.get_by_role("button", name="Send them, once").click()
    chooses(desk, "Offer the seats …")
    expect(desk.get_by_text("1 person is offered a seat")).to_be_visible()
    desk.get_by_role("button", name="Offer the seats").click()
    expect(desk.get_by_text("A seat that nobody accepts in time goes to the next person by itself.")).to_be_visible()
    accepts(page)
    assert Offer.objects.get().answer == "accepted"


def chooses(desk, name):
    desk.get_by_role("link", name=name).first.click()


def accepts(page):
    steps.signs_in(page, "amina")
    page.goto("/me/")
    steps.sees(page, "Spring cohort")
    page.goto(Offer.objects.get().application.get_absolute_url())
    steps.sees_heading(page, "My application")
    steps.sees(page, "Why")
    page.get_by_role("button", name="Accept").first.click()
    steps.sees(page, "The seat is yours. You are enrolled in the required courses.")
