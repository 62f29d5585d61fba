"""Seats that organizers give, and staff, who take none."""

import pytest
from django.utils import timezone

from learning_days.actions import registrations as actions
from tests.factories import PersonFactory

from .factories import DayFactory, RegistrationFactory
from .test_registrations_actions import HOUR, kinds_of, refusal, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def test_staff_take_no_seat_and_need_no_window(now):
    day = DayFactory(
        capacity=1, edition__registration_opens_at=now - 2 * HOUR, edition__registration_closes_at=now - HOUR
    )
    RegistrationFactory(day=day)

    staff = actions.register(day=day, person=PersonFactory(), now=now, is_staff=True)

    assert (staff.is_staff, staff.seated_at) == (True, now)


def test_who_becomes_staff_gives_the_seat_on(now):
    day = DayFactory(capacity=1)
    seated, line = RegistrationFactory(day=day), waiting(day)

    actions.register(day=day, person=seated.person, now=now, is_staff=True)

    line.refresh_from_db()
    assert line.offered_at == now
    assert refusal(actions.mark_staff, registration=seated, is_staff=False, now=now) == "no_seat"


def test_who_waits_and_becomes_staff_comes(now):
    day = DayFactory(capacity=1)
    RegistrationFactory(day=day)

    staff = actions.mark_staff(registration=waiting(day), is_staff=True, now=now)

    assert staff.seated_at == now
    assert kinds_of(staff) == ["day_seat"]


def test_organizers_give_a_free_seat_past_the_line_and_none_that_is_not_there(now):
    day = DayFactory(capacity=1)
    first, second = waiting(day), waiting(day)

    given = actions.give_seat(registration=second, now=now)

    assert given.seated_at == now
    assert refusal(actions.give_seat, registration=first, now=now) == "no_seat"
    assert kinds_of(given) == ["day_seat"]
