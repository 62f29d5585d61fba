"""Who was there: noted once however often, when the doors are open, of those who are registered, and taken back."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.utils import timezone

from learning_days.actions.attendance import note, save_list
from learning_days.models import Attendance, Registration
from learning_days.rules.attendance import DOORS_OPEN
from tests.factories import PersonFactory
from tests.races import at_once

from .factories import DayFactory, RegistrationFactory

CODE, LIST, FILE = Attendance.How.CODE, Attendance.How.LIST, Attendance.How.FILE


@pytest.fixture
def olga(db):
    return PersonFactory(username="olga", display_name="Olga")


@pytest.fixture
def day(db):
    return DayFactory()


def noted(registration, actor, *, how=CODE, now=None):
    return note(registration=registration, how=how, actor=actor, now=now or registration.day.starts_at)


def saved(day, actor, *, came=(), went=(), how=LIST, now=None):
    return save_list(day=day, came=came, went=went, how=how, actor=actor, now=now or day.starts_at)


def refused(call, *args, **given):
    with pytest.raises(ValidationError) as refusal:
        call(*args, **given)
    return refusal.value


def test_a_note_says_who_made_it_how_and_when(day, olga):
    registration = RegistrationFactory(day=day)

    row, is_new = noted(registration, olga)

    assert is_new
    assert (row.registration, row.how, row.noted_by, row.noted_at) == (registration, CODE, olga, day.starts_at)


def test_a_second_scan_is_the_same_note(day, olga):
    registration = RegistrationFactory(day=day)
    first, _ = noted(registration, olga)
    again = noted(registration, PersonFactory(), now=day.starts_at + timedelta(minutes=5))

    assert again == (first, False)
    assert Attendance.objects.get().noted_by == olga


def test_a_code_stays_noted_after_the_day_was_cancelled_and_the_seat_given_up(day, olga):
    registration = RegistrationFactory(day=day)
    first, _ = noted(registration, olga)
    Registration.objects.update(left_at=day.ends_at)
    type(day).objects.update(cancelled_at=day.ends_at, cancelled_because="Snow")

    assert noted(registration, olga) == (first, False)


def test_the_doors_open_three_hours_before_the_day_to_the_second(day, olga):
    registration = RegistrationFactory(day=day)
    opens_at = day.starts_at - DOORS_OPEN
    early = refused(noted, registration, olga, now=opens_at - timedelta(seconds=1))

    assert early.code == "not_open"
    assert "06:00, on the venue's clock" in early.messages[0]
    assert noted(registration, olga, now=opens_at)[1]


def test_on_a_cancelled_day_nobody_was_there(olga):
    day = DayFactory(cancelled_at=timezone.now(), cancelled_because="Snow")
    registration = RegistrationFactory(day=day)

    assert refused(noted, registration, olga).code == "cancelled"
    assert refused(saved, day, olga, came=[registration]).code == "cancelled"


def test_who_gave_the_day_up_is_not_noted(day, olga):
    gone = RegistrationFactory(day=day, left_at=timezone.now())

    assert refused(noted, gone, olga).code == "left"
    assert saved(day, olga, came=[gone]) == (0, 0)


def test_who_waits_is_noted_when_let_in(day, olga):
    waits = RegistrationFactory(day=day, seated_at=None)

    assert noted(waits, olga)[1]


def test_a_list_notes_and_takes_back_in_one_go(day, olga):
    came, stays, went = RegistrationFactory.create_batch(3, day=day)
    noted(stays, olga)
    noted(went, olga)

    assert saved(day, olga, came=[came, stays], went=[went]) == (1, 1)
    assert set(Attendance.objects.values_list("registration", "how")) == {(came.pk, LIST), (stays.pk, CODE)}


def test_a_list_of_one_day_touches_no_other(day, olga):
    other = RegistrationFactory(day=DayFactory())
    noted(other, olga)

    assert saved(day, olga, came=[RegistrationFactory()], went=[other]) == (0, 0)
    assert Attendance.objects.get().registration == other


def test_a_note_that_is_taken_back_leaves_a_trace_without_a_name(day, olga):
    registration = RegistrationFactory(day=day, person__display_name="Amina")
    noted(registration, olga)
    saved(day, olga, went=[registration])

    entry = LogEntry.objects.get()
    assert (entry.user, entry.get_edited_object()) == (olga, day)
    assert entry.change_message == f"Attendance taken back of the registrations {registration.pk}."
    assert "Amina" not in entry.object_repr


@pytest.mark.django_db(transaction=True)
def test_one_code_on_many_phones_at_once_is_one_note():
    registration, phones = RegistrationFactory(), PersonFactory.create_batch(6)

    answers = at_once([lambda phone=phone: noted(registration, phone) for phone in phones])

    assert sorted(is_new for _row, is_new in answers) == [False] * 5 + [True]
    assert {row.pk for row, _is_new in answers} == {Attendance.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_a_list_and_a_phone_at_once_note_each_person_once():
    day, olga = DayFactory(), PersonFactory()
    people = RegistrationFactory.create_batch(5, day=day)

    answers = at_once(
        [
            *[lambda: saved(day, olga, came=people)] * 2,
            *[lambda row=row: noted(row, olga) for row in people[:3]],
        ]
    )

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert Attendance.objects.count() == 5
