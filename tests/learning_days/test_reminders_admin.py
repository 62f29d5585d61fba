"""Organizers write rules, look at them, arm and stop them at their desk."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from learning_days import models
from learning_days.actions.reminders import arm
from notices.models import Notice
from tests.factories import LanguageFactory, PersonFactory

from .factories import DayFactory, RegistrationFactory
from .reminding import rule_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(organizer):
    day = DayFactory()
    day.edition.organizers.add(organizer)
    return day


def page(name, *args):
    return reverse(f"admin:learning_days_{name}", args=args)


def test_pages(desk, day):
    rule = rule_for(day)
    RegistrationFactory(day=day)
    for name in ("change", "preview", "arm", "stop", "list_csv"):
        response = desk.get(page(f"reminderrule_{name}", rule.pk))
        print(name, response.status_code, response.get("Location"))
    print(desk.get(page("reminderrule_usual_rules")).status_code)
    print(desk.get(page("reminderrule_changelist")).status_code)
    print(desk.get(page("day_move", day.pk)).status_code, desk.get(page("day_cancel", day.pk)).status_code)
