"""The times of a pair for calendar programs, right over changes of the clocks."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.urls import reverse

from mentoring.models import Pairing
from tests.factories import PersonFactory

from .factories import MentorFactory, PairingFactory, free_at

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2027, 3, 26, 12, tzinfo=UTC)  # the clocks of Madrid go forward on Sunday, 28 March


@pytest.fixture
def pairing():
    """Amina in Madrid and Bola in Nairobi, where no clock changes; both have time on Saturdays and Mondays."""
    amina = PersonFactory(display_name="Amina", time_zone="Europe/Madrid")
    mentor = MentorFactory(person__display_name="Bola", person__time_zone="Africa/Nairobi")
    free_at(amina, zone="Europe/Madrid", blocks=[(5, 10 * 60, 11 * 60), (0, 10 * 60, 11 * 60)])
    free_at(mentor.person, zone="Africa/Nairobi", blocks=[(5, 9 * 60, 18 * 60), (0, 9 * 60, 18 * 60)])
    with time_machine.travel(FRIDAY):
        return PairingFactory(
            mentor=mentor, proposal__request__person=amina, starts_on=date(2027, 3, 1), ends_on=date(2027, 9, 1)
        )


def file(client, pairing, person):
    with time_machine.travel(FRIDAY):
        client.force_login(person)
        response = client.get(reverse("mentoring:pairing_slots", args=[pairing.pk]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in response["Cache-Control"]
    return icalendar.Calendar.from_ical(response.content)


def starts(calendar):
    return [event.decoded("dtstart").astimezone(UTC) for event in calendar.walk("VEVENT")]


def test_an_hour_of_the_wall_clock_stays_over_the_change(client, pairing):
    calendar = file(client, pairing, pairing.mentee)

    saturday, monday = datetime(2027, 3, 27, 9, tzinfo=UTC), datetime(2027, 3, 29, 8, tzinfo=UTC)
    assert starts(calendar) == [saturday, monday, datetime(2027, 4, 3, 8, tzinfo=UTC)]
    assert [event.decoded("dtstart").hour for event in calendar.walk("VEVENT")] == [10, 10, 10]
    described = str(calendar.walk("VEVENT")[0]["description"])
    assert "Amina (Europe/Madrid): Saturday, 27 March 2027, 10:00" in described
    assert "Bola (Africa/Nairobi): Saturday, 27 March 2027, 12:00" in described
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Madrid"]
    assert {str(event["status"]) for event in calendar.walk("VEVENT")} == {"TENTATIVE"}


def test_each_reads_the_same_moments_on_the_own_clock_under_the_same_uid(client, pairing):
    mine, theirs = file(client, pairing, pairing.mentee), file(client, pairing, pairing.mentor.person)

    assert starts(mine) == starts(theirs)
    assert [event["uid"] for event in mine.walk("VEVENT")] == [event["uid"] for event in theirs.walk("VEVENT")]
    assert str(mine.walk("VEVENT")[0]["summary"]) == "Mentoring with Bola"
    assert str(theirs.walk("VEVENT")[0]["summary"]) == "Mentoring with Amina"
    assert theirs.walk("VEVENT")[0].decoded("dtstart").hour == 12


def test_the_agreed_time_alone_is_confirmed_and_keeps_its_uid(client, pairing):
    tentative = file(client, pairing, pairing.mentee).walk("VEVENT")[1]
    Pairing.objects.update(meets_at=tentative.decoded("dtstart"))
    (agreed,) = file(client, pairing, pairing.mentee).walk("VEVENT")

    assert (agreed["uid"], str(agreed["status"])) == (tentative["uid"], "CONFIRMED")
    assert agreed["sequence"] > tentative["sequence"]
    assert agreed.decoded("dtend") - agreed.decoded("dtstart") == timedelta(hours=1)


def test_after_the_end_the_file_is_empty(client, pairing):
    Pairing.objects.update(ended_at=FRIDAY, ending="finished")

    assert starts(file(client, pairing, pairing.mentee)) == []
