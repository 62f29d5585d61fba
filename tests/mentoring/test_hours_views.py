"""The page of the usual week."""

import pytest
from pytest_django.asserts import assertContains, assertRedirects

from mentoring.models import Availability
from tests.factories import LanguageFactory, PersonFactory, declare

from .factories import (
    free_at,
)

pytestmark = pytest.mark.django_db
HOURS = "/mentoring/hours/"


@pytest.fixture
def amina(client):
    amina = declare(PersonFactory(username="amina", time_zone="Africa/Dakar"), LanguageFactory())
    client.force_login(amina)
    return amina


def a_week(*lines, zone="Africa/Dakar", **more):
    typed = {"zone": zone, "lines-TOTAL_FORMS": str(len(lines)), "lines-INITIAL_FORMS": "0", **more}
    for number, (days, begins, ends) in enumerate(lines):
        typed |= {f"lines-{number}-days": days, f"lines-{number}-begins": begins, f"lines-{number}-ends": ends}
    return typed


def kept():
    return list(Availability.objects.get().blocks.values_list("weekday", "begins", "ends"))


def test_a_week_is_kept_in_blocks_with_its_nights(client, amina):
    response = client.post(HOURS, a_week(([0, 1], 1110, 1290), ([6], 1320, 60), ([], "", "")))

    assertRedirects(response, HOURS)
    assert kept() == [(0, 0, 60), (0, 1110, 1290), (1, 1110, 1290), (6, 1320, 1440)]
    page = client.get(HOURS)
    assertContains(page, "In total: 9 hours a week.")
    assertContains(page, "00:00–01:00 and 18:30–21:30")
    lines = [form.initial for form in page.context["lines"]]
    assert [(line.get("days"), line.get("begins")) for line in lines] == [([0, 1], 1110), ([6], 1320), (None, None)]


def test_the_zone_of_the_profile_is_chosen_already(client, amina):
    assert client.get(HOURS).context["zone"]["zone"].value() == "Africa/Dakar"


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([([1], 1140, 1260), ([1, 2], 1200, 1320)], "Tue 19:00–21:00 and Tue 20:00–22:00 overlap."),
        ([([1], 1380, 120), ([2], 60, 180)], "Wed 00:00–02:00 and Wed 01:00–03:00 overlap."),
        ([([1], 600, 600)], "These hours end when they begin."),
        ([([1], 1140, 1110)], "These hours end before they begin."),
        ([([1], 1140, "")], "Please choose a time."),
        ([([1], 1145, 1200)], "Select a valid choice."),
        ([([7], 1140, 1200)], "Select a valid choice."),
    ],
)
def test_a_week_that_cannot_be_comes_back_with_what_was_typed(client, amina, lines, sentence):
    free_at(amina, blocks=[(0, 0, 30)])

    response = client.post(HOURS, a_week(*lines, ([4], 540, 600)))

    assertContains(response, sentence, status_code=422)
    assert response.context["lines"][len(lines)]["days"].value() == ["4"]
    assert kept() == [(0, 0, 30)]


def test_more_lines_save_nothing_and_keep_what_was_typed(client, amina):
    response = client.post(HOURS, a_week(([3], 540, 600), more="1"))

    assert response.status_code == 200
    assert len(response.context["lines"].forms) == 4
    assert response.context["lines"][0]["days"].value() == ["3"]
    assert not Availability.objects.exists()


def test_a_zone_that_is_gone_is_told_and_chosen_anew(client, amina):
    free_at(amina, zone="Mars/Olympus", blocks=[(0, 0, 30)])

    page = client.get(HOURS)

    assertContains(page, "Your time zone, Mars/Olympus, does not exist any more.")
    refused = client.post(HOURS, a_week(([0], 0, 30), zone=""))
    assertContains(refused, "Choose the city whose clock is yours.", status_code=422)
    assertContains(client.post(HOURS, a_week(([0], 0, 30), zone="Mars/Olympus")), "Choose a city.", status_code=422)
    assertRedirects(client.post(HOURS, a_week(([0], 0, 30))), HOURS)
    assert Availability.objects.get().zone == "Africa/Dakar"


def test_an_empty_week_is_a_week_and_says_what_follows(client, amina):
    free_at(amina)

    page = client.post(HOURS, a_week(([], "", "")), follow=True)

    assertContains(page, "Your week is empty now")
    assert kept() == []


def test_a_list_of_lines_that_is_broken_is_refused(client, amina):
    assert client.post(HOURS, {"zone": "UTC", "lines-TOTAL_FORMS": "x"}).status_code == 422
    assert client.post(HOURS, {"zone": "UTC", "lines-TOTAL_FORMS": "9" * 30, "more": "1"}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_week_costs_the_same_for_any_number_of_blocks(client, amina, rows, django_assert_num_queries):
    free_at(amina, blocks=[(day, 540, 600) for day in range(rows)])

    with django_assert_num_queries(3):
        client.get(HOURS)
