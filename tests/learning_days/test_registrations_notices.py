"""What people hear of their days, in their language and time zone; and what they no longer hear."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from learning_days.actions import registrations as actions
from learning_days.actions.registration_notices import tell_of_cancelled_day
from learning_days.kinds.registrations import KINDS
from learning_days.models import Day, Registration
from notices.kinds import attach_subjects, kind_of
from notices.letters import content_of, in_words_of
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import DayFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
REASON = Notice.Reason


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def day():
    return DayFactory(capacity=1, title="Second day", edition__title="Dakar 2027")


def notice(kind, person):
    """The newest notice of a kind to somebody, with its subject."""
    return attach_subjects([Notice.objects.filter(kind=kind, recipient=person).latest("pk")])[0]


def content(kind, person):
    with in_words_of(person):
        return content_of(notice(kind, person))


def withheld(kind, person):
    one = notice(kind, person)
    return kind_of(one).check(one, one.subject)


def line(day, length):
    """A seated person and people who wait."""
    seated = RegistrationFactory(day=day)
    return seated, [RegistrationFactory(day=day, seated_at=None) for _ in range(length)]


def test_a_seat_names_the_day_the_place_and_the_hour_there(day, now):
    person = PersonFactory(time_zone="Asia/Kathmandu")
    made = actions.register(day=day, person=person, now=now)

    letter = content("day_seat", person)

    assert letter.title == "You have a seat at “Dakar 2027”"
    assert letter.text.startswith("Your seat at “Dakar 2027” is certain: “Second day”, ")
    assert "Where: Library, Dakar. It begins at 09:00, the time of that place." in letter.text
    assert "Your ticket is on the page below" in letter.text
    assert letter.url == f"{settings.SITE_URL}/learning-days/tickets/{made.token}/"


def test_staff_read_that_they_come_as_staff(day, now):
    staff = actions.register(day=day, person=PersonFactory(), now=now, is_staff=True)

    assert content("day_seat", staff.person).text.startswith("You come to “Dakar 2027” as staff")


def test_who_waits_reads_how_offers_work(day, now):
    RegistrationFactory(day=day)
    waits = actions.register(day=day, person=PersonFactory(), now=now)

    assert "You then have 72 hours to answer." in content("day_waiting", waits.person).text


def test_an_offer_says_until_when_on_the_clock_of_the_person(day, now):
    seated, (first,) = line(day, 1)
    first.person.time_zone = "Asia/Kathmandu"
    first.person.save()
    actions.leave(registration=seated, now=now)
    Registration.objects.filter(pk=first.pk).update(
        offer_expires_at=now.replace(year=2031, hour=13, minute=5, second=0, microsecond=0)
    )

    for kind in ("day_offer", "day_offer_reminder"):
        letter = content(kind, first.person)
        assert "18:50" in letter.text
        assert letter.url == f"{settings.SITE_URL}/learning-days/registrations/{first.pk}/answer/"


def test_nobody_is_asked_for_an_answer_that_was_given_or_that_comes_too_late(day, now):
    seated, rows = line(day, 1)
    actions.leave(registration=seated, now=now)
    assert withheld("day_offer", rows[0].person) == ""
    Registration.objects.filter(pk=rows[0].pk).update(
        offered_at=now - timedelta(hours=2), offer_expires_at=now - timedelta(hours=1)
    )
    assert withheld("day_offer", rows[0].person) == REASON.WITHDRAWN
    Registration.objects.filter(pk=rows[0].pk).update(offered_at=now, offer_expires_at=now + timedelta(hours=9))

    actions.answer(registration=rows[0], accept=True, now=now)

    assert withheld("day_offer_reminder", rows[0].person) == REASON.WITHDRAWN
    assert withheld("day_seat", rows[0].person) == ""


def test_who_moved_on_is_not_told_of_the_place_before(day, now):
    RegistrationFactory(day=day)
    waits = actions.register(day=day, person=PersonFactory(), now=now)
    Day.objects.filter(pk=day.pk).update(capacity=2)
    actions.offer_seats(day=day, now=now)
    assert withheld("day_waiting", waits.person) == REASON.WITHDRAWN

    taken = actions.answer(registration=waits, accept=True, now=now)
    actions.leave(registration=taken, now=now)

    assert withheld("day_seat", waits.person) == REASON.WITHDRAWN


def test_a_lapsed_offer_is_told_with_its_end(day, now):
    seated, rows = line(day, 2)
    actions.leave(registration=seated, now=now)
    actions.pass_lapsed_on(now + timedelta(hours=73))

    letter = content("day_offer_lapsed", rows[0].person)

    assert letter.title == "Your held seat at “Dakar 2027” went on"
    assert "No answer came, so it goes to the next who waits." in letter.text


def test_who_is_taken_out_reads_the_reason(day, now):
    row = RegistrationFactory(day=day)
    actions.take_out(registration=row, reason="You asked for it by telephone.", now=now)

    assert "Why: You asked for it by telephone." in content("day_taken_out", row.person).text


def test_a_cancelled_day_is_told_once_with_its_reason_and_nothing_else_is(day, now):
    seated = actions.register(day=day, person=PersonFactory(), now=now)
    waits = actions.register(day=day, person=PersonFactory(), now=now)
    gone = RegistrationFactory(day=day, left_at=now)
    Day.objects.filter(pk=day.pk).update(cancelled_at=now, cancelled_because="The hall is flooded.")
    day.refresh_from_db()

    assert [tell_of_cancelled_day(day) for _twice in range(2)] == [2, 0]

    for row in (seated, waits):
        assert "Why: The hall is flooded." in content("day_cancelled", row.person).text
        assert withheld("day_cancelled", row.person) == ""
    assert withheld("day_seat", seated.person) == REASON.CANCELLED
    assert withheld("day_waiting", waits.person) == REASON.CANCELLED
    assert not Notice.objects.filter(recipient=gone.person).exists()


def test_nobody_chooses_to_miss_what_costs_a_seat():
    free = {kind.name for kind in KINDS if kind.can_choose}

    assert free == {"day_seat", "day_waiting"}
