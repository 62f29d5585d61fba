"""Somebody finds a course, enrols, is there, and gets a certificate that anybody can check."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from academy.models import Session
from tests.academy.factories import CourseFactory, EnrolmentFactory, SessionFactory

from . import steps


@pytest.fixture
def course(dialogue):
    """One seat is left, and one session is to come."""
    course = CourseFactory(title="Listening before deciding", capacity=2)
    EnrolmentFactory(course=course, person__display_name="Bola Busy")
    SessionFactory(course=course, title="First evening", link="https://meet.example/room")
    return course


def test_a_learner_gets_a_certificate(visit, course, amina, organizer):
    page = visit()
    finds_the_course(page, course)
    signs_in_to_enrol(page)
    enrols_without_a_reload(page)
    sees_what_comes_next(page)
    takes_place(course)
    notes_who_was_there(visit(), course)
    address = keeps_the_certificate(page)
    checks_it(visit(width=390), address)


def test_a_learner_waits_moves_up_and_leaves_without_javascript(visit, course, amina):
    other = EnrolmentFactory(course=course, person__display_name="Carla Quick")
    page = visit(width=390, javascript=False)
    steps.signs_in(page, "amina")
    page.goto(course.get_absolute_url())
    steps.press(page, "Join the waiting list")
    steps.sees(page, "You are number 1 on the waiting list.")
    leaves(visit(person=other.person), course)
    page.reload()
    steps.sees(page, "You have a seat.")
    leaves(page, course)
    steps.sees(page, "1 seat is left.")


def leaves(page, course):
    page.goto(course.get_absolute_url())
    steps.follow_link(page, "Leave the course")
    steps.sees_heading(page, f"Leave “{course.title}”?")
    steps.press(page, "Leave the course")
    steps.sees(page, "You left the course.")


def finds_the_course(page, course):
    page.goto("/")
    steps.follow_link(page, "Academy")
    steps.follow_link(page, "Courses")
    steps.follow_link(page, course.title)
    steps.sees_heading(page, course.title)
    steps.sees(page, "1 seat is left.")


def signs_in_to_enrol(page):
    """And is led back to the course."""
    steps.follow_link(page, "Sign in to enrol")
    page.get_by_label("Username").fill("amina")
    page.get_by_label("Password").fill(steps.PASSWORD)
    steps.press(page, "Sign in")
    steps.sees(page, "1 seat is left.")


def enrols_without_a_reload(page):
    page.evaluate("window.isTheSamePage = true")
    steps.press(page, "Enrol")
    steps.sees(page, "You have a seat.")
    assert page.evaluate("window.isTheSamePage") is True


def sees_what_comes_next(page):
    page.goto("/me/")
    steps.sees(page, "0 of 1 session attended")
    steps.sees(page, "First evening")
    expect(page.get_by_role("link", name="Link to take part")).to_have_attribute("href", "https://meet.example/room")


def takes_place(course):
    """The evening has come."""
    past = timezone.now() - timedelta(hours=3)
    Session.objects.filter(course=course).update(starts_at=past, ends_at=past + timedelta(hours=2))


def notes_who_was_there(page, course):
    """With the keyboard alone: space ticks, tab goes on."""
    steps.signs_in(page, "olga")
    page.goto(f"/admin/academy/session/{course.sessions.get().pk}/attendance/")
    page.get_by_label("Amina").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Bola Busy")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 person noted as present.")).to_be_visible()
    expect(page.get_by_label("Amina")).to_be_checked()


def keeps_the_certificate(page):
    page.goto("/me/")
    page.locator("#my-certificates + ul").get_by_role("link").click()
    steps.sees_heading(page, "Amina")
    steps.sees(page, "Print this page, or send its address")
    return page.url


def checks_it(reader, address):
    """Somebody who has no account."""
    reader.goto(address)
    steps.sees(reader, "This certificate is valid.")
    steps.sees(reader, "Listening before deciding")
    answer = reader.request.get(address.rstrip("/") + ".jwt")
    assert answer.status == 200
    assert answer.text().count(".") == 2
