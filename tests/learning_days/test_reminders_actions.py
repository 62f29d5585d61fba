"""Rules armed, changed and stopped: who is told of which day, and when."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from learning_days.actions.reminders import arm, change, outlook, plan_edition_reminders, stop
from learning_days.models import Registration
from notices.actions.carrying import carry_due
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import DayFactory, RegistrationFactory, at
from .reminding import rule_for

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def day():
    return DayFactory()


@pytest.fixture
def amina(day):
    return RegistrationFactory(day=day, person=PersonFactory(username="amina", email="amina@academy.example")).person


def armed(*args, **fields):
    rule = rule_for(*args, **fields)
    arm(rule=rule, actor=None, now=timezone.now())
    return rule


def plan():
    plan_edition_reminders(timezone.now())


def planned():
    return sorted(Notice.objects.planned().values_list("recipient__username", "kind", "due_at"))


def states():
    return sorted(Notice.objects.values_list("recipient__username", "state", "reason"))


def carry_all():
    Notice.objects.planned().update(due_at=timezone.now(), try_at=timezone.now(), grace_until=None)
    carry_due()


def test_arming_plans_for_everybody_with_a_seat(day, amina):
    RegistrationFactory(day=day, seated_at=None)
    RegistrationFactory(day=day, left_at=timezone.now())

    rule = rule_for(day)
    assert arm(rule=rule, actor=amina, now=timezone.now()) == 1

    nine = at(day, 9) - DAY
    assert planned() == [("amina", "day_reminder", nine)]
    notice = Notice.objects.get()
    assert notice.dedupe_key == f"reminder:{rule.pk}:1:learning_day:{day.pk}:1:{amina.pk}"
    assert notice.grace_until == day.starts_at
    rule.refresh_from_db()
    assert rule.armed_by == amina
    assert rule.history.count() == 2


def test_carried(day, amina, mailoutbox):
    armed(day)
    carry_all()
    print(mailoutbox[0].subject, mailoutbox[0].body)
    assert states() == [("amina", "sent", "")]
