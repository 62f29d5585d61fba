"""Somebody offers to mentor, on a phone; and somebody else finds them."""

import pytest
from playwright.sync_api import expect

from mentoring.models import Mentor
from people.models import Skill, SkillLevel
from tests.academy.factories import SkillFactory
from tests.factories import LanguageFactory, PersonFactory, declare
from tests.mentoring.factories import free_at
from tests.test_accessibility import axe_faults

from . import steps


@pytest.fixture
def fatou(transactional_db):
    """She speaks Spanish, lives in Dakar, and says in her profile that she can teach to hold a room."""
    fatou = PersonFactory(username="fatou", display_name="Fatou", time_zone="Africa/Dakar")
    skill = SkillFactory(slug="holding-a-room", title="Holding a room")
    SkillLevel.objects.create(person=fatou, skill=skill, level="teach")
    return declare(fatou, LanguageFactory(code="es"))


@pytest.fixture
def bola(fatou):
    """He wants to learn it, and lives an hour further east."""
    bola = declare(PersonFactory(username="bola", display_name="Bola"), LanguageFactory(code="es"))
    SkillLevel.objects.create(person=bola, skill=Skill.objects.get(), level="learn")
    free_at(bola, zone="Africa/Lagos", blocks=[(1, 19 * 60, 22 * 60)])
    return bola


@pytest.mark.parametrize("javascript", [True, False])
def test_i_offer_to_mentor(visit, fatou, bola, javascript):
    page = visit(width=390, javascript=javascript, person=fatou)
    look = axe_faults if javascript else no_look
    offers(page, look)
    says_when(page, look)
    pauses_and_is_back(page)
    finds_her(visit(width=390, person=bola))
    avoids(page)


def no_look(page):
    """Axe needs the scripts of the page."""
    return []


def offers(page, look):
    page.goto("/")
    steps.follow_link(page, "Mentoring")
    steps.sees(page, "Both say yes before it begins")
    steps.follow_link(page, "Offer to mentor")
    expect(page.get_by_label("Holding a room")).to_be_checked()
    page.get_by_label("How many people at the same time").select_option("2")
    page.get_by_label("What I can help with").fill("I have run workshops for years.")
    page.get_by_label("Holding a room").uncheck()
    steps.press(page, "Offer to mentor")
    steps.sees(page, "Choose at least one skill that you can teach.")
    assert look(page) == []
    page.get_by_label("Holding a room").check()
    steps.press(page, "Offer to mentor")
    steps.sees(page, "Your offer stands. Now say when you have time in a usual week.")


def says_when(page, look):
    """With the keyboard: space ticks the days."""
    first, second = page.get_by_role("group", name="Hours 1"), page.get_by_role("group", name="Hours 2")
    for day in ("Tuesday", "Thursday"):
        first.get_by_label(day).focus()
        page.keyboard.press("Space")
    first.get_by_label("From").select_option("18:30")
    first.get_by_label("To", exact=True).select_option("21:00")
    second.get_by_label("Tuesday").focus()
    page.keyboard.press("Space")
    second.get_by_label("From").select_option("20:00")
    second.get_by_label("To", exact=True).select_option("21:30")
    steps.press(page, "Save my week")
    steps.sees(page, "Tue 18:30–21:00 and Tue 20:00–21:30 overlap.")
    assert look(page) == []
    second.get_by_label("Tuesday").focus()
    page.keyboard.press("Space")
    steps.press(page, "Save my week")
    steps.sees(page, "Your usual week is saved.")
    expect(page.get_by_role("complementary")).to_contain_text("In total: 5 hours a week.")


def pauses_and_is_back(page):
    steps.follow_link(page, "My mentoring")
    steps.sees(page, "0 of 2 places are taken.")
    page.get_by_label("Away until").fill(page.evaluate("new Date(Date.now() + 9e8).toISOString().slice(0, 10)"))
    steps.press(page, "Pause")
    steps.sees(page, "You are away until")
    steps.press(page, "I am back")
    steps.sees(page, "You are back")
    assert Mentor.objects.get().away_until is None


def finds_her(page):
    page.goto("/mentoring/")
    steps.follow_link(page, "Find a mentor")
    page.get_by_label("Hours a week that we share").select_option("1")
    steps.press(page, "Show")
    steps.sees(page, "Teaches what you want to learn: Holding a room")
    steps.sees(page, "2 hours and 30 minutes a week shared (Tue 19:30–22:00, your time)")
    steps.follow_link(page, "Fatou")
    steps.sees_heading(page, "Fatou")
    expect(page.get_by_role("link", name="Ask Fatou")).to_be_visible()


def avoids(page):
    steps.follow_link(page, "People I would rather not work with")
    page.get_by_label("User name").fill("bola")
    steps.press(page, "Add to my list")
    steps.sees(page, "Bola stands in your list.")
    page.get_by_role("button", name="Take out Bola").click()
    steps.sees(page, "Nobody stands in your list.")
