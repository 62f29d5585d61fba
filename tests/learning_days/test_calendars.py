"""Learning Days as calendar programs read them: for everybody, for one person, and beside a mail."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from learning_days.actions.calendars import renew_calendar
from learning_days.actions.seats import leave, take
from learning_days.mail_files import day_file
from learning_days.models import Day, Workshop
from notices.kinds import attach_subjects
from notices.letters import mail_of
from notices.models import Notice
from notices.wire import bytes_of
from tests.factories import PersonFactory

from .factories import DayFactory, RegistrationFactory, RoomFactory, at, placed
from .reading import led_by, released, seat_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return DayFactory(edition__slug="berlin", edition__zone="Europe/Berlin", date=date(2027, 3, 27), title="Day one")


def public(client, slug="berlin", **headers):
    return client.get(reverse("learning_days:calendar", args=[slug]), headers=headers)


def own(client, person):
    token = renew_calendar(person=person, now=timezone.now()).token
    return client.get(reverse("learning_days:my_calendar", args=[token]))


def events(response):
    """{UID without the host: event}"""
    return {str(event["uid"]).partition("@")[0]: event for event in Calendar.from_ical(response.content).walk("VEVENT")}


def workshop_in(response, workshop):
    return events(response)[f"learning-days-workshop-{workshop.pk}"]


def change(workshop, **fields):
    Workshop.objects.filter(pk=workshop.pk).update(**fields)


def told(event):
    return str(event["status"]), event["sequence"]


def test_a_change_of_time_begins_at_its_second_on_the_clock_before(client, day):
    placed(day, 9)
    released(day.edition)
    (zone,) = Calendar.from_ical(public(client).content).walk("VTIMEZONE")
    (summer,) = zone.walk("DAYLIGHT")
    winter = zone.walk("STANDARD")[-1]

    assert str(zone["tzid"]) == "Europe/Berlin"
    assert summer["dtstart"].dt == datetime(2026, 3, 29, 2)
    assert winter["dtstart"].dt == datetime(2026, 10, 25, 3)


def test_days_and_workshops_stand_on_the_clock_of_the_venue_over_a_change_of_time(client, day):
    first = placed(day, 9)
    second_day = DayFactory(edition=day.edition, date=date(2027, 3, 28))
    second = placed(second_day, 9, room=first.room)
    released(day.edition)

    response = public(client)

    assert workshop_in(response, first).start.isoformat() == "2027-03-27T09:00:00+01:00"
    assert workshop_in(response, second).start.isoformat() == "2027-03-28T09:00:00+02:00"
    assert b"DTSTART;TZID=Europe/Berlin:20270328T090000" in response.content
    frame = events(response)[f"learning-days-day-{day.pk}"]
    assert str(frame["transp"]) == "TRANSPARENT"
    assert frame.end.isoformat() == "2027-03-27T17:00:00+01:00"


def test_a_moved_workshop_keeps_its_uid_and_its_sequence_is_the_release(client, day):
    moved, stays = placed(day, 9), placed(day, 13)
    released(day.edition)
    before = workshop_in(public(client), moved)
    change(moved, starts_at=at(day, 10), ends_at=at(day, 11))
    assert told(workshop_in(public(client), moved)) == ("CONFIRMED", 1)
    released(day.edition)
    after = workshop_in(public(client), moved)

    assert (told(before), told(after)) == (("CONFIRMED", 1), ("CONFIRMED", 2))
    assert after["uid"] == before["uid"]
    assert after.start - before.start == timedelta(hours=1)
    assert told(workshop_in(public(client), stays)) == ("CONFIRMED", 1)


def test_what_was_cancelled_stays_as_cancelled_in_every_later_release(client, day):
    gone, other = placed(day, 9), placed(day, 13)
    released(day.edition)
    change(gone, state="cancelled", state_reason="The lead is ill.")
    released(day.edition)
    change(other, title="Another title")
    released(day.edition)
    event = workshop_in(public(client), gone)

    assert told(event) == ("CANCELLED", 2)
    assert "The lead is ill." in str(event["description"])


def test_a_workshop_that_is_placed_no_more_is_cancelled_and_may_come_back(client, day):
    workshop = placed(day, 9)
    placed(day, 13)
    place = {name: getattr(workshop, name) for name in ("day", "room", "starts_at", "ends_at")}
    released(day.edition)
    change(workshop, **dict.fromkeys(place))
    released(day.edition)
    event = workshop_in(public(client), workshop)
    assert told(event) == ("CANCELLED", 2)
    assert str(event["description"]).startswith("Taken from the programme.\n")
    change(workshop, **place)
    released(day.edition)

    assert told(workshop_in(public(client), workshop)) == ("CONFIRMED", 3)


def test_a_cancelled_day_stays_as_cancelled_with_a_greater_number(client, day):
    key = f"learning-days-day-{day.pk}"
    before = events(public(client))[key]
    Day.objects.filter(pk=day.pk).update(cancelled_at=timezone.now(), cancelled_because="Snow.")
    after = events(public(client))[key]

    assert str(after["status"]) == "CANCELLED"
    assert after["sequence"] > before["sequence"]
    assert "Snow." in str(after["description"])


def test_who_has_the_newest_file_gets_no_other(client, day):
    workshop = placed(day, 9)
    lead = led_by(workshop, PersonFactory())
    released(day.edition)
    etag = public(client)["ETag"]
    assert public(client, if_none_match=etag).status_code == 304

    lead.person.display_name = "Somebody else"
    lead.person.save()
    assert public(client, if_none_match=etag).status_code == 200
    etag = public(client)["ETag"]
    change(workshop, title="Another")
    released(day.edition)
    assert public(client, if_none_match=etag).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_public_file_costs_the_same_for_any_number_of_workshops(client, day, rows, django_assert_num_queries):
    for number in range(rows):
        led_by(placed(day, 9 + number), PersonFactory())
    released(day.edition)

    with django_assert_num_queries(6):
        assert len(events(public(client))) == rows + 1


def test_an_edition_without_days_or_programme_has_an_empty_calendar(client, day):
    day.delete()

    assert events(public(client)) == {}


def test_my_calendar_has_my_days_my_seats_and_what_i_lead_over_all_editions(client, day):
    person, stranger = PersonFactory(), PersonFactory()
    sits, leads, other = placed(day, 9), placed(day, 10), placed(day, 11)
    waits = placed(day, 13, room=RoomFactory(edition=day.edition, capacity=1))
    seat_of(stranger, waits), seat_of(stranger, other)
    seat_of(person, sits), seat_of(person, waits, seated_at=None)
    led_by(leads, person)
    far = DayFactory(edition__zone="America/New_York")
    away = placed(far, 9)
    seat_of(person, away)
    DayFactory(edition__published_at=None)
    released(day.edition), released(far.edition)

    response = own(client, person)

    assert sorted(events(response)) == sorted(
        [f"learning-days-day-{row.pk}" for row in (day, far)]
        + [f"learning-days-workshop-{row.pk}" for row in (sits, leads, away)]
    )
    zones = [str(zone["tzid"]) for zone in Calendar.from_ical(response.content).walk("VTIMEZONE")]
    assert sorted(zones) == ["America/New_York", "Europe/Berlin"]
    assert str(workshop_in(response, sits)["class"]) == "PRIVATE"
    assert workshop_in(response, sits)["uid"] == workshop_in(public(client), sits)["uid"]
    assert "private" in response["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in response


def test_a_workshop_that_was_cancelled_stays_so_in_my_calendar(client, day):
    person = PersonFactory()
    workshop = placed(day, 9)
    seat_of(person, workshop)
    released(day.edition)
    change(workshop, state="cancelled", state_reason="The lead is ill.")
    released(day.edition)

    assert told(workshop_in(own(client, person), workshop)) == ("CANCELLED", 2)


def test_my_calendar_speaks_my_language(client, day):
    person = PersonFactory(interface_language="fr")
    RegistrationFactory(day=day, person=person)

    assert own(client, person).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_my_calendar_costs_the_same_for_any_number_of_editions(client, rows, django_assert_num_queries):
    person = PersonFactory()
    for _ in range(rows):
        day = DayFactory()
        seat_of(person, placed(day, 9))
        released(day.edition)
    token = renew_calendar(person=person, now=timezone.now()).token

    with django_assert_num_queries(6):
        response = client.get(reverse("learning_days:my_calendar", args=[token]))

    assert len(events(response)) == 2 * rows


def test_a_new_address_shuts_the_old_one(client, day):
    person = RegistrationFactory(day=day).person
    old = renew_calendar(person=person, now=timezone.now()).token
    new = renew_calendar(person=person, now=timezone.now()).token

    codes = [client.get(reverse("learning_days:my_calendar", args=[token])).status_code for token in (old, new)]
    assert codes == [404, 200]


def test_a_closed_account_has_no_calendar(client, day):
    person = RegistrationFactory(day=day, person__is_active=False).person

    assert own(client, person).status_code == 404


def given_seat(day):
    """The notice of a seat that became free, and the workshop."""
    workshop = placed(day, 9, room=RoomFactory(edition=day.edition, name="Small", capacity=1))
    released(day.edition)
    first, second = RegistrationFactory.create_batch(2, day=day)
    seat = take(registration=first, workshop=workshop, now=timezone.now())
    take(registration=second, workshop=workshop, now=timezone.now())
    leave(seat=seat, now=timezone.now())
    (notice,) = attach_subjects(list(Notice.objects.filter(kind="workshop_seat")))
    return notice, workshop


def test_the_mail_of_a_seat_brings_the_same_event_along(client, day):
    notice, workshop = given_seat(day)
    change(workshop, starts_at=at(day, 15), ends_at=at(day, 16))  # a draft, of which no reader knows

    mail = mail_of(notice)
    ((name, content, media_type),) = mail.attachments

    assert name == f"workshop-{workshop.pk}.ics"
    assert media_type.startswith("text/calendar")
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["uid"] == workshop_in(public(client), workshop)["uid"]
    assert event.start.isoformat() == "2027-03-27T09:00:00+01:00"
    assert "09:00–10:00, the venue's time. Room: Small" in mail.body
    assert b"text/calendar" in bytes_of(mail)


def test_the_mail_of_a_day_s_seat_brings_the_day_along(client, day):
    registration = RegistrationFactory(day=day)

    ((name, _media_type, content),) = day_file(None, registration)

    assert name == "berlin.ics"
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["uid"] == events(public(client))[f"learning-days-day-{day.pk}"]["uid"]
