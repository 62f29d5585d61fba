"""Bola and Chen review an application to a cohort, blind: samples first, then by the keyboard alone."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from academy.actions.reviews import assign_reviewers
from academy.models import Review
from tests.academy.factories import ApplicationFactory, ReviewerFactory, published_cohort
from tests.factories import PersonFactory

from . import steps
from .conftest import with_password


@pytest.fixture
def cohort(dialogue, amina):
    """Closed, with Amina's application, a sample and two reviewers who are assigned."""
    cohort = published_cohort(slug="spring", title="Spring cohort", closed=True)
    for name in ("bola", "chen"):
        person = with_password(PersonFactory(username=name, display_name=name.title()))
        ReviewerFactory(cohort=cohort, person=person)
    sample = ApplicationFactory(cohort=cohort, person=None, is_sample=True, sample_title="A first step")
    sample.answers.update(expected_level=2)
    answers = {"experience": "I am Amina, and I taught **ten** people.", "sharing": "They taught others in Nairobi."}
    ApplicationFactory(cohort=cohort, person=amina, identifying="Nairobi", answers=answers)
    assign_reviewers(cohort=cohort, actor=None, now=timezone.now())
    return cohort


def test_two_reviewers_score_an_application_without_its_name(visit, cohort):
    page = visit(width=390)
    steps.signs_in(page, "bola")
    finds_the_desk_and_calibrates(page)
    reads_without_names(page)
    scores_by_the_keyboard(page, level=3)
    steps.sees(page, "1 of 1 reviews are done.")
    other = visit()
    steps.signs_in(other, "chen")
    finds_the_desk_and_calibrates(other)
    steps.follow_link(other, "Begin reviewing")
    scores_by_the_keyboard(other, level=1)
    sees_the_others_scores(other)
    assert Review.objects.of_people().submitted().count() == 2


def finds_the_desk_and_calibrates(page):
    page.goto("/me/")
    steps.sees(page, "1 application waits for your review.")
    steps.follow_link(page, "Go to my reviews")
    steps.press(page, "Begin with the samples")
    steps.sees_heading(page, "Sample: A first step")
    steps.press(page, "Submit")
    steps.sees(page, "Choose a level, or mark it as not scored.")
    page.get_by_label("2 – A first step.").first.check()
    page.get_by_label("Not scored").last.check()
    steps.press(page, "Submit")
    steps.sees(page, "Here is how the others scored this sample.")
    steps.sees(page, "The organizers expect")
    page.goto("/academy/reviews/")


def reads_without_names(page):
    steps.follow_link(page, "Begin reviewing")
    steps.sees(page, "I am […], and I taught ten people.")
    steps.sees(page, "They taught others in […].")
    expect(page.get_by_role("main")).not_to_contain_text("Amina")


def scores_by_the_keyboard(page, level):
    """Tab reaches each group of levels once; arrows choose in it; Enter submits."""
    for slug in ("experience", "sharing"):
        page.locator(f"[name=level-{slug}]").first.focus()
        page.keyboard.press("Space")
        for _step in range(level):
            page.keyboard.press("ArrowDown")
        expect(page.locator(f"[name=level-{slug}][value='{level}']")).to_be_checked()
    page.keyboard.press("Enter")
    steps.sees_heading(page, "My reviews")


def sees_the_others_scores(page):
    page.get_by_text("1 review is done").click()
    page.get_by_role("main").locator("details a").last.click()
    steps.sees(page, "2 levels or more apart")
    expect(page.get_by_role("main")).not_to_contain_text("Bola")
