"""The programme as everybody reads it: by rooms and hours, as a list, in its versions."""

import re
from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from learning_days.models import Workshop
from tests.factories import PersonFactory

from .factories import DayFactory, EditionFactory, RoomFactory, WorkshopFactory, at, placed
from .reading import led_by, released, seat_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return DayFactory(edition__slug="dakar", edition__zone="Africa/Dakar", date=date(2027, 2, 6))


def programme(client, slug="dakar", **query):
    return client.get(reverse("learning_days:programme", args=[slug]), query)


def version(client, number, **query):
    return client.get(reverse("learning_days:programme_version", args=["dakar", number]), query)


def page_of(client, workshop):
    return client.get(workshop.get_absolute_url())


def change(workshop, **fields):
    Workshop.objects.filter(pk=workshop.pk).update(**fields)


def grid(response):
    """The lines of the first table: [[text of a cell, with the lines that it reaches over]]"""
    table = re.search(r"<table.*?</table>", response.content.decode(), re.DOTALL)[0]
    return [
        [
            (" ".join(re.sub(r"<[^>]+>", " ", text).split()), int((re.search(r'rowspan="(\d+)"', tag) or [0, 1])[1]))
            for tag, text in re.findall(r"<t([hd][^>]*)>(.*?)</t[hd]>", line, re.DOTALL)
        ]
        for line in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_programme_asks_the_same_for_any_number_of_workshops(client, day, rows, django_assert_num_queries):
    for number in range(rows):
        led_by(placed(day, 9 + number), PersonFactory())
    released(day.edition)

    with django_assert_num_queries(7):
        response = programme(client)

    assertContains(response, "/workshops/", count=2 * rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_member_costs_a_constant_number_too(client, day, rows, django_assert_num_queries):
    person = PersonFactory(time_zone="Africa/Dakar")
    for number in range(rows):
        seat_of(person, placed(day, 9 + number))
    released(day.edition)
    client.force_login(person)

    with django_assert_num_queries(8):
        response = programme(client)

    assertContains(response, "you have a seat", count=2 * rows)


def test_rooms_stand_beside_each_other_and_a_long_workshop_reaches_over_several_lines(client, day):
    hall = RoomFactory(edition=day.edition, name="Hall", position=1)
    yard = RoomFactory(edition=day.edition, name="Yard", position=0)
    placed(day, 10, room=hall, hours=2, title="Long")
    placed(day, 10, room=yard, title="First")
    placed(day, 11, room=yard, title="Second")
    placed(day, 14, room=hall, title="Late")
    released(day.edition)

    lines = grid(programme(client))

    assert [text for text, _ in lines[0]] == ["Begins", "Yard", "Hall"]
    assert [[(text.split()[0] if text else "", span) for text, span in line] for line in lines[1:]] == [
        [("10:00", 1), ("First", 1), ("Long", 2)],
        [("11:00", 1), ("Second", 1)],
        [("12:00", 1), ("", 1), ("", 1)],
        [("14:00", 1), ("", 1), ("Late", 1)],
    ]


def test_hours_stand_on_both_clocks(client, day):
    placed(day, 9)
    released(day.edition)
    client.force_login(PersonFactory(time_zone="Asia/Kathmandu"))

    response = programme(client)

    assertContains(response, "09:00–10:00</time> (14:45–15:45)")
    assertContains(response, "Asia/Kathmandu")


def test_another_weekday_on_the_reader_s_clock_is_said(client, day):
    placed(day, 9)
    released(day.edition)
    client.force_login(PersonFactory(time_zone="Pacific/Honolulu"))

    assertContains(programme(client), "09:00–10:00</time> (Fri 23:00–00:00)")


def test_on_the_venue_s_clock_nothing_is_said_twice(client, day):
    placed(day, 9)
    released(day.edition)
    client.force_login(PersonFactory(time_zone="Africa/Abidjan"))

    assertNotContains(programme(client), "In brackets")


def test_a_draft_is_not_read(client, day):
    workshop = placed(day, 9, title="As released")
    released(day.edition)
    change(workshop, title="As drafted", starts_at=at(day, 13), ends_at=at(day, 14))
    placed(day, 15, title="Only drafted")

    response = programme(client)

    assertContains(response, "As released")
    assertNotContains(response, "drafted")
    assertNotContains(response, "13:00")


def test_a_list_alone_can_be_asked_for(client, day):
    placed(day, 9)
    released(day.edition)

    assertContains(programme(client), "<table")
    assertNotContains(programme(client, view="list"), "<table")


def test_a_cancelled_workshop_stays_with_its_reason_in_the_list_alone(client, day):
    workshop = placed(day, 9, title="Walk")
    placed(day, 11)
    released(day.edition)
    change(workshop, state="cancelled", state_reason="It rains.")
    released(day.edition)

    response = programme(client)

    assertContains(response, "It rains.")
    assert "Walk" not in str(grid(response))


def test_a_workshop_taken_from_its_place_says_so_without_a_reason(client, day):
    workshop = placed(day, 9)
    released(day.edition)
    change(workshop, **dict.fromkeys(["day", "room", "starts_at", "ends_at"]))
    released(day.edition)

    assertContains(programme(client), "Taken from the programme.")
    assertContains(version(client, 2), "Taken from the programme.")
    assertContains(page_of(client, workshop), "This workshop was taken from the programme.")


def test_who_was_erased_leads_namelessly(client, day):
    workshop = placed(day, 9)
    lead = led_by(workshop, PersonFactory(display_name="Amina Sow"))
    released(day.edition)
    assertContains(programme(client), "Amina Sow")

    lead.person.delete()

    assertContains(programme(client), "still to be named")


def test_without_a_release_the_page_says_what_will_stand_there(client, day):
    placed(day, 9, title="Draft")

    response = programme(client)

    assertContains(response, "The programme will stand here")
    assertNotContains(response, "Draft")


def test_a_full_workshop_says_so_until_it_has_begun(client, day):
    workshop = placed(day, 9, room=RoomFactory(edition=day.edition, capacity=1))
    released(day.edition)
    assertNotContains(programme(client), "full")

    seat_of(PersonFactory(), workshop)

    assertContains(programme(client), "full")


def test_versions_tell_what_changed(client, day):
    small, large = RoomFactory(edition=day.edition, name="Small"), RoomFactory(edition=day.edition, name="Large")
    moved, gone = placed(day, 9, room=small, title="Moved"), placed(day, 10, title="Gone")
    released(day.edition)
    change(moved, room=large, starts_at=at(day, 13), ends_at=at(day, 14), title="Moved on")
    change(gone, state="cancelled", state_reason="The lead is ill.")
    placed(day, 15, title="Fresh")
    released(day.edition, note="Three changes.")

    response = version(client, 2)

    assertContains(response, "What changed since version 1")
    assertContains(response, "13:00–14:00 instead of 09:00–10:00")
    assertContains(response, "Large instead of Small")
    assertContains(response, "Before: “Moved”")
    assertContains(response, "The lead is ill.")
    assertContains(response, "Three changes.")
    assertContains(response, ">new<")


def test_an_earlier_version_says_that_another_one_holds(client, day):
    workshop = placed(day, 9, title="First title")
    released(day.edition)
    change(workshop, title="Second title")
    released(day.edition)

    first, second = version(client, 1), version(client, 2)

    assertContains(first, "This is an earlier version.")
    assertContains(first, "First title")
    assertNotContains(first, "Second title")
    assertNotContains(second, "This is an earlier version.")


def test_a_version_is_compared_with_any_earlier_one(client, day):
    workshop = placed(day, 9, title="One")
    for title in ("Two", "Three"):
        released(day.edition)
        change(workshop, title=title)
    released(day.edition)

    assertContains(version(client, 3, since="1"), "Before: “One”")
    for senseless in ("7", "0", "x", "²", "-1", "9" * 30):
        assertContains(version(client, 3, since=senseless), "Before: “Two”")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_version_asks_the_same_for_any_number_of_changes(client, day, rows, django_assert_num_queries):
    workshops = [placed(day, 9 + number) for number in range(rows)]
    released(day.edition)
    for workshop in workshops:
        change(workshop, title=f"{workshop.title} anew")
    released(day.edition)

    with django_assert_num_queries(9):
        assertContains(version(client, 2), "Before: ", count=rows)


def test_a_workshop_tells_where_it_comes_from_and_who_leads_it(client, day):
    workshop = placed(day, 9)
    led_by(workshop, PersonFactory(display_name="Amina Sow"))
    released(day.edition)

    response = page_of(client, workshop)

    assertContains(response, "Amina Sow")
    assertContains(response, workshop.course.title)
    assertContains(response, "Sign in to take a seat")


def test_a_course_that_is_not_published_is_not_told(client, day):
    workshop = placed(day, 9, course__published_at=None)
    released(day.edition)

    assertNotContains(page_of(client, workshop), workshop.course.title)


def test_a_draft_leads_those_who_work_on_it_to_where_they_change_it(client, day):
    person = PersonFactory()
    workshop = WorkshopFactory(edition=day.edition, proposed_by=person)
    assert page_of(client, workshop).status_code == 404

    client.force_login(person)

    to = reverse("learning_days:edit_proposal", args=["dakar", workshop.pk])
    assertRedirects(page_of(client, workshop), to, fetch_redirect_response=False)


def test_a_workshop_of_another_edition_is_not_there(client, day):
    workshop = placed(day, 9)
    released(day.edition)
    EditionFactory(slug="elsewhere")

    assert client.get(reverse("learning_days:workshop", args=["elsewhere", workshop.pk])).status_code == 404
