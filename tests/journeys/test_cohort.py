"""Amina applies to a cohort: a draft, a look at what reviewers see, the application, a change of mind."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from academy.models import Application, Cohort, Offer
from tests.academy.factories import RegionFactory, ReviewFactory, published_cohort
from tests.academy.rounds import offered

from . import steps


@pytest.fixture
def cohort(dialogue):
    """Open, with two questions; its address is /academy/cohorts/spring/."""
    RegionFactory(slug="sub-saharan-africa", name="Sub-Saharan Africa")
    return published_cohort(slug="spring", title="Spring cohort", capacity=1)


def test_amina_applies_and_changes_her_mind(visit, cohort, amina):
    page = visit(width=390)
    steps.signs_in(page, "amina")
    page.goto("/academy/cohorts/")
    steps.follow_link(page, "Spring cohort")
    steps.sees(page, "How participants are chosen")
    keeps_a_draft(page)
    sends_it(page)
    withdraws_and_comes_back(page)
    assert Application.objects.standing().get().person == amina
    is_reviewed_and_offered(cohort)
    accepts_the_seat(page)
    reads_the_ledger(page)
    assert Offer.objects.get().answer == "accepted"


def keeps_a_draft(page):
    steps.follow_link(page, "Apply")
    page.locator("[name=answer_experience]").fill("I am Amina, and I taught **ten** people.")
    steps.press(page, "Keep as a draft")
    steps.sees(page, "Your draft is kept.")
    page.goto("/academy/cohorts/spring/")
    steps.follow_link(page, "Go on with my application")
    expect(page.locator("[name=answer_experience]")).to_have_value("I am Amina, and I taught **ten** people.")


def sends_it(page):
    steps.press(page, "Send my application")
    steps.sees(page, "Please choose your region.")
    page.locator("[name=answer_sharing]").fill("They taught others in Nairobi.")
    page.get_by_label("Region").select_option("Sub-Saharan Africa")
    page.get_by_label("one to three years").check()
    page.get_by_label("Words that would give you away").fill("Nairobi")
    steps.press(page, "What reviewers see")
    steps.sees(page, "I am […], and I taught ten people.")
    steps.sees(page, "They taught others in […].")
    steps.press(page, "Send my application")
    steps.sees_heading(page, "My application")
    steps.sees(page, "Your application is sent.")


def withdraws_and_comes_back(page):
    steps.follow_link(page, "Withdraw my application")
    steps.sees_heading(page, "Withdraw your application?")
    steps.press(page, "Withdraw it")
    steps.sees(page, "Your application is withdrawn.")
    steps.follow_link(page, "Go on with my application")
    steps.press(page, "Send my application")
    steps.sees(page, "Your application is sent.")


def is_reviewed_and_offered(cohort):
    """The deadline passes; two reviewers and the organizers do their part."""
    Cohort.objects.filter(pk=cohort.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    levels = {"experience": 4, "sharing": 3}
    ReviewFactory.create_batch(2, application=Application.objects.get(), levels=levels, note="Go on like this.")
    offered(cohort)


def accepts_the_seat(page):
    page.goto("/academy/cohorts/spring/")
    steps.follow_link(page, "See my application")
    steps.sees(page, "You are selected.")
    steps.sees(page, "There was 1 seat, and your score of 3.60 was the highest.")
    steps.sees(page, "Go on like this.")
    steps.press(page, "Accept the seat")
    steps.sees(page, "The seat is yours.")
    steps.sees(page, "You have a seat.")


def reads_the_ledger(page):
    page.locator("summary", has_text="Check it yourself").click()
    steps.follow_link(page, "See the ledger")
    steps.sees_heading(page, "How participants were chosen")


def test_a_text_that_comes_after_the_deadline_is_not_lost(visit, cohort, amina):
    page = visit()
    steps.signs_in(page, "amina")
    page.goto("/academy/cohorts/spring/apply/")
    page.locator("[name=answer_sharing]").fill("A long text.")
    Cohort.objects.filter(pk=cohort.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    steps.press(page, "Keep as a draft")

    steps.sees(page, "so this was not saved")
    expect(page.locator("[name=answer_sharing]")).to_have_value("A long text.")
