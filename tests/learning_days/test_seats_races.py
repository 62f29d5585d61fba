"""Many people, and one person twice, at the same moment. Each race was seen to fail without what it guards."""

from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from learning_days.actions.seats import give_seats, leave
from learning_days.models import WorkshopSeat
from notices.models import Notice
from tests.factories import PersonFactory
from tests.races import at_once, browser, codes, crowd, slowed

from .factories import DayFactory, RegistrationFactory, RoomFactory, placed
from .reading import released, seat_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slow(db):
    """Each seat that is written waits a moment before its transaction ends: others come in between."""
    with slowed("AFTER INSERT ON learning_days_workshopseat FOR EACH ROW", seconds=0.02):
        yield


def send(name, workshop, browsers):
    """What each of these browsers is answered."""
    address = reverse(f"learning_days:{name}", args=[workshop.edition.slug, workshop.pk])
    return [client.post(address).status_code for client in browsers]


@pytest.fixture
def day():
    return DayFactory(capacity=None)


def of_seats(day, seats, hour=10):
    return placed(day, hour, room=RoomFactory(edition=day.edition, capacity=seats))


def test_three_hundred_people_ask_at_once_for_twenty_seats(day, slow):
    """Without the locks, and the one that the trigger of the database takes, more than twenty get a seat."""
    workshop = of_seats(day, 20)
    released(day.edition)
    browsers = [browser(row.person) for row in RegistrationFactory.create_batch(300, day=day)]

    assert crowd(partial(send, "take_seat", workshop), browsers) == [302] * 300

    line = list(workshop.seats.order_by("pk").values_list("registration", "seated_at"))
    assert len(line) == len({registration for registration, _ in line}) == 300
    assert [seated_at is not None for _, seated_at in line] == [True] * 20 + [False] * 280


def test_one_person_who_clicks_two_overlapping_workshops_at_once_gets_one(day, slow):
    """Without the locks the two meet the constraint `workshop_seats_apart`, and one of them is a 500."""
    for _ in range(5):
        workshops = [placed(day, 10, hours=2), placed(day, 11)]
        released(day.edition)
        person = RegistrationFactory(day=day).person
        calls = [partial(send, "take_seat", workshop, [browser(person)]) for workshop in workshops * 4]

        assert codes(calls) == [302] * 8

        assert WorkshopSeat.objects.filter(registration__person=person).count() == 1


def test_one_person_who_sends_the_form_often_at_once_has_one_seat(day, slow):
    """Without the locks most of them meet the constraint `workshop_seat_once`, as a 500."""
    workshop = of_seats(day, 1)
    released(day.edition)
    person = RegistrationFactory(day=day).person

    assert codes([partial(send, "take_seat", workshop, [browser(person)]) for _ in range(20)]) == [302] * 20
    assert WorkshopSeat.objects.count() == 1


def test_people_who_leave_and_come_at_once_leave_no_seat_empty(day):
    """Ten leave while forty come and twenty wait. Without the locks a comer overtakes them, or a seat stays empty."""
    workshop = of_seats(day, 10)
    released(day.edition)
    seated = [seat_of(PersonFactory(), workshop) for _ in range(10)]
    waiting = [seat_of(PersonFactory(), workshop, seated_at=None) for _ in range(20)]
    comers = [browser(row.person) for row in RegistrationFactory.create_batch(40, day=day)]
    calls = [partial(send, "leave_seat", workshop, [browser(seat.registration.person)]) for seat in seated]
    calls += [partial(send, "take_seat", workshop, comers[start::20]) for start in range(20)]

    assert set(codes(calls)) == {302}

    now_seated = workshop.seats.filter(left_at__isnull=True, seated_at__isnull=False).order_by("pk")
    assert list(now_seated) == waiting[:10]
    assert Notice.objects.filter(kind="workshop_seat").count() == 10


def test_two_workshops_that_become_free_at_once_let_one_who_waits_for_both_into_one(day):
    """Without the locks both seats go to that one: they meet in the constraint `workshop_seats_apart`."""
    for hour in (9, 10, 11, 12):
        workshops = [of_seats(day, 1, hour) for _ in range(2)]
        released(day.edition)
        holders = [seat_of(PersonFactory(), workshop) for workshop in workshops]
        waits = RegistrationFactory(day=day)
        for workshop in workshops:
            seat_of(waits.person, workshop, seated_at=None)

        answers = at_once([partial(leave, seat=seat, now=timezone.now()) for seat in holders])

        assert [answer for answer in answers if isinstance(answer, Exception)] == []
        assert waits.workshop_seats.seated().count() == 1
        assert waits.workshop_seats.waiting().count() == 1


def test_more_seats_given_by_several_at_once_are_given_once(day):
    """Without the locks several give the same seats, and say so."""
    workshop = of_seats(day, 1)
    released(day.edition)
    seat_of(PersonFactory(), workshop)
    for _ in range(6):
        seat_of(PersonFactory(), workshop, seated_at=None)
    type(workshop.room).objects.filter(pk=workshop.room_id).update(capacity=4)

    given = at_once([partial(give_seats, day=day, now=timezone.now())] * 6)

    assert sorted(len(rows) for rows in given) == [0, 0, 0, 0, 0, 3]
    assert Notice.objects.filter(kind="workshop_seat").count() == 3
