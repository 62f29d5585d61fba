"""What everybody may read of an edition."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from academy.actions.sample import load_academy
from consultations.actions.sample import load_sample
from learning_days import models
from learning_days.actions.sample import load_editions
from tests.factories import PersonFactory

from .factories import DayFactory, EditionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_once_however_many_editions(client, django_assert_num_queries, rows):
    for _ in range(rows):
        DayFactory()

    with django_assert_num_queries(2):
        client.get(reverse("learning_days:editions"))


def test_what_is_to_come_stands_above_what_is_over(client):
    over = EditionFactory(title="Over and done", year=2018)
    DayFactory(edition=EditionFactory(title="Still to come"))

    page = client.get(reverse("learning_days:editions")).content.decode()

    assert page.index("Still to come") < page.index("Earlier editions") < page.index(over.title)


def test_a_list_without_editions_says_what_will_stand_there(client):
    EditionFactory(published_at=None)

    assertContains(client.get(reverse("learning_days:editions")), "Editions will stand here")


def test_a_day_is_told_on_both_clocks(client):
    edition = EditionFactory(zone="Africa/Dakar")
    zone = ZoneInfo(edition.zone)
    DayFactory(
        edition=edition,
        date=date(2027, 2, 6),
        starts_at=datetime(2027, 2, 6, 9, tzinfo=zone),
        ends_at=datetime(2027, 2, 6, 17, tzinfo=zone),
    )
    client.force_login(PersonFactory(time_zone="Asia/Kathmandu"))

    page = client.get(edition.get_absolute_url())

    assertContains(page, "09:00–17:00, the venue")
    assertContains(page, "14:45–22:45, your time")


def test_a_cancelled_day_stays_with_its_reason(client):
    day = DayFactory(cancelled_at=timezone.now(), cancelled_because="The hall is flooded.")

    assertContains(client.get(day.edition.get_absolute_url()), "The hall is flooded.")


def test_figures_are_told_with_their_source(client):
    edition = EditionFactory()
    models.Figure.objects.create(
        edition=edition, label="Shared", count=29, out_of=96, percent="30", source_url="https://report.example/"
    )
    models.Figure.objects.create(edition=edition, label="Talks", percent="70.15", position=1)

    page = client.get(edition.get_absolute_url())

    assertContains(page, "29 of 96 (30 %)")
    assertContains(page, "70.15 %")
    assertContains(page, "https://report.example/")


def test_the_sample_has_the_editions_that_were_held_and_one_to_come(client):
    now = timezone.now()
    load_sample(now=now)
    load_academy(now=now)
    load_editions(now=now)
    before = models.Edition.objects.count()
    coming = load_editions(now=now)

    assert models.Edition.objects.count() == before == 9
    assert list(coming.days.order_by("date").values_list("audience", flat=True)) == ["experienced", "everyone"]
    page = client.get(reverse("learning_days:edition", args=["wikimania-2017"]))
    assertContains(page, "29 of 96 (30")
    assertNotContains(page, "invented for demonstration")
    assertContains(client.get(coming.get_absolute_url()), "invented for demonstration")
