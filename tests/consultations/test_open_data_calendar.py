from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from consultations.actions.consultation import extend
from consultations.models import Consultation

OPENS = datetime(2026, 9, 20, 0, 0, tzinfo=UTC)
CLOSES = datetime(2026, 10, 17, 0, 0, tzinfo=UTC)  # the last day is the 16th
LATER = datetime(2026, 10, 24, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def dates(dialogue, time_machine):
    """Open from 20 September to 16 October 2026; today is 1 October."""
    time_machine.move_to(datetime(2026, 10, 1, 12, 0, tzinfo=UTC), tick=False)
    given = {"opens_at": OPENS, "closes_at": CLOSES, "published_at": OPENS - timedelta(days=1)}
    Consultation.objects.filter(pk=dialogue.pk).update(**given)


def at():
    return reverse("consultations:calendar", args=["dialogue"])


def events_of(client, **headers):
    """{name of the event: event}, the name being what its UID says of it."""
    calendar = Calendar.from_ical(client.get(at(), headers=headers).content)
    events = {event["uid"].partition("@")[0].split("-", 2)[2]: event for event in calendar.walk("VEVENT")}
    assert len(events) == len(calendar.walk("VEVENT"))
    return events


def lengthen(dialogue, organizer, until=LATER, now=None):
    return extend(
        consultation=dialogue,
        new_closes_at=until,
        reason="More languages come in.",
        actor=organizer,
        now=now or datetime(2026, 10, 1, 12, 0, tzinfo=UTC),
    )


def test_days_like_the_page_and_the_close_to_the_minute(client, dialogue):
    events = events_of(client)

    assert set(events) == {"open-1", "close-1"}
    assert (events["open-1"].start, events["open-1"].end) == (date(2026, 9, 20), date(2026, 10, 17))
    assert (events["close-1"].start, events["close-1"].end) == (CLOSES - timedelta(hours=1), CLOSES)
    assert events["close-1"]["dtend"].to_ical() == b"20261017T000000Z"
    assert events["close-1"]["summary"] == "Closes: How do we grow leaders?"
    assert events["close-1"]["status"] == "CONFIRMED"
    assert events["open-1"]["transp"] == "TRANSPARENT"


def test_an_extension_raises_the_sequence_and_keeps_the_old_close_as_cancelled(client, dialogue, organizer):
    before = events_of(client)
    lengthen(dialogue, organizer)
    after = events_of(client)

    assert set(after) == {"open-1", "close-1", "close-2"}
    assert after["open-1"]["uid"] == before["open-1"]["uid"]
    assert after["open-1"]["sequence"] > before["open-1"]["sequence"]
    assert after["open-1"].end == date(2026, 10, 24)
    assert (after["close-1"]["status"], after["close-1"].end) == ("CANCELLED", CLOSES)
    assert after["close-1"]["sequence"] > before["close-1"]["sequence"]
    assert not after["close-1"].walk("VALARM")
    assert (after["close-2"]["status"], after["close-2"].end) == ("CONFIRMED", LATER)


def test_every_close_that_was_moved_stays_as_cancelled(client, dialogue, organizer):
    first = lengthen(dialogue, organizer)
    sequences = [events_of(client)["open-1"]["sequence"]]
    lengthen(first.consultation, organizer, until=LATER + timedelta(days=7))
    events = events_of(client)

    assert [events[f"close-{n}"]["status"] for n in (1, 2, 3)] == ["CANCELLED", "CANCELLED", "CONFIRMED"]
    assert events["open-1"]["sequence"] > sequences[0]


def test_a_second_opening_is_an_event_of_its_own_and_the_first_close_stands(client, dialogue, organizer):
    reopened = CLOSES + timedelta(days=10)
    lengthen(dialogue, organizer, until=CLOSES + timedelta(days=20), now=reopened)
    events = events_of(client)

    assert set(events) == {"open-1", "close-1", "open-2", "close-2"}
    assert events["close-1"]["status"] == "CONFIRMED"
    assert (events["open-2"].start, events["open-2"].end) == (date(2026, 10, 27), date(2026, 11, 6))


def test_an_organizer_s_change_before_the_opening_keeps_the_uid_and_raises_the_sequence(client, dialogue):
    before = events_of(client)
    dialogue.refresh_from_db()
    dialogue.closes_at = LATER
    dialogue.save()
    after = events_of(client)

    assert after["close-1"]["uid"] == before["close-1"]["uid"]
    assert after["close-1"]["sequence"] > before["close-1"]["sequence"]
    assert after["close-1"].end == LATER


def test_days_are_those_of_the_person_s_time_zone_and_moments_stay(client, amina):
    amina.time_zone = "Pacific/Auckland"
    amina.save()
    client.force_login(amina)
    events = events_of(client)

    assert (events["open-1"].start, events["open-1"].end) == (date(2026, 9, 20), date(2026, 10, 18))
    assert events["close-1"].end == CLOSES


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_summaries_say_their_language(client, language):
    events = events_of(client, accept_language=language)

    assert {event["summary"].params["LANGUAGE"] for event in events.values()} == {language}
    assert events["close-1"].end == CLOSES


def test_a_hostile_title_stays_a_title(client, dialogue):
    title = "a;b,c\\n\nEND:VEVENT 🧭 قائد \u202e x" + "long " * 30
    Consultation.objects.filter(pk=dialogue.pk).update(title=title[:200])
    response = client.get(at())

    assert Calendar.from_ical(response.content).walk("VEVENT")[0]["summary"].startswith("Open: a;b,c\\n END:VEVENT 🧭")
    assert max(len(line) for line in response.content.split(b"\r\n")) <= 75


def test_who_has_the_calendar_is_not_sent_it_again_until_it_changes(client, dialogue, organizer):
    first = client.get(at())
    same = client.get(at())
    headers = {"if-none-match": first["ETag"]}

    assert first.content == same.content
    assert client.get(at(), headers=headers).status_code == 304
    lengthen(dialogue, organizer)
    assert client.get(at(), headers=headers).status_code == 200


def test_a_calendar_costs_the_same_for_any_number_of_extensions(client, dialogue, organizer, django_assert_num_queries):
    for days in (1, 2, 3):
        dialogue = lengthen(dialogue, organizer, until=CLOSES + timedelta(days=days)).consultation
        with django_assert_num_queries(5):
            client.get(at())
