"""What the database refuses, whoever asks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import timezone

from learning_days import models
from tests.factories import PersonFactory
from tests.races import at_once
from tests.refusals import refused

from .factories import (
    DayFactory,
    RegistrationFactory,
    RoomFactory,
    SharingFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
    at,
    placed,
)

pytestmark = pytest.mark.django_db


def update(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)


def lead(workshop, person):
    return models.WorkshopLead.objects.create(workshop=workshop, person=person)


def test_one_person_more_than_seats_is_refused():
    day = DayFactory(capacity=1)
    RegistrationFactory(day=day)

    assert refused(lambda: RegistrationFactory(day=day)) == "registration_within_capacity"
    assert RegistrationFactory(day=day, seated_at=None).pk
    assert RegistrationFactory(day=day, is_staff=True).pk


def test_an_offered_seat_is_held():
    day, now = DayFactory(capacity=1), timezone.now()
    RegistrationFactory(day=day, seated_at=None, offered_at=now, offer_expires_at=now + timedelta(days=3))

    assert refused(lambda: RegistrationFactory(day=day)) == "registration_within_capacity"
    assert refused(lambda: update(day, capacity=0)) in ("day_has_a_seat", "day_capacity_holds_the_seated")


def test_a_capacity_below_the_seated_is_refused():
    day = DayFactory(capacity=3)
    RegistrationFactory.create_batch(2, day=day)

    assert refused(lambda: update(day, capacity=1)) == "day_capacity_holds_the_seated"


def test_two_workshops_in_a_room_at_once_are_refused():
    day = DayFactory()
    first = placed(day, 10)

    assert refused(lambda: placed(day, 10, room=first.room)) == "workshops_apart_in_a_room"
    assert placed(day, 11, room=first.room).pk


def test_a_room_is_free_again_once_a_workshop_is_cancelled():
    day = DayFactory()
    first = placed(day, 10)
    update(first, state="cancelled", state_reason="The lead is ill.")

    assert placed(day, 10, room=first.room).pk


def test_nobody_leads_two_workshops_at_once():
    day, person = DayFactory(), PersonFactory()
    first, second, later = placed(day, 10, hours=2), placed(day, 11), placed(day, 12)
    lead(first, person)

    assert refused(lambda: lead(second, person)) == "workshop_leads_apart"
    lead(later, person)
    assert refused(lambda: update(later, starts_at=at(day, 11))) == "workshop_leads_apart"


def test_nobody_sits_in_two_workshops_at_once():
    day = DayFactory()
    first, second = placed(day, 10), placed(day, 10)
    person = RegistrationFactory(day=day)
    WorkshopSeatFactory(workshop=first, registration=person)

    assert refused(lambda: WorkshopSeatFactory(workshop=second, registration=person)) == "workshop_seats_apart"
    assert WorkshopSeatFactory(workshop=second, registration=person, seated_at=None).pk


def test_a_workshop_has_as_many_seats_as_its_room():
    day = DayFactory()
    workshop = placed(day, 10, room=RoomFactory(edition=day.edition, capacity=1))
    WorkshopSeatFactory(workshop=workshop, registration=RegistrationFactory(day=day))

    assert refused(lambda: WorkshopSeatFactory(workshop=workshop, registration=RegistrationFactory(day=day))) == (
        "workshop_seat_within_capacity"
    )
    assert refused(lambda: placed(day, 12, room=workshop.room, capacity=2)) == "workshop_fits_its_room"


def test_a_smaller_room_is_refused_when_more_people_sit_in_it():
    day = DayFactory()
    workshop, small = placed(day, 10), RoomFactory(edition=day.edition, capacity=1)
    for _ in range(2):
        WorkshopSeatFactory(workshop=workshop, registration=RegistrationFactory(day=day))

    assert refused(lambda: update(workshop, room=small)) == "workshop_capacity_holds_the_seated"
    assert refused(lambda: update(workshop.room, capacity=1)) == "room_holds_its_workshops"


def test_a_seat_needs_a_registration_for_that_day():
    workshop = placed(DayFactory(), 10)

    assert refused(lambda: WorkshopSeatFactory(workshop=workshop)) == "workshop_seat_of_its_day"


def test_a_workshop_lies_within_its_day_and_edition():
    day = DayFactory()

    assert refused(lambda: placed(day, 16, hours=2)) == "workshop_within_its_day"
    assert refused(lambda: placed(day, 10, room=RoomFactory())) == "workshop_placed_in_its_edition"


def test_a_day_is_not_moved_from_under_its_workshops():
    day = DayFactory()
    placed(day, 9)

    assert refused(lambda: update(day, starts_at=at(day, 10))) == "day_keeps_its_workshops"
    assert refused(lambda: update(day, cancelled_at=timezone.now(), cancelled_because="Snow")) == (
        "day_keeps_its_workshops"
    )


def test_a_workshop_grew_from_something():
    assert refused(lambda: WorkshopFactory(course=None)) == "workshop_grew_from_something"


def test_a_day_with_registrations_stays():
    day = RegistrationFactory().day

    with pytest.raises(ProtectedError):
        day.delete()


def test_a_release_is_only_ever_added_to():
    release = models.Release.objects.create(edition=DayFactory().edition, number=1, content={"workshops": []})

    assert refused(lambda: update(release, content={})) == "release_append_only"
    assert refused(release.delete) == "release_append_only"


def test_reports_that_would_start_one_another_are_refused():
    first = SharingFactory()
    second = SharingFactory(before=first)
    third = SharingFactory(before=second)

    assert refused(lambda: update(first, before=third)) == "sharing_makes_no_circle"


def test_people_are_not_counted_more_often_than_they_were_there():
    assert refused(lambda: SharingFactory(people=3, people_known=4)) == "sharing_counts_people_once"


@pytest.mark.django_db(transaction=True)
def test_the_last_seats_are_given_once_even_to_many_at_the_same_moment():
    day = DayFactory(capacity=3)
    people = PersonFactory.create_batch(12)

    answers = at_once([lambda person=person: RegistrationFactory(day=day, person=person).pk for person in people])

    assert models.Registration.objects.seated().filter(day=day).count() == 3
    assert sum(isinstance(answer, IntegrityError) for answer in answers) == 9
