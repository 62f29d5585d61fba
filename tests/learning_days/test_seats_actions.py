"""Taking a seat in a workshop, waiting for one, leaving it: who gets it, and who is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from learning_days.actions.seats import give_seats, leave, leave_all, take
from learning_days.models import WorkshopSeat
from notices.models import Notice

from .factories import DayFactory, RegistrationFactory, RoomFactory, WorkshopFactory, placed
from .reading import led_by, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return DayFactory()


def taken(registration, workshop):
    return take(registration=registration, workshop=workshop, now=timezone.now())


def refusal(change):
    with pytest.raises(ValidationError) as refused:
        change()
    return refused.value.code


def told():
    return list(Notice.objects.filter(kind="workshop_seat").values_list("recipient", flat=True))


def line(workshop):
    """[(registration's key, whether on a seat)] in the order of asking."""
    seats = WorkshopSeat.objects.standing().filter(workshop=workshop).order_by("pk")
    return [(seat.registration_id, seat.seated_at is not None) for seat in seats]


def of_one_seat(day, hour, **fields):
    return placed(day, hour, room=RoomFactory(edition=day.edition, capacity=1), **fields)


def test_the_first_gets_the_seat_and_the_next_waits(day):
    workshop = of_one_seat(day, 10)
    released(day.edition)
    first, second = RegistrationFactory.create_batch(2, day=day)

    assert taken(first, workshop).seated_at
    assert taken(second, workshop).seated_at is None
    assert told() == []


def test_who_asks_twice_has_one_seat(day):
    workshop = placed(day, 10)
    released(day.edition)
    person = RegistrationFactory(day=day)

    assert taken(person, workshop) == taken(person, workshop)
    assert line(workshop) == [(person.pk, True)]


def test_a_seat_that_is_left_goes_to_who_waits_first_and_that_one_is_told(day):
    workshop = of_one_seat(day, 10)
    released(day.edition)
    first, second, third = RegistrationFactory.create_batch(3, day=day)
    seat, *_ = [taken(person, workshop) for person in (first, second, third)]

    leave(seat=seat, now=timezone.now())
    leave(seat=seat, now=timezone.now())

    assert line(workshop) == [(second.pk, True), (third.pk, False)]
    assert told() == [second.person_id]


def test_who_sits_elsewhere_at_the_time_is_passed_over_and_keeps_the_place(day):
    wished, other = of_one_seat(day, 10), placed(day, 10)
    released(day.edition)
    holder, busy, free = RegistrationFactory.create_batch(3, day=day)
    seat, elsewhere = taken(holder, wished), taken(busy, other)
    taken(busy, wished)
    taken(free, wished)

    leave(seat=seat, now=timezone.now())
    assert line(wished) == [(busy.pk, False), (free.pk, True)]

    leave(seat=WorkshopSeat.objects.get(registration=free), now=timezone.now())
    assert line(wished) == [(busy.pk, False)]
    leave(seat=elsewhere, now=timezone.now())
    assert line(wished) == [(busy.pk, True)]
    assert told() == [free.person_id, busy.person_id]


def test_who_waits_for_two_at_the_same_time_gets_one(day):
    first, second = of_one_seat(day, 10), of_one_seat(day, 10)
    released(day.edition)
    holder, other, wishes = RegistrationFactory.create_batch(3, day=day)
    taken(holder, first), taken(other, second), taken(wishes, first), taken(wishes, second)

    given = give_seats_of(day, first, second)

    assert [seat.workshop for seat in given] == [first]
    assert line(second) == [(other.pk, True), (wishes.pk, False)]


def give_seats_of(day, *workshops):
    """As after organizers gave each of these a larger room."""
    for number, workshop in enumerate(workshops):
        room = RoomFactory(edition=day.edition, name=f"Hall {number}", capacity=9)
        type(workshop).objects.filter(pk=workshop.pk).update(room=room)
    return give_seats(day=day, now=timezone.now())


def test_more_seats_go_to_who_waits_and_none_where_none_is_free(day):
    workshop = of_one_seat(day, 10)
    released(day.edition)
    people = RegistrationFactory.create_batch(3, day=day)
    for person in people:
        taken(person, workshop)

    assert give_seats(day=day, now=timezone.now()) == []
    assert len(give_seats_of(day, workshop)) == 2
    assert [is_seated for _, is_seated in line(workshop)] == [True] * 3


def test_a_free_seat_at_the_time_of_another_one_is_refused(day):
    first, second = placed(day, 10, hours=2), placed(day, 11)
    released(day.edition)
    person = RegistrationFactory(day=day)
    taken(person, first)

    assert refusal(lambda: taken(person, second)) == "clash"
    assert taken(person, placed_and_released(day, 12)).seated_at


def placed_and_released(day, hour):
    workshop = placed(day, hour)
    released(day.edition)
    return workshop


def test_who_leads_at_the_time_takes_no_seat(day):
    leads, other = placed(day, 10), placed(day, 10)
    person = RegistrationFactory(day=day)
    led_by(leads, person.person)
    released(day.edition)

    assert refusal(lambda: taken(person, leads)) == "leads"
    assert refusal(lambda: taken(person, other)) == "clash_lead"


def test_only_who_has_a_seat_of_the_day_takes_one(day):
    workshop = placed(day, 10)
    released(day.edition)
    left = RegistrationFactory(day=day, left_at=timezone.now())
    waits = RegistrationFactory(day=day, seated_at=None)
    elsewhere = RegistrationFactory(day=DayFactory(edition=day.edition, date=day.date + timedelta(days=1)))

    assert refusal(lambda: taken(left, workshop)) == "day"
    assert refusal(lambda: taken(waits, workshop)) == "day_waits"
    assert refusal(lambda: taken(elsewhere, workshop)) == "moving"


def test_what_is_not_released_cancelled_begun_or_placed_anew_has_no_seats(day):
    workshop, draft = placed(day, 10), WorkshopFactory(edition=day.edition)
    person, now = RegistrationFactory(day=day), timezone.now()
    begun = {"registration": person, "workshop": workshop}
    assert refusal(lambda: taken(person, workshop)) == "not_released"
    released(day.edition)
    assert refusal(lambda: taken(person, draft)) == "not_released"
    assert refusal(lambda: take(**begun, now=workshop.starts_at)) == "begun"

    place = {"day": None, "room": None, "starts_at": None, "ends_at": None}
    type(workshop).objects.filter(pk=workshop.pk).update(**place)
    assert refusal(lambda: take(**begun, now=now)) == "moving"
    released(day.edition)
    assert refusal(lambda: take(**begun, now=now)) == "cancelled"


def test_a_seat_is_taken_until_the_second_at_which_it_begins(day):
    workshop = placed(day, 10)
    released(day.edition)
    person = RegistrationFactory(day=day)

    seat = take(registration=person, workshop=workshop, now=workshop.starts_at - timedelta(seconds=1))

    assert seat.seated_at
    assert refusal(lambda: leave(seat=seat, now=workshop.starts_at)) == "begun"


def test_a_seat_in_a_cancelled_workshop_can_be_left_at_any_time(day):
    workshop = placed(day, 10)
    released(day.edition)
    seat = taken(RegistrationFactory(day=day), workshop)
    type(workshop).objects.filter(pk=workshop.pk).update(state="cancelled", state_reason="The lead is ill.")
    released(day.edition)

    assert leave(seat=seat, now=workshop.starts_at + timedelta(days=2)).left_at


def test_who_leaves_the_day_leaves_every_workshop_and_gives_the_seats_on(day):
    first, second = of_one_seat(day, 10), of_one_seat(day, 12)
    released(day.edition)
    leaver, other = RegistrationFactory.create_batch(2, day=day)
    for workshop in (first, second):
        taken(leaver, workshop)
        taken(other, workshop)

    assert leave_all(leaver, timezone.now()) == 2
    assert line(first) == line(second) == [(other.pk, True)]
    assert told() == [other.person_id] * 2


def test_who_left_the_day_gets_no_seat_any_more(day):
    workshop = of_one_seat(day, 10)
    released(day.edition)
    holder, gone = RegistrationFactory.create_batch(2, day=day)
    seat = taken(holder, workshop)
    taken(gone, workshop)
    type(gone).objects.filter(pk=gone.pk).update(left_at=timezone.now())

    leave(seat=seat, now=timezone.now())

    assert told() == []


def test_the_mail_of_a_seat_is_withheld_where_it_was_left(day):
    from learning_days.kinds.seats import withdrawn_if_left

    workshop = of_one_seat(day, 10)
    released(day.edition)
    first, second = RegistrationFactory.create_batch(2, day=day)
    seat = taken(first, workshop)
    taken(second, workshop)
    leave(seat=seat, now=timezone.now())
    notice = Notice.objects.get(kind="workshop_seat")
    given = WorkshopSeat.objects.get(pk=notice.subject_id)

    assert withdrawn_if_left(notice, given) == ""
    leave(seat=given, now=timezone.now())
    given.refresh_from_db()
    assert withdrawn_if_left(notice, given) == Notice.Reason.WITHDRAWN
