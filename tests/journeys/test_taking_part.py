"""A newcomer takes part from the first page to the last vote, with JavaScript and without."""

import pytest
from playwright.sync_api import expect

from consultations.models import Ballot, Comment, Follow, Idea, Question, Report

from . import steps

pytestmark = pytest.mark.usefixtures("words")


def test_newcomer_takes_part(visit, idea):
    page = visit()
    steps.makes_an_account(page, "Zahra")
    steps.declares_language(page, "es", "N")
    shares_an_idea_after_a_look_at_it(page)
    page.goto(idea.get_absolute_url())
    endorses_withdraws_and_endorses_again(page)
    steps.comments(page, "We tried it in our user group.")
    steps.answers(page, "We tried it in our user group.", "And it took two months.")
    votes_and_sees_results(page)
    steps.asks(page, "Who reads the ideas?")
    follows_and_reports(page, idea)
    finds_everything_on_one_page(page, idea)
    steps.signs_out(page)
    what_zahra_gave_is_kept(idea)


def shares_an_idea_after_a_look_at_it(page):
    steps.writes_an_idea(page, "Mentors choose the participants", "Each *explains* the choice.")
    page.get_by_label("Title").press("End")
    page.get_by_label("Title").type("!")
    expect(page.locator("#similar")).to_contain_text("Mentors choose participants in the open")
    steps.press(page, "Preview")
    expect(page.locator(".preview em")).to_have_text("explains")
    assert Idea.objects.filter(author__username="Zahra").count() == 0
    steps.press(page, "Share it")
    steps.sees(page, "Your idea is shared")
    steps.sees_heading(page, "Mentors choose the participants!")


def endorses_withdraws_and_endorses_again(page):
    """By htmx: the page stays, and its address too."""
    page.evaluate("window.isTheSamePage = true")
    steps.press(page, "Endorse")
    steps.sees(page, "1 person endorses this")
    steps.press(page, "You endorse this. Withdraw")
    steps.sees(page, "0 people endorse this")
    steps.press(page, "Endorse")
    steps.sees(page, "1 person endorses this")
    assert page.evaluate("window.isTheSamePage") is True


def votes_and_sees_results(page):
    """Each choice is kept at once, changed and taken back as one likes."""
    page.goto("/consultations/dialogue/words/es/results/")
    steps.sees(page, "Vote first, then look")
    steps.follow_link(page, "See the words")
    steps.choice(page, "guía", "For").check()
    expect(page.locator(".ballot__saved").filter(has_text="Saved")).to_have_count(1)
    steps.choice(page, "jefe", "For").check()
    expect(page.locator(".ballot__saved").filter(has_text="Saved")).to_have_count(2)
    assert grades() == {"guía": "for", "jefe": "for"}
    changes_one_vote_and_takes_the_other_back(page)
    steps.follow_link(page, "Results")
    steps.sees(page, "5 people voted in this language.")


def changes_one_vote_and_takes_the_other_back(page):
    page.reload()
    steps.choice(page, "guía", "Against").check()
    page.locator("li").filter(has_text="guía").get_by_label("sounds like politics or the army").check()
    steps.choice(page, "jefe", "No vote").check()
    expect(page.locator(".ballot__saved").filter(has_text="Saved")).to_have_count(2)
    page.reload()
    expect(steps.choice(page, "guía", "Against")).to_be_checked()
    expect(steps.choice(page, "jefe", "No vote")).to_be_checked()
    assert grades() == {"guía": "against"}


def grades():
    return dict(Ballot.objects.filter(person__username="Zahra", grade__isnull=False).values_list("term__text", "grade"))


def follows_and_reports(page, idea):
    page.goto(idea.get_absolute_url())
    steps.press(page, "Follow")
    steps.sees(page, "You follow this idea")
    steps.follow_link(page, "Report to the moderators")
    steps.reports(page, "It is advertising")


def finds_everything_on_one_page(page, idea):
    page.goto("/consultations/dialogue/words/")
    steps.follow_link(page, "My votes and comments")
    for text in (
        "guía",
        "sounds like politics or the army",
        "Mentors choose the participants!",
        idea.title,
        "two months",
        "Who reads the ideas?",
    ):
        steps.sees(page, text)


def what_zahra_gave_is_kept(idea):
    assert idea.endorsements.get().person.username == "Zahra"
    assert list(Comment.objects.order_by("pk").values_list("body", flat=True)) == [
        "We tried it in our user group.",
        "And it took two months.",
    ]
    assert Comment.objects.get(body="And it took two months.").parent.body == "We tried it in our user group."
    assert Question.objects.get().author.username == "Zahra"
    assert Follow.objects.filter(person__username="Zahra", idea=idea).count() == 1
    assert Report.objects.get().idea == idea


def test_newcomer_takes_part_without_javascript(visit, idea):
    page = visit(width=390, javascript=False)
    steps.makes_an_account(page, "Zahra")
    steps.declares_language(page, "es", "N")
    steps.writes_an_idea(page, "Mentors choose the participants!", "Each *explains* the choice.")
    steps.press(page, "Preview")
    expect(page.locator(".preview em")).to_have_text("explains")
    steps.sees(page, "Ideas like yours")
    steps.press(page, "Share it")
    steps.sees_heading(page, "Mentors choose the participants!")
    page.goto(idea.get_absolute_url())
    steps.press(page, "Endorse")
    steps.sees(page, "1 person endorses this")
    steps.comments(page, "We tried it in our user group.")
    steps.answers(page, "We tried it in our user group.", "And it took two months.")
    votes_changes_and_takes_back_by_the_button(page)
    steps.asks(page, "Who reads the ideas?")
    follows_and_reports(page, idea)
    finds_everything_on_one_page(page, idea)
    steps.signs_out(page)
    what_zahra_gave_is_kept(idea)


def votes_changes_and_takes_back_by_the_button(page):
    page.goto("/consultations/dialogue/words/es/")
    steps.choice(page, "guía", "For").check()
    steps.choice(page, "jefe", "For").check()
    steps.press(page, "Save my votes")
    steps.sees(page, "Your votes are saved.")
    assert grades() == {"guía": "for", "jefe": "for"}
    steps.choice(page, "guía", "Against").check()
    page.locator("li").filter(has_text="guía").get_by_label("sounds like politics or the army").check()
    steps.choice(page, "jefe", "No vote").check()
    steps.press(page, "Save my votes")
    steps.sees(page, "Your votes are saved.")
    assert grades() == {"guía": "against"}
    steps.follow_link(page, "Results")
    steps.sees(page, "5 people voted in this language.")
