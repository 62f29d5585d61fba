"""From an idea of the consultation to a seat in the course that grew from it, with JavaScript and without."""

import pytest
from playwright.sync_api import expect

from academy.models import Enrolment, Prerequisite
from tests.academy.factories import CourseFactory, SessionFactory, SkillFactory, TrackCourseFactory, TrackFactory

from . import steps

LINK = "https://meet.example/welcome"


@pytest.fixture
def track(idea):
    """Two courses; the first grew from Bola's idea and meets behind a link, the second needs the first."""
    track = TrackFactory(title="Guiding among peers", electives_needed=0)
    welcome = CourseFactory(title="Welcome everybody", idea=idea, school=track.school)
    listen = CourseFactory(title="Listen first", school=track.school)
    for place, course in enumerate([welcome, listen]):
        TrackCourseFactory(track=track, course=course, position=place)
    Prerequisite.objects.create(course=listen, needs=welcome)
    SessionFactory(course=welcome, title="The first hello", link=LINK)
    welcome.skills.add(SkillFactory(title="Patience", slug="patience"))
    return track


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without"])
def test_somebody_browses_and_enrols(visit, idea, track, amina, javascript):
    page = visit(javascript=javascript)
    finds_the_course_from_the_idea_and_back(page, idea)
    finds_it_by_words_and_skill(page)
    walks_to_it_by_the_track(page)
    signs_in_and_enrols(page)
    sees_it_on_the_path(page, track)
    assert Enrolment.objects.seated().get().person == amina


def finds_the_course_from_the_idea_and_back(page, idea):
    page.goto(idea.get_absolute_url())
    steps.sees(page, "What grew from it in the academy")
    steps.follow_link(page, "Welcome everybody")
    steps.sees_heading(page, "Welcome everybody")
    steps.follow_link(page, f"the idea “{idea.title}”")
    steps.sees_heading(page, idea.title)


def finds_it_by_words_and_skill(page):
    steps.follow_link(page, "Academy")
    steps.follow_link(page, "Find a course")
    page.get_by_label("Search in titles and summaries").fill("welc every")
    steps.press(page, "Search")
    steps.sees(page, "1 course")
    page.get_by_label("Skill").select_option("Patience")
    page.get_by_label("Order").select_option("Next start first")
    steps.press(page, "Show")
    expect(page.get_by_role("main").get_by_role("listitem").filter(has_text="Welcome everybody")).to_be_visible()
    page.get_by_label("Search in titles and summaries").fill("zebra")
    steps.press(page, "Search")
    steps.sees(page, "No course fits all of that")


def walks_to_it_by_the_track(page):
    steps.follow_link(page, "Schools and tracks")
    steps.follow_link(page, "Guiding among peers")
    step = page.get_by_role("listitem").filter(has_text="Listen first")
    expect(step).to_contain_text("after “Welcome everybody”")
    steps.follow_link(page, "See the first course")
    steps.sees(page, "online: who has a seat sees the link here")


def signs_in_and_enrols(page):
    steps.follow_link(page, "Sign in to enrol")
    page.get_by_label("Username").fill("amina")
    page.get_by_label("Password").fill(steps.PASSWORD)
    steps.press(page, "Sign in")
    steps.sees_heading(page, "Welcome everybody")
    steps.press(page, "Enrol")
    steps.sees(page, "You have a seat.")
    page.reload()
    expect(page.get_by_role("link", name="Take part by this link")).to_have_attribute("href", LINK)


def sees_it_on_the_path(page, track):
    page.goto(track.get_absolute_url())
    step = page.locator("[aria-current=step]")
    expect(step).to_contain_text("you are enrolled")
    expect(step.get_by_role("link", name="Go on with this course")).to_be_visible()
