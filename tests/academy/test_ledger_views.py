"""The ledger with its files: what everybody reads of a selection."""

import json
from html import unescape

import pytest
from django.urls import reverse

from tests.factories import PersonFactory

from .factories import ApplicationFactory, published_cohort
from .rounds import closed_cohort, decided, reviewed

pytestmark = pytest.mark.django_db


def words(response):
    """What a reader of the page reads, in one line."""
    return " ".join(unescape(response.content.decode()).split())


def ledger(client, cohort, name="ledger"):
    return client.get(reverse(f"academy:{name}", args=[cohort.slug]))


def test_before_the_results_the_ledger_says_what_will_stand_there(client):
    cohort, _applications = closed_cohort()
    decided(cohort, told=False)

    response = ledger(client, cohort)

    assert "The ledger comes with the results" in words(response)
    assert "2.50" not in words(response)
    assert ledger(client, cohort, "bundle").status_code == ledger(client, cohort, "ledger_csv").status_code == 404


def round_of_two_regions():
    """Ten from one region, five of whom are selected, and six from another, all of them selected."""
    cohort = published_cohort(closed=True, capacity=11)
    for level in [4] * 5 + [1] * 5:
        reviewed(cohort, level, region="africa")
    for _ in range(6):
        reviewed(cohort, 3, region="asia")
    ApplicationFactory(cohort=cohort, submitted_at=None, region=None)
    return cohort


def test_the_ledger_counts_by_region_and_stage(client):
    cohort = round_of_two_regions()
    decided(cohort)

    table = ledger(client, cohort, "ledger_csv").content.decode("utf-8-sig").splitlines()

    assert table == [
        '"region","started","submitted","reviewed","selected","accepted"',
        '"Africa",10,10,10,5,0',
        '"Asia","hidden",6,6,6,0',  # else the one draft without a region could be worked out
        '"not told","hidden",0,0,0,0',
    ]


def test_a_small_region_is_hidden_with_the_one_that_would_reveal_it(client):
    cohort = round_of_two_regions()
    reviewed(cohort, 4, region="small")
    decided(cohort)

    table = ledger(client, cohort, "ledger_csv").content.decode("utf-8-sig").splitlines()

    assert table[1].startswith('"Africa",10,10,10')
    assert table[2] == '"Asia","hidden","hidden","hidden","hidden","hidden"'
    assert table[3] == '"Small","hidden","hidden","hidden","hidden","hidden"'


def test_the_public_bundle_is_the_one_of_the_decision(client):
    cohort = round_of_two_regions()
    made = decided(cohort)

    response = ledger(client, cohort, "bundle")
    said = words(ledger(client, cohort))

    assert response.content.decode() == made.bundle
    assert made.sha256 in said
    assert json.loads(made.rubric.content)["seed"] in said


def test_a_bundle_by_which_people_could_be_told_apart_is_for_organizers_alone(client):
    cohort = published_cohort(closed=True, minimums=[{"experience": "new", "seats": 1}])
    reviewed(cohort, 3, experience="new")
    for _ in range(6):
        reviewed(cohort, 2)
    decided(cohort)
    organizer = PersonFactory(is_staff=True)
    cohort.organizers.add(organizer)

    assert "The file with the scores is not public" in words(ledger(client, cohort))
    assert ledger(client, cohort, "bundle").status_code == 404
    client.force_login(PersonFactory(is_staff=True))
    assert ledger(client, cohort, "bundle").status_code == 404
    client.force_login(organizer)
    assert ledger(client, cohort, "bundle").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_ledger_costs_the_same_for_any_number_of_regions(client, rows, django_assert_num_queries):
    cohort = published_cohort(closed=True)
    for number in range(rows):
        reviewed(cohort, 3, region=f"region-{number}")
    decided(cohort)

    with django_assert_num_queries(10):
        ledger(client, cohort)
