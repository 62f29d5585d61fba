"""When and on which way a planned notice will reach its person."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from notices.models import Notice, NoticeRhythm
from notices.rules.forecast import forecast
from people.models import Person

NOW = datetime(2026, 3, 27, 9, 0, tzinfo=UTC)  # a Friday
BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = {"quiet_from": time(22), "quiet_until": time(7)}


def seen(*, choice=None, email="amina@example.org", is_confirmed=True, rhythm=None, **fields):
    """(way, moment in Berlin, reason) of a notice that is due now, as the outbox would read it."""
    person = Person(username="amina", email=email, time_zone=BERLIN)
    if rhythm is not None:
        person.notice_rhythm = NoticeRhythm(person=person, **rhythm)
    notice = Notice(recipient=person, kind="reminder", **{"due_at": NOW, "try_at": NOW, **fields})
    notice.choice, notice.is_confirmed = choice, is_confirmed
    found = forecast(notice, NOW)
    return found.channel, f"{found.at.astimezone(BERLIN):%d %H:%M}", found.reason


def at(day, hour):
    return datetime(2026, 3, day, hour, tzinfo=BERLIN)


def test_a_mail_comes_when_it_is_due_and_one_that_is_late_comes_now():
    assert seen(due_at=at(28, 12)) == ("mail", "28 12:00", "")
    assert seen(due_at=at(20, 12)) == ("mail", "27 10:00", "")


@pytest.mark.parametrize(
    ("due_at", "comes"),
    [(at(27, 23), "28 07:00"), (at(28, 6), "28 07:00"), (at(28, 7), "28 07:00"), (at(29, 1), "29 07:00")],
    ids=["evening", "morning", "the end", "the night in which the clocks change"],
)
def test_quiet_hours_hold_a_mail_until_their_end(due_at, comes):
    assert seen(due_at=due_at, rhythm=NIGHT) == ("mail", comes, "")


def test_quiet_hours_hold_only_mail():
    assert seen(due_at=at(27, 23), rhythm=NIGHT, choice="in_app") == ("in_app", "27 23:00", "")


def test_a_digest_comes_at_the_next_time_that_was_chosen():
    assert seen(choice="digest") == ("digest", "28 08:00", "")
    assert seen(choice="digest", rhythm={"digest_every": "week", "digest_at": time(9)}) == ("digest", "30 09:00", "")


def test_who_chose_nothing_of_it_gets_nothing():
    assert seen(choice="none", due_at=at(28, 12)) == ("none", "28 12:00", "unsubscribed")


@pytest.mark.parametrize("choice", [None, "digest"])
def test_without_an_address_it_stands_on_the_page(choice):
    assert seen(choice=choice, email="") == ("in_app", "27 10:00", "no_address")


@pytest.mark.parametrize("choice", [None, "digest"])
def test_with_an_address_that_is_not_confirmed_it_stands_on_the_page(choice):
    assert seen(choice=choice, is_confirmed=False) == ("in_app", "27 10:00", "unconfirmed")


def test_a_try_that_failed_comes_again_at_its_time_but_a_lease_is_no_time():
    assert seen(try_at=NOW + timedelta(hours=2), last_error="451 later") == ("mail", "27 12:00", "")
    assert seen(try_at=NOW + timedelta(seconds=30)) == ("mail", "27 10:00", "")


def test_what_would_come_too_late_to_be_of_use_does_not_come():
    assert seen(due_at=at(27, 23), rhythm=NIGHT, grace_until=at(28, 1)) == ("none", "28 07:00", "past_grace")
    assert seen(due_at=at(27, 23), rhythm=NIGHT, grace_until=at(28, 8)) == ("mail", "28 07:00", "")
