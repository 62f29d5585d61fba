"""Learning Days from the registration to what became of it: on a phone, and once more without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from learning_days.actions.releases import release
from learning_days.models import Pledge, Registration, Sharing, WorkshopSeat
from tests.academy.factories import CourseFactory
from tests.factories import FindingFactory, PersonFactory, declare
from tests.learning_days.factories import DayFactory, RegistrationFactory, WorkshopSeatFactory, placed

from . import steps

PHONE = {"width": 390}
PLEDGE = "Hold an hour of listening at our library"


@pytest.fixture
def nadia(dialogue):
    return declare(PersonFactory(username="nadia", display_name="Nadia"), dialogue.language)


@pytest.fixture
def day(dialogue):
    """A day to come with a released workshop, which grew from a course and that from a finding."""
    day = DayFactory(edition__title="Learning Days Dakar", title="Day of the workshops", capacity=2)
    return with_workshop(day, dialogue)


@pytest.fixture
def over(dialogue):
    """A day that was held yesterday, with a workshop."""
    return with_workshop(DayFactory(edition__title="Learning Days Lomé", date=yesterday()), dialogue)


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def with_workshop(day, dialogue):
    finding = FindingFactory(title="Mentoring is common", consultation=dialogue)
    course = CourseFactory(title="Become a mentor", finding=finding)
    placed(day, 10, title="Ten minutes of listening", course=course, language=dialogue.language)
    release(edition=day.edition, actor=None, note="", now=timezone.now())
    return day


def workshop_of(day):
    return day.workshops.get()


def registers(page, day, label):
    page.goto(day.edition.get_absolute_url())
    steps.follow_link(page, "Register")
    page.get_by_label(label).check()
    steps.press(page, "Register")


def opens_my_days(page, day):
    page.goto(f"{day.edition.get_absolute_url()}mine/")
    steps.sees_heading(page, "My days")


@pytest.mark.parametrize("javascript", [True, False])
def test_who_registers_takes_a_seat_in_a_workshop_and_gets_a_ticket(visit, nadia, day, javascript):
    page = visit(person=nadia, javascript=javascript, **PHONE)
    registers(page, day, "I come to “Day of the workshops”")
    steps.sees(page, "You have a seat.")

    opens_my_days(page, day)
    steps.follow_link(page, "Choose workshops")
    steps.follow_link(page, "Ten minutes of listening")
    steps.press(page, "Take a seat")
    expect(page.locator("#seat")).to_contain_text("You have a seat.")
    assert WorkshopSeat.objects.seated().get().registration.person == nadia

    opens_my_days(page, day)
    steps.sees(page, "you have a seat")
    steps.follow_link(page, "My ticket")
    steps.sees_heading(page, "Nadia")
    expect(page.get_by_role("img", name="The QR code of this ticket")).to_be_visible()


def test_who_waits_gets_the_seat_that_somebody_leaves(visit, nadia, day):
    first = RegistrationFactory(day=day, person=PersonFactory(display_name="Chidi"))
    RegistrationFactory(day=day)
    page = visit(person=nadia, javascript=False, **PHONE)
    registers(page, day, "I join the waiting list of “Day of the workshops”")
    steps.sees(page, "You are number 1 on the waiting list.")

    other = visit(person=first.person, javascript=False, **PHONE)
    other.goto(f"{day.edition.get_absolute_url()}register/")
    steps.follow_link(other, "Leave “Day of the workshops”")
    other.get_by_role("main").get_by_role("button").first.click()

    page.goto(day.edition.get_absolute_url())
    steps.follow_link(page, "Take it or give it back")
    steps.press(page, "Take the seat")
    steps.sees(page, "You have a seat.")
    assert Registration.objects.seated().filter(day=day, person=nadia).exists()


def says_how_it_was(page, day):
    """The three questions, and a pledge that everybody may read."""
    opens_my_days(page, day)
    steps.follow_link(page, "Say how the day was")
    page.get_by_label("What did you like best?").fill("Ten minutes of silence.")
    page.get_by_label("What should be different next time?").fill("Longer breaks.")
    page.get_by_label("What will you do in the next 30 days?").fill(PLEDGE)
    page.get_by_label("Everybody may read my pledge, with my name").check()
    steps.press(page, "Send my answers")
    steps.follow_link(page, PLEDGE)


def reports(page, title):
    steps.sees_heading(page, "What did you share at home?")
    page.get_by_label("What did you share?").fill(title)
    page.get_by_label("When?").fill(yesterday().isoformat())
    page.get_by_label("Where?").fill("Thiès")
    page.get_by_label("In which language?").fill("en")
    page.get_by_label("How many took part?").fill("12")
    steps.press(page, "Send my report")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_pledge_becomes_a_report_and_both_stand_in_the_thread(visit, nadia, over, javascript):
    registration = RegistrationFactory(day=over, person=nadia)
    WorkshopSeatFactory(registration=registration, workshop=workshop_of(over))
    page = visit(person=nadia, javascript=javascript, **PHONE)
    says_how_it_was(page, over)
    steps.sees_heading(page, PLEDGE)
    steps.follow_link(page, "Report now")
    reports(page, "An hour of listening")
    steps.sees_heading(page, "An hour of listening")
    assert Sharing.objects.get().pledge == Pledge.objects.get()

    steps.follow_link(page, "Where it came from, and what became of it")
    steps.sees_heading(page, "The thread of “An hour of listening”")
    steps.sees(page, PLEDGE)
    steps.sees(page, "Learning Days Lomé")


def test_a_report_is_carried_on_by_somebody_else_and_counted_once(visit, nadia, over):
    told = Sharing.objects.create(
        person=PersonFactory(display_name="Chidi"),
        workshop=workshop_of(over),
        title="Listening in Dakar",
        lang="en",
        held_on=yesterday(),
        place="Dakar",
        language=over.edition.language,
        people=20,
    )
    page = visit(person=nadia, **PHONE)
    page.goto(told.get_absolute_url())
    steps.follow_link(page, "I shared it on: report it")
    page.get_by_label("How many of them are counted in another report already?").fill("2")
    reports(page, "Listening in Thiès")
    steps.sees(page, "second hand")

    reader = visit(**PHONE)
    reader.goto("/")
    expect(reader.get_by_role("complementary")).to_contain_text("2 reports · 30 people reached")
    steps.follow_link(reader, "2 reports")
    steps.follow_link(reader, "Listening in Thiès")
    steps.follow_link(reader, "Where it came from, and what became of it")
    for title in ("Mentoring is common", "Become a mentor", "Ten minutes of listening", "Listening in Dakar"):
        steps.sees(reader, title)
