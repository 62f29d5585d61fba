"""An organizer's round: made, announced, solved, a pair locked after a look at its cost, published, answered."""

import pytest
from playwright.sync_api import expect

from mentoring.models import Choice, Proposal, Round
from tests.academy.factories import AreaFactory, SkillFactory
from tests.factories import PersonFactory
from tests.mentoring.factories import mentor_with, request_for

from . import steps


@pytest.fixture
def people(dialogue):
    """Ada teaches two things and Ben one, a place each; Carol and Dan ask, and Dan can be with Ada alone."""
    area = AreaFactory(name="GLAM", slug="glam")
    talk, write = SkillFactory(title="Mediation"), SkillFactory(title="Writing")
    mentor_with(skills=[talk, write], person=PersonFactory(display_name="Ada Mentor"))
    mentor_with(skills=[talk], person=PersonFactory(display_name="Ben Mentor"))
    request_for(skills=[talk], area=area, person=PersonFactory(display_name="Carol Asks"))
    request_for(skills=[write], area=area, person=PersonFactory(display_name="Dan Asks"))
    return area


def test_an_organizer_runs_a_round(visit, people, organizer, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    desk = visit()
    steps.signs_in(desk, "olga")
    makes_a_round(desk, people)
    chooses(desk, "Announce …")
    expect(desk.get_by_text("No mail is sent.")).to_be_visible()
    presses(desk, "Announce it")
    chooses(desk, "Solve …")
    expect(desk.get_by_text("2 people seek a mentor here.")).to_be_visible()
    presses(desk, "Solve it")
    expect(desk.get_by_text("Carol Asks wants to learn Mediation, which Ben Mentor teaches.")).to_be_visible()
    sees_what_a_lock_costs(desk)
    locks_another_pair(desk)
    publishes(desk)
    assert Proposal.objects.unanswered().count() == 2


def makes_a_round(desk, area):
    """The choices that search the server are typed into; the rest is as it stands."""
    desk.goto("/admin/mentoring/round/add/")
    desk.get_by_label("Title").fill("Autumn round")
    picks(desk, "area", "GLAM")
    picks(desk, "language", "en")
    desk.locator("[name=starts_on]").fill("2030-03-01")
    desk.locator("[name=ends_on]").fill("2030-09-01")
    presses(desk, "Save and continue editing")
    assert Round.objects.get().area == area


def picks(desk, field, text):
    desk.locator(f"#id_{field} + .select2 .select2-selection").click()
    desk.locator(".select2-search__field").last.fill(text)
    desk.locator(".select2-results__option--highlighted").filter(has_text=text).click()


def sees_what_a_lock_costs(desk):
    chooses(desk, "Carol Asks")
    chooses_mentor(desk, "Ada Mentor")
    presses(desk, "Show what it would change")
    expect(desk.get_by_role("heading", name="What it would change")).to_be_visible()
    expect(desk.get_by_role("row", name="matched 2 1 -1")).to_be_visible()
    expect(desk.get_by_role("status").get_by_text("Dan Asks")).to_be_visible()
    assert not Choice.objects.exists()


def chooses_mentor(desk, name):
    mentor = desk.locator("#id_mentor option", has_text=name).get_attribute("value")
    desk.locator("#id_mentor").select_option(mentor)
    desk.locator("#id_kind").select_option("lock")


def locks_another_pair(desk):
    chooses_mentor(desk, "Ben Mentor")
    presses(desk, "Show what it would change")
    expect(desk.get_by_role("row", name="matched 2 2")).to_be_visible()
    desk.get_by_label("Reason").fill("They ran an event together.")
    presses(desk, "Keep this choice")
    expect(desk.get_by_text("Kept. The round is solved again with it.")).to_be_visible()
    expect(desk.get_by_text("They ran an event together.")).to_be_visible()


def publishes(desk):
    desk.get_by_role("link", name="Publish …").last.click()
    expect(desk.get_by_text("2 people who ask get a message")).to_be_visible()
    presses(desk, "Publish it, once")
    expect(desk.get_by_role("row", name="nobody answered yet 2 100 %")).to_be_visible()


def presses(desk, name):
    desk.get_by_role("button", name=name).click()


def chooses(desk, name):
    desk.get_by_role("link", name=name).first.click()
