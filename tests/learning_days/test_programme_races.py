"""Many organizers at the same moment: no room twice, no number twice, and never an error that nobody can read."""

from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.actions.organizers import make_organizer
from learning_days import models
from learning_days.actions import programme, releases
from learning_days.actions.lost_races import told_in_words
from tests.factories import PersonFactory
from tests.mentoring.factories import MentorFactory
from tests.races import at_once

from .factories import DayFactory, RegistrationFactory, RoomFactory, WorkshopFactory, WorkshopSeatFactory, at, placed

pytestmark = pytest.mark.django_db(transaction=True)


def organizers_of(edition, number):
    """Browsers in which organizers of the edition are signed in."""
    browsers = []
    for _ in range(number):
        person = make_organizer(person=PersonFactory())
        edition.organizers.add(person)
        browser = Client(raise_request_exception=False)
        browser.force_login(person)
        browsers.append(browser)
    return browsers


def accepted(day, number):
    return WorkshopFactory.create_batch(number, edition=day.edition, state="accepted")


def place(workshop, day, room, hour=10):
    hours = {"starts_at": at(day, hour), "ends_at": at(day, hour + 1)}
    return programme.place(
        workshop=workshop, day=day, room=room, capacity=None, actor=None, now=timezone.now(), **hours
    )


def refusals(answers):
    return [answer for answer in answers if isinstance(answer, Exception)]


def test_six_organizers_place_in_one_room_and_hour_over_http(settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    day = DayFactory()
    room = RoomFactory(edition=day.edition)
    workshops = accepted(day, 6)
    browsers = organizers_of(day.edition, 6)
    form = {"day": day.pk, "room": room.pk, "starts": "10:00", "ends": "11:00", "capacity": ""}

    def send(browser, workshop):
        return browser.post(reverse("admin:learning_days_workshop_place", args=[workshop.pk]), form)

    pairs = zip(browsers, workshops, strict=True)
    answers = at_once([lambda pair=pair: send(*pair) for pair in pairs])

    assert sorted(answer.status_code for answer in answers) == [302, 422, 422, 422, 422, 422]
    assert models.Workshop.objects.placed().count() == 1
    said = [answer.content.decode() for answer in answers if answer.status_code == 422]
    assert all(f"{room.name} is taken" in page for page in said)


def test_without_the_lock_the_database_refuses_and_a_sentence_says_it(monkeypatch):
    day = DayFactory()
    room = RoomFactory(edition=day.edition)
    workshops = accepted(day, 6)
    unlocked = models.Day.objects.select_related("edition")
    monkeypatch.setattr(programme, "_held_days", lambda workshop, *more: {row.pk: row for row in unlocked})
    monkeypatch.setattr(programme, "_give_on", lambda day, now: None)
    monkeypatch.setattr(programme, "busy_around", lambda workshop: [])

    answers = at_once([lambda workshop=workshop: place(workshop, day, room) for workshop in workshops])

    lost = refusals(answers)
    assert len(lost) == 5
    assert {(type(answer), answer.code) for answer in lost} == {(ValidationError, "lost_race")}
    assert models.Workshop.objects.placed().count() == 1


def test_without_the_words_a_lost_race_is_an_error(monkeypatch):
    day = DayFactory()
    room = RoomFactory(edition=day.edition)
    placed(day, 10, room=room)
    (workshop,) = accepted(day, 1)
    monkeypatch.setattr(programme, "busy_around", lambda workshop: [])
    asked = programme.Place(day, room, at(day, 10), at(day, 11))

    with pytest.raises(IntegrityError):
        programme._place(workshop, asked, None, timezone.now())


def test_one_lead_of_two_editions_is_placed_once():
    days, person = [DayFactory(), DayFactory()], PersonFactory()
    workshops = [accepted(day, 1)[0] for day in days]
    for workshop in workshops:
        models.WorkshopLead.objects.create(workshop=workshop, person=person)
    rooms = [RoomFactory(edition=day.edition) for day in days]

    rows = zip(workshops, days, rooms, strict=True)
    answers = at_once([lambda row=row: place(*row) for row in rows])

    (lost,) = refusals(answers)
    assert lost.error_list[0].code in ("lost_race", "lead_busy")
    assert models.Workshop.objects.placed().count() == 1


def test_a_seat_is_taken_while_the_workshop_moves_to_a_smaller_room():
    day = DayFactory()
    workshop = placed(day, 10, room=RoomFactory(edition=day.edition, capacity=3))
    small = RoomFactory(edition=day.edition, capacity=1)
    coming = RegistrationFactory.create_batch(2, day=day)

    def sit(registration):
        return WorkshopSeatFactory(workshop=workshop, registration=registration)

    answers = at_once([lambda: place(workshop, day, small), *(lambda row=row: sit(row) for row in coming)])

    workshop.refresh_from_db()
    assert workshop.seats.seated().count() <= workshop.room.capacity
    assert all(isinstance(answer, (ValidationError, IntegrityError)) for answer in refusals(answers))
    assert not isinstance(answers[0], IntegrityError)


def test_six_releases_at_once_are_one():
    edition = placed(DayFactory(), 10).edition

    def send():
        return releases.release(edition=edition, actor=None, note="", now=timezone.now())

    answers = at_once([send] * 6)

    assert sorted(getattr(answer, "code", "") for answer in answers) == ["", *["unchanged"] * 5]
    assert edition.releases.count() == 1


def test_without_the_lock_two_releases_would_want_one_number(monkeypatch):
    edition = placed(DayFactory(), 10).edition
    monkeypatch.setattr(releases, "held", lambda edition: edition)

    def send():
        return releases.release(edition=edition, actor=None, note="", now=timezone.now())

    answers = at_once([send] * 6)

    assert {type(answer) for answer in answers} & {IntegrityError, ValidationError}
    assert edition.releases.count() == 1


def test_releases_and_places_at_once_leave_a_programme_that_stands():
    day = DayFactory()
    workshops = accepted(day, 4)
    placed(day, 15)

    def send():
        return releases.release(edition=day.edition, actor=None, note="", now=timezone.now())

    def put(number):
        return place(workshops[number], day, RoomFactory(edition=day.edition), 9 + number)

    answers = at_once([send, *(lambda number=number: put(number) for number in range(4)), send])

    assert all(answer.code == "unchanged" for answer in refusals(answers))
    assert models.Workshop.objects.placed().count() == 5
    numbers = sorted(day.edition.releases.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_form_sent_six_times_at_once_is_one_proposal():
    mentor, day = MentorFactory(), DayFactory()
    written = {"title": "Talks", "summary": "How to begin.", "language": day.edition.language, "minutes": 60}
    course = WorkshopFactory(edition=day.edition).course

    def send():
        now = timezone.now()
        return programme.propose(edition=day.edition, person=mentor.person, now=now, course=course, **written)

    answers = at_once([send] * 6)

    assert refusals(answers) == []
    assert len({answer.pk for answer in answers}) == 1


def test_accepting_against_declining_leaves_one_answer():
    workshop = WorkshopFactory(edition=DayFactory().edition)
    now = timezone.now()

    answers = at_once(
        [
            lambda: programme.accept(workshop=workshop, actor=PersonFactory(), now=now),
            lambda: programme.accept(workshop=workshop, actor=PersonFactory(), now=now + timedelta(seconds=1)),
        ]
    )

    assert [answer.code for answer in refusals(answers)] == ["accepted"]


def test_two_changes_that_wait_for_each_other_end_in_a_sentence():
    rows = [placed(DayFactory(), 10) for _ in range(2)]
    held = Barrier(2)

    def lock(first, second):
        with told_in_words():
            models.Workshop.objects.select_for_update().get(pk=first.pk)
            held.wait(timeout=30)
            models.Workshop.objects.select_for_update().get(pk=second.pk)

    answers = at_once([lambda: lock(*rows), lambda: lock(*reversed(rows))])

    (lost,) = refusals(answers)
    assert (type(lost), lost.code) == (ValidationError, "lost_race")
