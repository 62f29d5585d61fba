"""Results that are told while a decision is corrected."""

from time import sleep

import pytest
from django.utils import timezone

from academy.actions import selection
from notices.models import Notice
from tests.factories import PersonFactory
from tests.races import at_once, slowed

from .rounds import closed_cohort, decided

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slow_notices(db):
    """What is planned waits a moment before its transaction ends: a correction comes in between."""
    with slowed("AFTER INSERT ON notices_notice FOR EACH STATEMENT", seconds=0.5):
        yield


def test_who_is_corrected_while_the_results_are_sent_hears_of_the_correction(slow_notices):
    """Without the cohort's lock in tell_results the person hears the old result alone."""
    cohort, applications = closed_cohort(levels=(4, 3), capacity=1, waiting_places=1)
    made, actor = decided(cohort, told=False), PersonFactory()

    def tell():
        return selection.tell_results(selection=made, actor=actor, now=timezone.now())

    def correct():
        sleep(0.2)  # the results are on their way
        return selection.correct(
            application=applications[0], outcome="declined", reason="An error.", actor=actor, now=timezone.now()
        )

    said, correction = at_once([tell, correct])

    assert (said, correction.outcome) == (2, "declined")
    heard = Notice.objects.filter(recipient=applications[0].person, kind="result").order_by("pk")
    assert [notice.payload["outcome"] for notice in heard] == ["selected", "declined"]
