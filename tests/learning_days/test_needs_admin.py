"""Needs at the desk: read by the organizers of the edition, as long as they are kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from learning_days.models import Day, Need
from tests.desk import FRAME
from tests.factories import PersonFactory

from .factories import DayFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
LIST = "admin:learning_days_need_changelist"


@pytest.fixture
def need(organizer):
    day = DayFactory()
    day.edition.organizers.add(organizer)
    row = RegistrationFactory(day=day, person=PersonFactory(display_name="Ada"))
    return Need.objects.create(registration=row, access="A ramp.", travel="A visa letter.")


def page_of(need):
    return reverse("admin:learning_days_need_change", args=[need.pk])


def test_organizers_read_them(desk, need):
    assertContains(desk.get(reverse(LIST)), "A ramp.")
    page = desk.get(page_of(need))
    assertContains(page, "A visa letter.")
    assertNotContains(page, 'name="_save"')


def test_nobody_reads_them_after_ninety_days_even_if_they_stand_there_still(desk, need):
    ends_at = timezone.now() - timedelta(days=91)
    Day.objects.filter(pk=need.registration.day_id).update(ends_at=ends_at, starts_at=ends_at - timedelta(hours=8))

    assertNotContains(desk.get(reverse(LIST)), "A ramp.")
    assertNotContains(desk.get(page_of(need), follow=True), "A ramp.")


@pytest.mark.parametrize(("told", "shown"), [("access", True), ("travel", False)])
def test_the_list_is_filtered_by_what_was_told(desk, need, told, shown):
    Need.objects.filter(pk=need.pk).update(travel="")

    rows = desk.get(reverse(LIST), {"told": told}).context["cl"].result_list

    assert list(rows) == ([need] if shown else [])


def test_no_address_guesses_them_letter_by_letter(desk, need):
    assert desk.get(reverse(LIST), {"access__startswith": "A"}).status_code == 400


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_however_many_there_are(desk, need, django_assert_num_queries, rows):
    for _ in range(rows):
        Need.objects.create(registration=RegistrationFactory(day=need.registration.day), access="A ramp.")

    with django_assert_num_queries(FRAME + 5):
        desk.get(reverse(LIST))
