"""What people hear of a release: those who lead, and those with a seat."""

import pytest
from django.core import mail
from django.utils import timezone

from learning_days import models
from learning_days.actions import programme
from learning_days.kinds.programme import KINDS
from notices.actions.planning import plan
from notices.models import Notice
from notices.tasks import carry_due
from tests.factories import PersonFactory

from .factories import DayFactory, RegistrationFactory, RoomFactory, WorkshopSeatFactory, placed
from .organizing import led_by, move, released

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def told(person):
    return sorted(Notice.objects.filter(recipient=person).values_list("kind", flat=True))


def in_hall(day, **fields):
    return placed(day, 10, title="Talks", room=RoomFactory(edition=day.edition, name="Hall"), **fields)


def reader_of(workshop):
    """Somebody with a seat, whom a mail reaches."""
    registration = RegistrationFactory(day=workshop.day, person__email="reader@example.org")
    WorkshopSeatFactory(workshop=workshop, registration=registration)
    return registration.person


def test_leads_hear_of_the_place_and_people_with_seats_of_the_move():
    day, lead, asked = DayFactory(), PersonFactory(), PersonFactory()
    room = RoomFactory(edition=day.edition, capacity=1)
    workshop, other = placed(day, 10, room=room), placed(day, 12)
    led_by(workshop, lead)
    led_by(workshop, asked, agreed=False)
    released(day.edition)
    sits, waits, stays = (RegistrationFactory(day=day) for _ in range(3))
    WorkshopSeatFactory(workshop=workshop, registration=sits)
    WorkshopSeatFactory(workshop=workshop, registration=waits, seated_at=None)
    WorkshopSeatFactory(workshop=other, registration=stays)

    move(workshop, 14)
    released(day.edition)

    assert (told(lead), told(asked)) == (["workshop_placed"] * 2,) * 2
    assert (told(sits.person), told(waits.person), told(stays.person)) == (["workshop_moved"], ["workshop_moved"], [])


def test_a_better_title_is_no_news_for_those_with_a_seat():
    day = DayFactory()
    workshop = placed(day, 10)
    registration = RegistrationFactory(day=day)
    WorkshopSeatFactory(workshop=workshop, registration=registration)
    released(day.edition)
    programme.change(workshop=workshop, person=PersonFactory(), now=NOW, title="A better title")

    made = released(day.edition)

    assert made.content["workshops"][0]["title"] == "A better title"
    assert told(registration.person) == []


def test_everybody_of_a_cancelled_workshop_hears_why():
    day, lead = DayFactory(), PersonFactory()
    workshop = placed(day, 10, title="Talks")
    led_by(workshop, lead)
    released(day.edition)
    registration = RegistrationFactory(day=day)
    WorkshopSeatFactory(workshop=workshop, registration=registration)
    programme.cancel(workshop=workshop, reason="The hall is flooded.", actor=PersonFactory(), now=NOW)
    assert told(registration.person) == []

    released(day.edition)

    assert told(registration.person) == ["workshop_cancelled"]
    assert told(lead) == ["workshop_placed", "workshop_taken_out"]


def test_the_mail_says_where_and_when_as_released():
    day = DayFactory(edition__zone="Asia/Kathmandu")
    workshop = in_hall(day)
    reader_of(workshop)
    released(day.edition)
    move(workshop, 14)
    released(day.edition)
    models.Workshop.objects.filter(pk=workshop.pk).update(title="A draft that nobody reads")
    mail.outbox.clear()

    carry_due()

    (letter,) = mail.outbox
    text = letter.body.replace("\u2068", "").replace("\u2069", "")
    assert letter.subject.replace("\u2068", "").replace("\u2069", "") == "“Talks” is moved"
    assert "14:00–15:00, the venue's time" in text
    assert "08:15–09:15" in text
    assert "Room: Hall" in text
    assert workshop.get_absolute_url() in text
    assert "A draft" not in text


def test_a_move_that_was_moved_again_is_told_once():
    day = DayFactory()
    workshop = in_hall(day)
    reader = reader_of(workshop)
    released(day.edition)
    for hour in (12, 14):
        move(workshop, hour)
        released(day.edition)

    carry_due()

    assert len(mail.outbox) == 1
    states = dict(Notice.objects.filter(recipient=reader).values_list("payload__release", "reason"))
    assert states == {2: "moved", 3: ""}


def test_who_left_the_seat_or_the_lead_hears_nothing():
    day, lead = DayFactory(), PersonFactory(email="lead@example.org")
    workshop = in_hall(day)
    reader = reader_of(workshop)
    released(day.edition)
    led_by(workshop, lead)
    move(workshop, 14)
    released(day.edition)
    reader.registrations.get().workshop_seats.update(left_at=NOW)
    lead.led_workshops.all().delete()

    carry_due()

    assert mail.outbox == []


def test_all_seven_mails_can_be_read():
    day, lead = DayFactory(), PersonFactory(email="lead@example.org")
    first, second = in_hall(day), placed(day, 16)
    reader_of(first)
    for workshop in (first, second):
        led_by(workshop, lead, agreed=False)
    told_to_leads = (("workshop_accepted", first), ("workshop_lead_asked", second))
    for kind, workshop in told_to_leads:
        plan(kind=kind, recipient_id=lead.pk, subject=workshop, key=f"{kind}:{workshop.pk}:")
    carry_due()
    released(day.edition)
    carry_due()
    move(first, 14)
    released(day.edition)
    carry_due()
    programme.cancel(workshop=first, reason="The hall is flooded.", actor=PersonFactory(), now=NOW)
    released(day.edition)
    carry_due()
    plan(kind="workshop_declined", recipient_id=lead.pk, subject=first, key="declined:")
    carry_due()

    kinds = set(Notice.objects.filter(state="sent").values_list("kind", flat=True))
    assert kinds == {kind.name for kind in KINDS}
    assert sum("The hall is flooded." in letter.body for letter in mail.outbox) == 3
