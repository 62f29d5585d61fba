"""The page of the private list."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from mentoring.models import Exclusion
from tests.factories import LanguageFactory, PersonFactory, declare

from .factories import (
    PairingFactory,
)

pytestmark = pytest.mark.django_db
AVOID = "/mentoring/avoid/"


@pytest.fixture
def amina(client):
    amina = declare(PersonFactory(username="amina", time_zone="Africa/Dakar"), LanguageFactory())
    client.force_login(amina)
    return amina


def test_somebody_is_added_by_user_name_and_taken_out_again(client, amina):
    bola = PersonFactory(username="Bola", display_name="Bola B.")

    assertRedirects(client.post(AVOID, {"username": " bola "}), AVOID)
    assertContains(client.get(AVOID), "Bola B.")
    assertRedirects(client.post(AVOID, {"username": "bola"}), AVOID)
    assert Exclusion.objects.get().other == bola

    assertRedirects(client.post(AVOID, {"remove": str(bola.pk)}), AVOID)
    assert not Exclusion.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("nobody", "Nobody here has this user name."), ("amina", "This is your own user name."), ("", "required")],
)
def test_whom_nobody_can_add(client, amina, typed, sentence):
    assertContains(client.post(AVOID, {"username": typed}), sentence, status_code=422)


def test_who_closed_the_account_is_told_apart_from_nobody_by_nothing(client, amina):
    PersonFactory(username="gone", is_active=False)

    assertContains(client.post(AVOID, {"username": "gone"}), "Nobody here has this user name.", status_code=422)


@pytest.mark.parametrize("number", ["x", "9" * 40, "0", "-1"])
def test_taking_out_nobody_changes_nothing(client, amina, number):
    assertRedirects(client.post(AVOID, {"remove": number}), AVOID)


def test_nobody_sees_or_changes_the_list_of_another(client, amina):
    row = Exclusion.objects.create(person=PersonFactory(), other=PersonFactory(display_name="Bola B."))

    assertNotContains(client.get(AVOID), "Bola B.")
    client.post(AVOID, {"remove": str(row.other_id)})
    assert Exclusion.objects.exists()


def test_a_pair_with_somebody_of_the_list_goes_on_and_is_told(client, amina):
    pair = PairingFactory(mentor__person=amina)
    client.post(AVOID, {"username": pair.mentee.username})

    assertContains(client.get(AVOID), pair.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, amina, rows, django_assert_num_queries):
    for _n in range(rows):
        Exclusion.objects.create(person=amina, other=PersonFactory())

    with django_assert_num_queries(3):
        client.get(AVOID)
