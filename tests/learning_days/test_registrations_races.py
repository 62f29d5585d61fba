"""Many people at the same moment, through the real addresses.

Those that name the lock of the day were seen to fail without it; the others hold by the database's own guards as well.
"""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from learning_days.actions import registrations as actions
from learning_days.models import Registration
from notices.models import Notice
from tests.factories import PersonFactory
from tests.races import AT_ONCE, at_once, browser, crowd, slowed

from .factories import DayFactory, RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slow(db, request):
    """Each registration that is written waits a moment before its transaction ends: others come in between."""
    with slowed("AFTER INSERT ON learning_days_registration FOR EACH ROW", seconds=getattr(request, "param", 0.02)):
        yield


def send(address, form, browsers):
    """What each of these browsers is answered."""
    return [client.post(address, form).status_code for client in browsers]


def everybody(day, browsers):
    """The answers to all of them, who register at once."""
    address = reverse("learning_days:register", args=[day.edition.slug])
    return crowd(partial(send, address, {"days": [day.pk]}), browsers)


def test_three_hundred_people_register_at_once_for_twenty_seats(slow):
    """Without the lock of the day the database refuses the seats that are one too many: people get a 500."""
    day = DayFactory(capacity=20)
    browsers = [browser(person) for person in PersonFactory.create_batch(300)]

    assert everybody(day, browsers) == [302] * 300

    line = list(day.registrations.order_by("pk").values_list("person", "seated_at"))
    assert len(line) == len({person for person, _ in line}) == 300
    assert [seated_at is not None for _, seated_at in line] == [True] * 20 + [False] * 280
    told = Notice.objects.filter(kind__in=["day_seat", "day_waiting"])
    assert {kind: told.filter(kind=kind).count() for kind in ("day_seat", "day_waiting")} == {
        "day_seat": 20,
        "day_waiting": 280,
    }


@pytest.mark.parametrize("slow", [0.5], indirect=True)
def test_one_person_who_sends_the_form_fifty_times_at_once_is_registered_once(slow):
    """Without the lock of the day most of them meet the constraint `registration_once`, as a 500."""
    day, one = DayFactory(capacity=1), PersonFactory()

    assert everybody(day, [browser(one) for _ in range(AT_ONCE)]) == [302] * AT_ONCE
    assert Registration.objects.count() == 1


def test_people_who_leave_at_once_leave_no_seat_unoffered():
    """Twenty leave while thirty wait: each seat is offered once, to those who came first."""
    day = DayFactory(capacity=20)
    seated = RegistrationFactory.create_batch(20, day=day)
    waiting = RegistrationFactory.create_batch(30, day=day, seated_at=None)
    address = reverse("learning_days:leave_day", args=[day.edition.slug, day.pk])

    answers = at_once([partial(send, address, {}, [browser(row.person)]) for row in seated])

    assert answers == [[302]] * 20
    offered = Registration.objects.offered_at(timezone.now())
    assert sorted(offered.values_list("pk", flat=True)) == [row.pk for row in waiting[:20]]
    assert Notice.objects.filter(kind="day_offer").count() == 20


def test_an_offer_taken_and_passed_on_at_its_end_belongs_to_one():
    """Whoever comes first holds: the person in the last second, or the next one once it lapsed; never both."""
    day = DayFactory(capacity=5)
    rows = RegistrationFactory.create_batch(10, day=day, seated_at=None)
    now = timezone.now()
    actions.offer_seats(day=day, now=now)
    ends = now + timedelta(hours=day.edition.offer_hours)
    calls = [
        partial(actions.answer, registration=row, accept=True, now=ends - timedelta(seconds=1)) for row in rows[:5]
    ]

    at_once([*calls, *[partial(actions.pass_lapsed_on, ends)] * 5])

    kept = Registration.objects.holding().filter(day=day).count()
    assert kept == 5
    gone = Registration.objects.filter(pk__in=[row.pk for row in rows[:5]], left_at__isnull=False).count()
    assert Registration.objects.offered_at(ends).filter(day=day).count() == gone
    assert Notice.objects.filter(kind="day_offer_lapsed").count() == gone


def test_the_beat_of_several_workers_offers_each_seat_once():
    """Without the lock of the day each of them tells the next who waits: the database refuses all but one."""
    day = DayFactory(capacity=6)
    rows = RegistrationFactory.create_batch(10, day=day, seated_at=None)

    answers = at_once([partial(actions.pass_lapsed_on, timezone.now())] * 6)

    assert sorted(answers) == [0, 0, 0, 0, 0, 6]
    offered = Registration.objects.offered_at(timezone.now()).order_by("pk")
    assert list(offered.values_list("pk", flat=True)) == [row.pk for row in rows[:6]]


def test_seats_given_by_several_organizers_at_once_are_not_more_than_there_are():
    """Without the lock of the day the database refuses them, as a 500."""
    day = DayFactory(capacity=2)
    rows = RegistrationFactory.create_batch(8, day=day, seated_at=None)

    answers = at_once([partial(actions.give_seat, registration=row, now=timezone.now()) for row in rows])

    assert sorted(getattr(answer, "code", "given") for answer in answers) == ["given"] * 2 + ["no_seat"] * 6
