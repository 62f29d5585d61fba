"""The door of a day: tickets that are scanned, and forty people ticked in far less than five minutes, in three ways."""

import random
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from consultations.actions.organizers import make_organizer
from learning_days.models import Attendance
from learning_days.rules.searching import folded
from tests.factories import PersonFactory
from tests.learning_days.factories import DayFactory, EditionFactory, RegistrationFactory
from tests.learning_days.names import forty
from tests.test_accessibility import LOOKS, faults_here

from .hands import AVERAGE_TYPIST, WORST_TYPIST, Hands

pytestmark = pytest.mark.django_db(transaction=True)
FIVE_MINUTES = 300
PAGES = ["attendance", "attendance_sheet", "attendance_upload"]


@pytest.fixture
def organizer(settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    return make_organizer(person=PersonFactory(username="olga", display_name="Olga"))


@pytest.fixture
def today(organizer):
    """A day that goes on, with forty people."""
    now = timezone.now()
    edition = EditionFactory(title="Learning Days Dakar")
    edition.organizers.add(organizer)
    day = DayFactory(
        edition=edition,
        date=now.date(),
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=8),
        capacity=60,
    )
    for number, name in enumerate(forty()):
        RegistrationFactory(day=day, person__display_name=name, is_staff=number % 13 == 3)
    return day


def door(day):
    return reverse("learning_days:attendance", args=[day.pk])


def box(page, name):
    return page.get_by_role("checkbox", name=name)


def is_quick(hands, *, seconds):
    """All forty are noted, and that takes so many seconds; even who never saw a keyboard needs under five minutes."""
    assert Attendance.objects.count() == 40
    assert round(hands.seconds(AVERAGE_TYPIST)) == seconds
    assert hands.seconds(WORST_TYPIST) < FIVE_MINUTES


def test_forty_people_are_ticked_by_their_first_letters_as_they_come(visit, today, organizer):
    desk = visit(person=organizer)
    desk.goto(door(today))
    hands, said = Hands(desk), desk.locator("#door-said")
    expect(said).to_contain_text("Type the first letters of a name")
    queue = forty()
    random.Random(40).shuffle(queue)
    for name in queue:
        hands.think()
        letters = iter(folded(name))  # small letters without marks: no second key is held
        while said.text_content() != f"Enter ticks: {name}":
            hands.type(next(letters))
        hands.think()  # is the marked name the right one?
        hands.press("Enter")
        expect(said).to_contain_text(f"{name} is ticked.")
    hands.think()
    hands.press("Enter")  # in the empty field

    expect(desk.get_by_text("40 people noted.")).to_be_visible()
    is_quick(hands, seconds=140)


def test_forty_people_are_ticked_from_a_sheet_by_mouse_without_javascript(visit, today, organizer):
    desk = visit(person=organizer, javascript=False)
    desk.goto(door(today))
    hands = Hands(desk)
    for name in forty():
        hands.think()
        hands.click(box(desk, name))
    hands.think()
    hands.click(desk.get_by_role("button", name="Save", exact=True).last)

    expect(desk.get_by_text("40 people noted.")).to_be_visible()
    is_quick(hands, seconds=112)


def test_forty_people_are_ticked_by_keyboard_alone_without_javascript(visit, today, organizer):
    desk = visit(person=organizer, javascript=False)
    desk.goto(door(today))
    hands = Hands(desk)
    expect(desk.get_by_label("Find a name")).to_be_focused()
    for _step in range(3):  # from the search over its two buttons
        hands.press("Tab")
    for _name in forty():
        hands.think()
        expect(desk.locator("input[name=present]:focus")).not_to_be_checked()
        hands.press("Space")
        hands.press("Tab")
    hands.think()
    hands.press("Enter")  # on the button behind the last name

    expect(desk.get_by_text("40 people noted.")).to_be_visible()
    is_quick(hands, seconds=79)


def test_a_name_that_is_ticked_or_missing_is_said_and_nothing_ticked_is_lost_unasked(visit, today, organizer):
    desk = visit(person=organizer)
    desk.goto(door(today))
    search, said = desk.get_by_label("Find a name"), desk.locator("#door-said")

    search.press_sequentially("elo")
    search.press("Enter")
    search.press_sequentially("elo")
    expect(said).to_have_text("Élodie Marchand is ticked already.")
    search.fill("xyz")
    expect(said).to_have_text("Nobody here is called that.")
    search.press("Enter")  # sends nothing
    expect(said).to_have_text("Nobody here is called that.")
    search.fill("")
    expect(box(desk, "Élodie Marchand")).to_be_checked()
    asked = []
    desk.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.goto(reverse("learning_days:attendance_upload", args=[today.pk]))
    assert asked == ["beforeunload"]


def test_a_ticket_is_shown_scanned_and_says_so(visit, today, organizer):
    registration = today.registrations.order_by("pk").first()
    guest, phone = visit(width=390, person=registration.person), visit(width=390, person=organizer)

    guest.goto(reverse("learning_days:ticket", args=[registration.token]))
    expect(guest.get_by_role("img", name="The QR code of this ticket")).to_be_visible()
    assert guest.locator("[role=img] svg").bounding_box()["width"] >= 200
    phone.goto(reverse("learning_days:scan", args=[registration.token]))
    phone.get_by_role("button", name="Note: is here").click()
    expect(phone.get_by_text("Noted. You can scan the next code.")).to_be_visible()
    guest.reload()
    expect(guest.get_by_text("was noted")).to_be_visible()


def test_a_sheet_is_printed_and_sent_in_as_a_file(visit, today, organizer, tmp_path):
    desk, file = visit(person=organizer), tmp_path / "came.csv"
    desk.goto(door(today))
    desk.get_by_role("link", name="Sheet to print").click()
    desk.emulate_media(media="print")
    expect(desk.get_by_role("rowheader", name="Zoë Janssens")).to_be_visible()
    expect(desk.get_by_role("link", name="List", exact=True)).not_to_be_visible()
    desk.emulate_media(media="screen")
    desk.get_by_role("link", name="List", exact=True).click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Take it out as CSV").click()
    file.write_text(download.value.path().read_text("utf-8-sig").replace(",false,,", ",yes,,"))
    desk.get_by_role("link", name="From a file").click()
    desk.locator("input[type=file]").set_input_files(file)
    desk.get_by_role("button", name="Show what would happen").click()
    expect(desk.get_by_text("To note: 40 · to take back: 0")).to_be_visible()
    desk.get_by_role("button", name="Note them").click()

    expect(desk.get_by_text("Noted: 40. Taken back: 0.")).to_be_visible()
    desk.get_by_role("link", name="Who came").click()
    expect(desk.get_by_role("row", name="Day").filter(has_text="100%")).to_be_visible()


@pytest.mark.parametrize(("language", "dark"), LOOKS)
def test_the_pages_of_the_door_are_for_everybody(visit, today, organizer, language, dark):
    page = visit(language=language, dark=dark, person=organizer)
    Attendance.objects.create(registration=today.registrations.first(), how="code")
    addresses = [reverse(f"learning_days:{name}", args=[today.pk]) for name in PAGES]
    addresses.append(reverse("learning_days:edition_attendance", args=[today.edition_id]))
    addresses += [reverse("learning_days:scan", args=[row.token]) for row in today.registrations.order_by("pk")[:2]]

    for address in addresses:
        assert page.goto(address).status == 200
        assert (address, faults_here(page, language)) == (address, [])
