"""A text that was not sent outlives its tab, and is forgotten once it is sent."""

import pytest
from playwright.sync_api import expect

from tests.factories import PersonFactory

from . import steps

BODY = "Whoever was mentored says what became of it."

pytestmark = pytest.mark.usefixtures("idea")


@pytest.fixture
def closed_tab(visit, amina):
    """Amina's window, after she closed the tab in which she wrote an idea."""
    page = visit(person=amina)
    steps.writes_an_idea(page, "Ask those who were mentored", BODY)
    waits_until_it_is_kept(page)
    context = page.context
    page.close()
    return context


def waits_until_it_is_kept(page):
    """The script writes a moment after the last key; a page may not be asked by wait_for_function under its policy."""
    for _attempt in range(50):
        if BODY in page.evaluate("Object.values(localStorage).join()"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("The draft is not kept")


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length")


def test_draft_survives_a_closed_tab_and_is_forgotten_once_shared(closed_tab):
    page = closed_tab.new_page()
    page.goto("/consultations/dialogue/ideas/new/")

    expect(page.get_by_label("Title")).to_have_value("Ask those who were mentored")
    expect(page.get_by_label("The idea", exact=True)).to_have_value(BODY)
    expect(page.get_by_role("status").filter(has_text="Your draft is back.")).to_be_visible()
    page.get_by_label("A peer academy").check()
    steps.press(page, "Share it")
    steps.sees(page, "Your idea is shared")
    assert drafts(page) == 0
    page.goto("/consultations/dialogue/ideas/new/")
    expect(page.get_by_label("Title")).to_have_value("")


def test_draft_is_discarded_at_a_word(closed_tab):
    page = closed_tab.new_page()
    page.goto("/consultations/dialogue/ideas/new/")

    steps.press(page, "Discard it")

    expect(page.get_by_label("Title")).to_have_value("")
    assert drafts(page) == 0


def test_draft_is_not_shown_to_the_next_person_at_the_same_machine(closed_tab, site):
    from tests.conftest import session_of

    closed_tab.clear_cookies()
    closed_tab.add_cookies([session_of(PersonFactory(), site)])
    page = closed_tab.new_page()

    page.goto("/consultations/dialogue/ideas/new/")

    expect(page.get_by_label("Title")).to_have_value("")


def test_signing_out_forgets_drafts(closed_tab):
    page = closed_tab.new_page()
    page.goto("/")

    steps.signs_out(page)

    assert drafts(page) == 0
