"""Mentoring on the pages of others: the home page and a cohort; and the way back from a round."""

from datetime import timedelta

import pytest
from django.utils import timezone

from academy.models import Track
from tests.academy.factories import published_cohort
from tests.factories import ConsultationFactory, FindingFactory

from .announcing import published_round
from .factories import PairingFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    """A cohort that everybody may read."""
    return published_cohort()


def announced(**fields):
    return RoundFactory(announced_at=timezone.now() - timedelta(days=1), **fields)


def test_the_home_page_names_rounds_in_which_one_can_still_ask(client):
    coming, over, draft = announced(title="Coming"), published_round(title="Over"), RoundFactory(title="Draft")

    page = client.get("/").content.decode()

    assert coming.get_absolute_url() in page
    assert over.get_absolute_url() not in page
    assert draft.get_absolute_url() not in page


def test_the_page_of_a_cohort_leads_to_its_rounds_and_back(client, cohort):
    coming = announced(cohort=cohort, area=None)
    hidden, other = RoundFactory(cohort=cohort, area=None), announced()

    page = client.get(cohort.get_absolute_url()).content.decode()
    back = client.get(coming.get_absolute_url()).content.decode()

    assert coming.get_absolute_url() in page
    assert hidden.get_absolute_url() not in page
    assert other.get_absolute_url() not in page
    assert cohort.get_absolute_url() in back
    assert cohort.track.get_absolute_url() in back


def test_a_cohort_without_a_round_says_nothing_of_mentors(client, cohort):
    assert b"cohort-rounds" not in client.get(cohort.get_absolute_url()).content


def test_a_round_leads_to_the_finding_that_its_track_grew_from(client, cohort):
    finding = FindingFactory(published_at=timezone.now() - timedelta(days=3))
    Track.objects.filter(pk=cohort.track_id).update(finding=finding)

    page = client.get(announced(cohort=cohort, area=None).get_absolute_url()).content.decode()

    assert finding.get_absolute_url() in page


def test_the_loop_on_the_home_page_counts_pairs(client):
    ConsultationFactory()
    PairingFactory()

    assert "1 pair works together" in client.get("/").content.decode()
