from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from consultations.calendar import months_of, phases_of
from consultations.models import Consultation, Extension


def moment(*parts):
    return datetime(*parts, tzinfo=UTC)


REAL = Consultation(opens_at=moment(2016, 9, 20), closes_at=moment(2016, 10, 24))
FIRST = Extension(
    old_closes_at=moment(2016, 10, 17), reopens_at=moment(2016, 10, 17), new_closes_at=moment(2016, 10, 24)
)
AGAIN = Extension(old_closes_at=moment(2016, 10, 24), reopens_at=moment(2026, 5, 4), new_closes_at=moment(2027, 5, 4))


def days(phases):
    return [(phase.first, phase.last, phase.kind) for phase in phases]


def test_phases_without_an_extension():
    assert days(phases_of(REAL, [])) == [(date(2016, 9, 20), date(2016, 10, 23), "open")]


def test_phases_keep_the_first_deadline_and_the_extension():
    assert days(phases_of(REAL, [FIRST])) == [
        (date(2016, 9, 20), date(2016, 10, 16), "open"),
        (date(2016, 10, 17), date(2016, 10, 23), "extended"),
    ]


def test_an_opening_after_a_gap_is_a_phase_of_its_own():
    assert days(phases_of(REAL, [FIRST, AGAIN]))[2] == (date(2026, 5, 4), date(2027, 5, 3), "again")


def test_phases_are_days_of_the_reader():
    with timezone.override("America/Lima"):
        assert days(phases_of(REAL, [])) == [(date(2016, 9, 19), date(2016, 10, 23), "open")]


def test_months_of_the_real_consultation_are_september_and_october():
    assert months_of(phases_of(REAL, [FIRST]), moment(2026, 11, 22)) == [date(2016, 9, 1), date(2016, 10, 1)]


def test_months_of_an_opening_after_a_gap_are_that_of_today_alone():
    months = months_of(phases_of(REAL, [FIRST, AGAIN]), moment(2026, 11, 22))
    assert months == [date(2016, 9, 1), date(2016, 10, 1), date(2026, 11, 1)]


def test_months_are_never_more_than_six():
    long = Consultation(opens_at=moment(2016, 1, 1), closes_at=moment(2016, 1, 1) + timedelta(days=900))
    assert months_of(phases_of(long, []), moment(2020, 1, 1)) == [date(2016, month, 1) for month in range(1, 7)]
