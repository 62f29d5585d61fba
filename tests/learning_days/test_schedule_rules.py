"""When a day may be moved or cancelled, and where its workshops go along, over changes of the clocks too."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from learning_days.models import Day, Edition, Workshop
from learning_days.rules import schedule as rules

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2027, 1, 1, tzinfo=UTC)
BEFORE, AFTER = date(2027, 3, 27), date(2027, 3, 28)  # the clocks go forward in the night between


def moment(on, hour, minute=0):
    return datetime.combine(on, time(hour, minute), BERLIN).astimezone(UTC)


def a_day(on=BEFORE, **fields):
    edition = Edition(zone="Europe/Berlin")
    return Day(edition=edition, date=on, starts_at=moment(on, 9), ends_at=moment(on, 17), **fields)


def workshop(pk, on, begins, ends):
    return Workshop(pk=pk, title=f"W{pk}", starts_at=moment(on, begins), ends_at=moment(on, ends))


def refused(call):
    with pytest.raises(ValidationError) as refusal:
        call()
    return [error.code for error in refusal.value.error_list]


@pytest.mark.parametrize(
    ("day", "hours", "code"),
    [
        ({"cancelled_at": NOW}, (AFTER, 9, 17), "cancelled"),
        ({"on": date(2026, 12, 31)}, (AFTER, 9, 17), "begun"),
        ({}, (AFTER, 17, 9), "ends_before"),
        ({}, (date(2026, 12, 30), 9, 17), "past"),
    ],
)
def test_a_day_that_cannot_be_moved_says_why(day, hours, code):
    on, begins, ends = hours
    typed = {"date": on, "starts_at": moment(on, begins), "ends_at": moment(on, ends)}

    assert refused(lambda: rules.check_can_move(a_day(**day), now=NOW, **typed)) == [code]


def test_a_day_begins_on_its_own_date():
    typed = {"date": AFTER, "starts_at": moment(BEFORE, 9), "ends_at": moment(BEFORE, 17)}

    assert refused(lambda: rules.check_can_move(a_day(), now=NOW, **typed)) == ["date"]


@pytest.mark.parametrize(
    ("day", "reason", "code"),
    [
        ({"cancelled_at": NOW}, "Snow", "cancelled"),
        ({"on": date(2026, 12, 30)}, "Snow", "over"),
        ({}, "  ", "reason"),
    ],
)
def test_a_day_that_cannot_be_cancelled_says_why(day, reason, code):
    assert refused(lambda: rules.check_can_cancel(a_day(**day), reason=reason, now=NOW)) == [code]


def test_workshops_keep_their_hour_of_the_venues_clock_over_a_change():
    rows = [workshop(1, BEFORE, 9, 10), workshop(2, BEFORE, 10, 11)]
    moved = rules.moved_along(rows, a_day(), starts_at=moment(AFTER, 9), ends_at=moment(AFTER, 17))

    assert [(row.pk, begins, ends) for row, begins, ends in moved] == [
        (2, moment(AFTER, 10), moment(AFTER, 11)),
        (1, moment(AFTER, 9), moment(AFTER, 10)),
    ]
    assert moment(AFTER, 9) - moment(BEFORE, 9) == timedelta(hours=23)


def test_workshops_that_move_to_an_earlier_time_go_in_their_order():
    rows = [workshop(1, BEFORE, 12, 13), workshop(2, BEFORE, 11, 12)]
    moved = rules.moved_along(rows, a_day(), starts_at=moment(BEFORE, 8), ends_at=moment(BEFORE, 17))

    assert [(row.pk, begins) for row, begins, _ in moved] == [(2, moment(BEFORE, 10)), (1, moment(BEFORE, 11))]


def test_each_workshop_outside_the_new_hours_is_named():
    rows = [workshop(1, BEFORE, 9, 10), workshop(2, BEFORE, 15, 16), workshop(3, BEFORE, 16, 17)]
    with pytest.raises(ValidationError) as refusal:
        rules.moved_along(rows, a_day(), starts_at=moment(AFTER, 9), ends_at=moment(AFTER, 15))

    assert len(refusal.value.messages) == 2
    assert refusal.value.messages[0].startswith("“W2” would be on 28 March 2027, 15:00–16:00: outside the day.")
