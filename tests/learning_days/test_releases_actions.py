"""Releases: what readers see, what changed, and who is told."""

from datetime import UTC, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from learning_days import models
from learning_days.actions import programme
from learning_days.actions.releases import draft_of
from learning_days.released import changes, newest, workshops_of
from tests.factories import PersonFactory

from .factories import DayFactory, RegistrationFactory, RoomFactory, WorkshopFactory, WorkshopSeatFactory, at, placed
from .organizing import led_by, move, released

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def items(edition):
    return {item.id: item for item in workshops_of(newest(edition))}


def test_before_the_first_release_there_is_nothing():
    edition = DayFactory().edition

    assert newest(edition) is None
    assert workshops_of(None) == []


def expected(workshop, **fields):
    """The row of a workshop that nobody changed, held in the hall."""
    code, hours = workshop.language.code, (workshop.starts_at, workshop.ends_at)
    starts_at, ends_at = (moment.astimezone(UTC).isoformat() for moment in hours)
    place = {"day": workshop.day_id, "room": workshop.room_id, "room_name": "Hall", "capacity": 7}
    text = {"title": workshop.title, "lang": code, "language": code, "summary_html": "<p>How to begin.</p>\n"}
    source = {"course": workshop.course_id, "finding": None, "idea": None}
    state = {"id": workshop.pk, "sequence": 1, "status": "confirmed", "reason": "", "leads": []}
    return {**state, **text, **place, **source, "starts_at": starts_at, "ends_at": ends_at, **fields}


def test_a_release_holds_what_is_placed_and_no_names():
    day, person = DayFactory(), PersonFactory(display_name="Amina Zero")
    workshop = placed(day, 10, title="Talks", room=RoomFactory(edition=day.edition, name="Hall", capacity=7))
    led_by(workshop, person)
    WorkshopFactory(edition=day.edition, state="accepted")
    WorkshopFactory(edition=day.edition)

    made = released(day.edition, note="The first one")

    assert made.content == {"workshops": [expected(workshop, leads=[person.pk])]}
    (item,) = workshops_of(newest(day.edition))
    assert (item.starts_at, item.leads, item.is_cancelled) == (at(day, 10), (person.pk,), False)


def test_who_has_not_agreed_is_not_named():
    workshop = placed(DayFactory(), 10)
    led_by(workshop, PersonFactory(), agreed=False)

    released(workshop.edition)

    assert items(workshop.edition)[workshop.pk].leads == ()


def test_only_what_changed_gets_the_next_sequence():
    day = DayFactory()
    first, second = placed(day, 10), placed(day, 10)
    released(day.edition)

    move(second, 14)
    released(day.edition)

    found = items(day.edition)
    assert (found[first.pk].sequence, found[second.pk].sequence) == (1, 2)
    assert day.edition.releases.count() == 2


def test_a_workshop_that_was_released_stays_as_cancelled_for_ever():
    day = DayFactory()
    cancelled, freed, never = placed(day, 10), placed(day, 10), placed(day, 12)
    models.Workshop.objects.filter(pk=never.pk).update(state="cancelled", state_reason="Ill.")
    released(day.edition)
    programme.cancel(workshop=cancelled, reason="The lead is ill.", actor=None, now=NOW)
    programme.unplace(workshop=freed, actor=None, now=NOW)

    released(day.edition)

    found = items(day.edition)
    assert {key: (item.status, item.reason) for key, item in found.items()} == {
        cancelled.pk: ("cancelled", "The lead is ill."),
        freed.pk: ("cancelled", ""),
    }
    assert found[cancelled.pk].starts_at == at(day, 10)
    assert found[cancelled.pk].sequence == 2
    placed(day, 15)
    released(day.edition)
    assert items(day.edition)[cancelled.pk].sequence == 2


def test_a_workshop_that_got_another_place_takes_place_again():
    day = DayFactory()
    workshop = placed(day, 10)
    released(day.edition)
    programme.unplace(workshop=workshop, actor=None, now=NOW)
    before = released(day.edition)
    workshop.room = RoomFactory(edition=day.edition)
    move(workshop, 12)

    (change,) = changes(workshops_of(before), workshops_of(released(day.edition)))

    assert change.kind == "restored"
    assert change.after.sequence == 3


@pytest.mark.parametrize("is_placed", [False, True])
def test_a_release_that_would_say_nothing_new_is_refused(is_placed):
    day = DayFactory()
    if is_placed:
        placed(day, 10)
        released(day.edition)

    with pytest.raises(ValidationError) as refusal:
        released(day.edition)

    assert refusal.value.code == ("unchanged" if is_placed else "nothing_placed")


def test_the_draft_says_what_would_be_released():
    day = DayFactory()
    workshop = placed(day, 10)
    before, draft = draft_of(day.edition)

    assert (before, draft.number, [item.id for item in workshops_of(draft)]) == (None, 1, [workshop.pk])
    assert not day.edition.releases.exists()


def test_seats_go_when_a_cancelled_workshop_gets_another_day():
    day = DayFactory()
    other = DayFactory(edition=day.edition, date=day.date + timedelta(days=1))
    workshop = placed(day, 10)
    seat = WorkshopSeatFactory(workshop=workshop, registration=RegistrationFactory(day=day))
    released(day.edition)
    place = {"room": workshop.room, "starts_at": at(other, 10), "ends_at": at(other, 11), "capacity": None}

    with pytest.raises(ValidationError) as refusal:
        programme.place(workshop=workshop, day=other, actor=None, now=NOW, **place)
    assert refusal.value.code == "other_day"
    programme.unplace(workshop=workshop, actor=None, now=NOW)
    released(day.edition)
    programme.place(workshop=workshop, day=other, actor=None, now=NOW, **place)

    seat.refresh_from_db()
    assert seat.left_at == NOW
