"""What everybody may read of a round."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring import models
from tests.factories import PersonFactory

from .announcing import FIGURES, published_round
from .factories import MentorFactory, MentoringRequestFactory, PairingFactory, ProposalFactory, RoundFactory

pytestmark = pytest.mark.django_db


def read(client, row):
    return client.get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_once_however_many_rounds(client, django_assert_num_queries, rows):
    for _ in range(rows):
        RoundFactory(announced_at=timezone.now())

    with django_assert_num_queries(2):
        client.get(reverse("mentoring:rounds"))


def test_a_list_without_rounds_says_what_will_stand_there(client):
    RoundFactory()

    assert "Rounds will stand here" in client.get(reverse("mentoring:rounds")).content.decode()


def test_an_announced_round_says_its_rules_before_anybody_is_matched(client):
    page = read(client, RoundFactory(announced_at=timezone.now(), least_minutes=90, thin_below=40, seed="drawn"))

    for words in ("1 hour and 30 minutes or more", "less than 40 points", "drawn", "Take part", "different affiliates"):
        assert words in page


def test_who_thinks_of_asking_reads_how_long_it_took_others(client):
    first = published_round()
    coming = RoundFactory(announced_at=timezone.now(), cohort=first.cohort, area=first.area)
    assert "Too few people were paired here" in read(client, coming)
    for _ in range(5):
        request = MentoringRequestFactory(area=first.area, created_at=timezone.now() - timedelta(days=6))
        PairingFactory(proposal__request=request)

    page = read(client, coming)

    assert "Half of those who were paired here waited 6 days or less." in page
    assert "found a mentor for 15 of 20 people" in page
    assert "How long it takes" not in read(client, first)


def test_a_round_that_allows_the_same_affiliate_does_not_ask_for_others(client):
    page = read(client, RoundFactory(announced_at=timezone.now(), may_share_affiliate=True))

    assert "different affiliates" not in page


def test_a_published_round_shows_its_figures_and_its_proof(client):
    page = read(client, published_round())

    for words in ("20", "9, with 16 places", "all 40 possible pairs", "74", "a" * 64):
        assert words in page
    assert "Take part" not in page


def test_the_proof_is_a_file_without_people(client):
    row = published_round()
    ProposalFactory(
        round=row, origin="round", points=70, mentor=MentorFactory(person=PersonFactory(username="hidden-name"))
    )

    answer = client.get(reverse("mentoring:round_proof", args=[row.slug]))

    assert answer.json()["proof"]["holds"] is True
    assert answer.json()["figures"]["total"] == 1110
    assert b"hidden-name" not in answer.content


def test_few_people_are_not_told_apart_by_figures(client):
    few = published_round(FIGURES | {"requests": 4, "matched": 4})

    assert "So few people took part" in read(client, few)
    assert client.get(reverse("mentoring:round_proof", args=[few.slug])).status_code == 404


def test_the_few_who_found_nobody_are_hidden(client):
    row = published_round(FIGURES | {"requests": 17})
    page = read(client, row)

    assert "hidden, because so few do or do not" in page
    assert "Found nobody this time" not in page
    assert client.get(reverse("mentoring:round_proof", args=[row.slug])).status_code == 404


def test_what_was_solved_and_not_published_stays_unseen(client):
    row = RoundFactory(announced_at=timezone.now())
    models.Solution.objects.create(round=row, version=1, figures=FIGURES, sha256="b" * 64)

    assert "b" * 64 not in read(client, row)
