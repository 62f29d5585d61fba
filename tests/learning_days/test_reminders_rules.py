"""The moments of reminders on the venue's clock, in both changes of the clocks; words and verdicts."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from learning_days.models import Day, Edition, ReminderRule
from learning_days.rules import reminders as rules

# For each of twelve zones the last days before the clocks go forward and back in 2027, by the tz database.
CHANGES = {
    "Europe/Berlin": (date(2027, 3, 27), date(2027, 10, 30)),
    "Europe/London": (date(2027, 3, 27), date(2027, 10, 30)),
    "Europe/Kyiv": (date(2027, 3, 27), date(2027, 10, 30)),
    "America/New_York": (date(2027, 3, 13), date(2027, 11, 6)),
    "America/Los_Angeles": (date(2027, 3, 13), date(2027, 11, 6)),
    "America/Havana": (date(2027, 3, 13), date(2027, 11, 6)),
    "America/Santiago": (date(2027, 9, 4), date(2027, 4, 3)),
    "Australia/Sydney": (date(2027, 10, 2), date(2027, 4, 3)),
    "Australia/Lord_Howe": (date(2027, 10, 2), date(2027, 4, 3)),
    "Pacific/Auckland": (date(2027, 9, 25), date(2027, 4, 3)),
    "Asia/Beirut": (date(2027, 3, 27), date(2027, 10, 30)),
    "Africa/Cairo": (date(2027, 4, 29), date(2027, 10, 28)),
}
SHIFTS = [
    pytest.param(zone, eve, id=f"{zone} {change}")
    for zone, eves in CHANGES.items()
    for change, eve in zip(("forward", "back"), eves, strict=True)
]


def day_in(zone, on, begins=time(9), ends=time(17)):
    zone_info = ZoneInfo(zone)
    edition = Edition(zone=zone, published_at=datetime(2027, 1, 1, tzinfo=UTC))
    moments = [datetime.combine(on, clock, zone_info).astimezone(UTC) for clock in (begins, ends)]
    return Day(edition=edition, date=on, starts_at=moments[0], ends_at=moments[1])


def rule(side, amount, unit, at=None, audience="seated"):
    return ReminderRule(side=side, amount=amount, unit=unit, at=at, audience=audience)


def local(moment, zone):
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@pytest.mark.parametrize(("zone", "eve"), SHIFTS)
def test_the_clocks_of_these_zones_change_in_that_night(zone, eve):
    offsets = {datetime.combine(eve + timedelta(days=step), time(12), ZoneInfo(zone)).utcoffset() for step in (0, 1)}

    assert len(offsets) == 2


@pytest.mark.parametrize(("zone", "eve"), SHIFTS)
def test_days_are_counted_on_the_calendar_at_the_local_hour_over_a_change(zone, eve):
    after = day_in(zone, eve + timedelta(days=1))
    before = day_in(zone, eve)

    for amount in (1, 3, 14):
        due = rules.moment(rule("before", amount, "days", time(9)), after)
        assert local(due, zone) == datetime.combine(after.date - timedelta(days=amount), time(9))
    for amount in (1, 30, 90, 180):
        due = rules.moment(rule("after", amount, "days", time(10)), before)
        assert local(due, zone) == datetime.combine(eve + timedelta(days=amount), time(10))


@pytest.mark.parametrize(("zone", "eve"), SHIFTS)
def test_hours_are_counted_exactly_over_a_change(zone, eve):
    early = day_in(zone, eve + timedelta(days=1), begins=time(4), ends=time(12))
    late = day_in(zone, eve, begins=time(12), ends=time(23))

    assert early.starts_at - rules.moment(rule("before", 6, "hours"), early) == timedelta(hours=6)
    assert rules.moment(rule("after", 6, "hours"), late) - late.ends_at == timedelta(hours=6)


def test_an_hour_that_is_passed_over_is_as_long_after_the_hour_before():
    day = day_in("Europe/Berlin", date(2027, 3, 29))

    due = rules.moment(rule("before", 1, "days", time(2, 30)), day)
    assert local(due, "Europe/Berlin") == datetime(2027, 3, 28, 3, 30)


def test_of_an_hour_that_comes_twice_the_first_counts():
    day = day_in("Europe/Berlin", date(2027, 11, 1))

    due = rules.moment(rule("before", 1, "days", time(2, 30)), day)
    assert due == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_after_a_day_that_lasts_past_midnight_days_count_from_its_end():
    day = day_in("Africa/Dakar", date(2027, 5, 1))
    day.ends_at = datetime(2027, 5, 2, 1, tzinfo=UTC)

    assert rules.moment(rule("after", 1, "days", time(10)), day) == datetime(2027, 5, 3, 10, tzinfo=UTC)


def test_it_is_of_use_until_the_day_begins_or_for_a_week():
    day = day_in("Africa/Dakar", date(2027, 5, 1))

    assert rules.of_use_until(rule("before", 14, "days", time(9)), day) == day.starts_at
    assert rules.of_use_until(rule("after", 1, "days", time(9)), day) == datetime(2027, 5, 9, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("audience", "hours", "is_planned"),
    [("seated", 11, True), ("seated", 13, False), ("attended", 6 * 24, True), ("attended", 8 * 24, False)],
)
def test_who_was_there_may_be_noted_late_others_not(audience, hours, is_planned):
    day = day_in("Africa/Dakar", date(2027, 5, 1))
    after = rule("after", 1, "days", time(9), audience)

    assert rules.is_planned(after, day, rules.moment(after, day) + timedelta(hours=hours)) is is_planned


def test_a_moment_before_the_arming_is_not_planned():
    day = day_in("Africa/Dakar", date(2027, 5, 1))
    before = rule("before", 14, "days", time(9))
    before.armed_at = rules.moment(before, day) + timedelta(minutes=1)

    assert not rules.is_planned(before, day, before.armed_at)


def test_placeholders_are_replaced_in_one_pass():
    values = {"name": "{venue} Amina", "venue": "Library"}

    assert rules.filled("Dear {name}: { venue }, {what}", values) == "Dear {venue} Amina: Library, {what}"


@pytest.mark.parametrize(
    ("text", "audience"), [("{Name}", "seated"), ("{}", "seated"), ("{pledge}", "seated"), ("{a.b}", "pledged")]
)
def test_words_in_braces_that_stand_for_nothing_are_refused(text, audience):
    with pytest.raises(ValidationError) as refusal:
        rules.check_words(f"Hello {text}", audience)

    assert refusal.value.code == "placeholder"


def test_known_words_in_braces_are_fine():
    rules.check_words("{name} {edition} {day} {date} {time} {venue} {pledge}", "pledged")


class Text:
    """A text with a language, as the rule reads it."""

    def __init__(self, code):
        self.language = type("Language", (), {"code": code})


@pytest.mark.parametrize(
    ("known", "wanted", "chosen"),
    [
        (["ar", "en", "fr"], ["fr", "ar", "en"], "fr"),
        (["ar", "en"], ["fr", "ar", "en"], "ar"),
        (["en", "sw"], ["fr", "ar", "en"], "en"),
        (["sw", "de"], ["fr", "ar", "en"], "de"),
        (["pt", "en"], ["pt-br", "en"], "pt"),
    ],
)
def test_the_readers_language_comes_first_then_the_editions_then_english(known, wanted, chosen):
    assert rules.chosen([Text(code) for code in known], wanted).language.code == chosen


def test_without_a_text_there_is_none():
    assert rules.chosen([], ["en"]) is None
