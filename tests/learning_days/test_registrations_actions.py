"""Seats, the waiting list, and offers that expire."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from learning_days.actions import registrations as actions
from learning_days.models import Attendance, Day, Registration
from learning_days.tasks import pass_lapsed_seats_on
from mentoring.models import Mentor
from notices.models import Notice
from tests.factories import PersonFactory
from tests.mentoring.factories import MentorFactory, PairingFactory

from .factories import DayFactory, EditionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


def kinds_of(registration):
    notices = Notice.objects.filter(recipient=registration.person_id).order_by("pk")
    return list(notices.values_list("kind", flat=True))


def refusal(call, **given):
    with pytest.raises(ValidationError) as refused:
        call(**given)
    return refused.value.code


def waiting(day, **fields):
    return RegistrationFactory(day=day, seated_at=None, **fields)


def test_seats_go_in_order_and_then_people_wait(now):
    day = DayFactory(capacity=1)

    first, second = [actions.register(day=day, person=PersonFactory(), now=now) for _ in range(2)]

    assert first.seated_at == now
    assert second.seated_at is None
    assert (kinds_of(first), kinds_of(second)) == (["day_seat"], ["day_waiting"])


def test_nobody_goes_past_the_line_to_a_free_seat(now):
    day = DayFactory(capacity=2)
    waiting(day)

    assert actions.register(day=day, person=PersonFactory(), now=now).seated_at is None


def test_a_second_time_answers_the_first_registration(now):
    day, person = DayFactory(), PersonFactory()

    first, again = [actions.register(day=day, person=person, now=now) for _ in range(2)]

    assert again == first
    assert kinds_of(first) == ["day_seat"]


def test_without_a_capacity_everybody_has_a_seat(now):
    day = DayFactory(capacity=None)

    assert actions.register(day=day, person=PersonFactory(), now=now).seated_at == now


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"edition__registration_opens_at": 1, "edition__registration_closes_at": 9}, "not_open"),
        ({"edition__registration_opens_at": -9, "edition__registration_closes_at": 0}, "closed"),
        ({"edition__registration_opens_at": None, "edition__registration_closes_at": None}, "none"),
        ({"cancelled_at": 0}, "cancelled"),
        ({"audience": "experienced"}, "experienced"),
    ],
)
def test_registration_is_refused(now, fields, code):
    moments = {name: now + timedelta(days=value) if isinstance(value, int) else value for name, value in fields.items()}
    day = DayFactory(cancelled_because="Flooded.", **moments)

    assert refusal(actions.register, day=day, person=PersonFactory(), now=now) == code


def test_registration_opens_and_closes_at_the_second():
    edition = EditionFactory()
    day, second = DayFactory(edition=edition), timedelta(seconds=1)
    opens, closes = edition.registration_opens_at, edition.registration_closes_at

    for moment, code in ((opens - second, "not_open"), (closes, "closed")):
        assert refusal(actions.register, day=day, person=PersonFactory(), now=moment) == code
    for moment in (opens, closes - second):
        assert actions.register(day=day, person=PersonFactory(), now=moment).seated_at == moment


def test_a_day_that_is_over_takes_nobody(now):
    day = DayFactory()

    assert refusal(actions.register, day=day, person=PersonFactory(), now=day.ends_at) == "over"


def test_a_day_of_experienced_mentors_takes_them(now):
    day, mentor = DayFactory(audience="experienced"), MentorFactory()
    assert refusal(actions.register, day=day, person=mentor.person, now=now) == "experienced"
    for _ in range(2):
        PairingFactory(mentor=mentor, ending="finished", ended_at=now)

    assert actions.register(day=day, person=mentor.person, now=now).seated_at == now
    Mentor.objects.filter(pk=mentor.pk).update(stopped_at=now)
    assert not actions.is_experienced(day, mentor.person)


def test_several_days_are_taken_together_or_not_at_all(now):
    edition, person = EditionFactory(), PersonFactory()
    days = [DayFactory(edition=edition, date=timezone.localdate() + timedelta(days=60 + plus)) for plus in range(2)]
    Day.objects.filter(pk=days[1].pk).update(cancelled_at=now, cancelled_because="Flooded.")

    assert refusal(actions.register_for, days=days, person=person, now=now) == "cancelled"
    assert not Registration.objects.exists()


def test_a_seat_that_is_left_is_offered_to_who_waits_first(now):
    day = DayFactory(capacity=1)
    seated, first, second = RegistrationFactory(day=day), waiting(day), waiting(day)

    for _twice in range(2):
        actions.leave(registration=seated, now=now)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.offered_at, first.offer_expires_at) == (now, now + 72 * HOUR)
    assert second.offered_at is None
    assert kinds_of(first) == ["day_offer", "day_offer_reminder"]


def test_who_waits_leaves_without_giving_a_seat(now):
    day = DayFactory(capacity=1)
    RegistrationFactory(day=day)
    first, second = waiting(day), waiting(day)

    actions.leave(registration=first, now=now)

    second.refresh_from_db()
    assert second.offered_at is None


@pytest.mark.parametrize(("left", "lasts"), [(200, 72), (100, 50), (10, 5), (1.5, 1), (1, None), (-1, None)])
def test_near_the_day_an_offer_lasts_half_of_the_time_left(left, lasts):
    day = DayFactory(capacity=1)
    row, now = waiting(day), day.starts_at - left * HOUR

    actions.offer_seats(day=day, now=now)

    row.refresh_from_db()
    assert row.offer_expires_at == (None if lasts is None else now + lasts * HOUR)


def test_an_offer_is_taken_until_its_last_second_and_not_at_its_end(now):
    day = DayFactory(capacity=2)
    rows = [waiting(day), waiting(day)]
    actions.offer_seats(day=day, now=now)
    ends = now + 72 * HOUR

    taken = actions.answer(registration=rows[0], accept=True, now=ends - timedelta(seconds=1))

    assert (taken.seated_at, taken.offered_at) == (ends - timedelta(seconds=1), None)
    assert refusal(actions.answer, registration=rows[1], accept=True, now=ends) == "offer_lapsed"


def test_a_lapsed_offer_goes_on_and_both_are_told(now):
    day = DayFactory(capacity=1)
    first, second = waiting(day), waiting(day)
    actions.offer_seats(day=day, now=now)
    ends = now + 72 * HOUR

    assert actions.pass_lapsed_on(ends - timedelta(seconds=1)) == 0
    assert actions.pass_lapsed_on(ends) == 1
    assert actions.pass_lapsed_on(ends) == 0

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.left_at, second.offered_at) == (ends, ends)
    assert kinds_of(first) == ["day_offer", "day_offer_reminder", "day_offer_lapsed"]
    assert kinds_of(second) == ["day_offer", "day_offer_reminder"]


def test_who_lapsed_comes_back_at_the_end_of_the_line(now):
    day = DayFactory(capacity=1)
    first = waiting(day)
    actions.offer_seats(day=day, now=now)
    later = now + 73 * HOUR
    other = waiting(day)
    actions.pass_lapsed_on(later)

    again = actions.register(day=day, person=first.person, now=later)

    assert again.pk > other.pk
    assert again.seated_at is None


def test_who_comes_back_before_the_lapsed_offer_is_passed_on_stands_at_the_end_too(now):
    day = DayFactory(capacity=1)
    first, second = waiting(day), waiting(day)
    actions.offer_seats(day=day, now=now)

    again = actions.register(day=day, person=first.person, now=now + 73 * HOUR)

    second.refresh_from_db()
    assert second.offered_at == now + 73 * HOUR
    assert again.pk > second.pk
    assert again.seated_at is None


def test_no_answer_without_an_offer(now):
    day = DayFactory()

    assert refusal(actions.answer, registration=waiting(day), accept=True, now=now) == "no_offer"


def test_more_seats_are_offered_by_the_clock_even_where_nobody_called():
    day = DayFactory(capacity=1)
    RegistrationFactory(day=day)
    rows = [waiting(day) for _ in range(3)]
    Day.objects.filter(pk=day.pk).update(capacity=3)

    pass_lapsed_seats_on()

    assert list(Registration.objects.offered_at(timezone.now()).values_list("pk", flat=True)) == [
        row.pk for row in rows[:2]
    ]


def test_who_may_not_sign_in_any_more_is_passed_over(now):
    day = DayFactory(capacity=1)
    waiting(day, person=PersonFactory(is_active=False))
    second = waiting(day)

    assert actions.offer_seats(day=day, now=now) == [second]


def test_a_cancelled_day_offers_nothing(now):
    day = DayFactory(capacity=1, cancelled_at=now, cancelled_because="Flooded.")
    waiting(day)

    assert actions.offer_seats(day=day, now=now) == []


def test_who_was_noted_as_there_does_not_leave(now):
    row = RegistrationFactory()
    Attendance.objects.create(registration=row, how="list")

    assert refusal(actions.leave, registration=row, now=now) == "attended"


def test_nobody_leaves_a_day_that_is_over():
    row = RegistrationFactory()

    assert refusal(actions.leave, registration=row, now=row.day.ends_at) == "over"
