"""Organizers move and cancel a day by a form on its own page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from notices.models import Notice

from .factories import DayFactory, RegistrationFactory, at, placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(organizer):
    day = DayFactory()
    day.edition.organizers.add(organizer)
    return day


def page(name, day):
    return reverse(f"admin:learning_days_day_{name}", args=[day.pk])


def hours(day, date=None, starts="10:00", ends="18:00"):
    return {"date": str(date or day.date), "starts": starts, "ends": ends}


def test_the_form_says_how_many_are_told_and_moves_the_day(desk, day):
    RegistrationFactory(day=day)
    assertContains(desk.get(page("move", day)), "1 person is told, once.")

    desk.post(page("move", day), hours(day))
    day.refresh_from_db()
    assert (day.starts_at, day.ends_at) == (at(day, 10), at(day, 18))
    assert day.history.first().history_user.username == "organizer"
    assert Notice.objects.get().kind == "day_moved"


def test_an_earlier_end_is_after_midnight(desk, day):
    desk.post(page("move", day), hours(day, starts="20:00", ends="01:30"))

    day.refresh_from_db()
    assert day.ends_at == at(day, 1, 30) + timedelta(days=1)


def test_a_workshop_that_stands_in_the_way_is_named_and_what_was_typed_stays(desk, day):
    workshop = placed(day, 16)
    refused = desk.post(page("move", day), hours(day, starts="09:00", ends="15:30"))

    assertContains(refused, workshop.title, status_code=422)
    assertContains(refused, "15:30", status_code=422)
    day.refresh_from_db()
    assert day.revision == 1


def test_nonsense_comes_back_with_a_sentence(desk, day):
    refused = desk.post(page("move", day), {"date": "2027-02-30", "starts": "25:00", "ends": ""})

    assertContains(refused, "Enter a valid date.", status_code=422)
    assertContains(refused, "25:00", status_code=422)


def test_a_cancelled_day_is_told_with_its_reason_and_has_no_buttons_any_more(desk, day):
    RegistrationFactory(day=day)
    assert desk.post(page("cancel", day), {"reason": " "}).status_code == 422
    desk.post(page("cancel", day), {"reason": "The hall is flooded."})

    day.refresh_from_db()
    assert day.cancelled_because == "The hall is flooded."
    assert Notice.objects.get().kind == "day_cancelled"
    assert page("move", day) not in desk.get(page("change", day)).content.decode()
    again = desk.post(page("move", day), hours(day))
    assertContains(again, "The day is cancelled already.", status_code=422)


def test_a_reason_is_one_line_that_turns_no_direction_of_writing(desk, day):
    assert desk.post(page("cancel", day), {"reason": "Snow \u202e wons"}).status_code == 422
    desk.post(page("cancel", day), {"reason": "The hall is flooded.\nWe are sorry."})

    day.refresh_from_db()
    assert day.cancelled_because == "The hall is flooded. We are sorry."


def test_a_day_of_another_edition_is_not_there(desk):
    foreign = DayFactory()

    for name in ("move", "cancel"):
        assert desk.get(page(name, foreign)).status_code == 404
        assert desk.post(page(name, foreign), {"reason": "Snow", **hours(foreign)}).status_code == 404
