"""By keyboard alone."""

import pytest
from playwright.sync_api import expect

from consultations.models import Ballot

from . import steps

ENOUGH = 60  # presses of Tab that lead through any page of ours

pytestmark = pytest.mark.usefixtures("words")


def test_ballot_is_cast_by_keyboard(visit, amina):
    page = visit(person=amina)
    page.goto("/consultations/dialogue/words/")
    tabs_to(page, "link", "español")
    page.keyboard.press("Enter")
    skips_to_the_content(page)
    tabs_to_vote_on(page, "guía")
    page.keyboard.press("ArrowRight")  # from "No vote", the last, to the first
    expect(steps.choice(page, "guía", "For")).to_be_checked()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(steps.choice(page, "guía", "Against")).to_be_checked()
    expect(page.locator(".ballot__saved").filter(has_text="Saved")).to_have_count(1)
    tabs_to(page, "checkbox", "leaves out a gender")
    page.keyboard.press("Space")
    tabs_to(page, "button", "Save my votes")
    page.keyboard.press("Enter")
    steps.sees(page, "Your votes are saved.")

    ballot = Ballot.objects.get(person=amina)
    assert (ballot.term.text, ballot.grade, ballot.reasons) == ("guía", "against", ["gender"])


def test_a_menu_opens_and_closes_by_keyboard(visit, amina):
    page = visit(person=amina)
    page.goto("/")
    menu = page.locator("details.menu").filter(has_text="My menu")
    tabs_until(page, lambda: menu.locator("summary").evaluate("it => it === document.activeElement"))
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="My page")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="My page")).not_to_be_visible()
    expect(menu.locator("summary")).to_be_focused()


def test_endorsing_leaves_the_focus_where_it_was(visit, amina, idea):
    page = visit(person=amina)
    page.goto(f"/consultations/dialogue/ideas/{idea.pk}/")
    tabs_to(page, "button", "Endorse")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="You endorse this. Withdraw")).to_be_focused()


def test_paper_shows_what_the_screen_folds(visit, dialogue):
    dialogue.backgrounds.create(title="Why now?", body="Because it is time.")
    page = visit()
    page.goto("/consultations/dialogue/")
    folded = page.get_by_text("Because it is time.")
    expect(folded).not_to_be_visible()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()
    expect(page.get_by_text("Ways to take part")).not_to_be_visible()


def skips_to_the_content(page):
    """The first Tab of a page leads to the link that spares the header."""
    steps.sees_heading(page, "Words in español")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def tabs_to(page, role, name):
    target = page.get_by_role(role, name=name, exact=True).first
    tabs_until(page, lambda: target.evaluate("it => it === document.activeElement"))


def tabs_to_vote_on(page, word):
    group = page.get_by_role("group", name=f"Your vote on {word}")
    tabs_until(page, lambda: group.evaluate("it => it.contains(document.activeElement)"))


def tabs_until(page, is_there):
    """Press Tab until it is there; whatever has the focus on the way shows it."""
    for _press in range(ENOUGH):
        page.keyboard.press("Tab")
        assert page.evaluate(SHOWS_ITS_FOCUS), page.evaluate("document.activeElement.outerHTML")
        if is_there():
            return
    raise AssertionError("Tab does not lead there")


SHOWS_ITS_FOCUS = """
() => {
  const shows = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" || style.boxShadow !== "none";
  };
  const focused = document.activeElement;
  const beside = [focused, focused.parentElement, ...(focused.nextElementSibling ? [focused.nextElementSibling] : [])];
  return focused === document.body || beside.some(shows);
}
"""
