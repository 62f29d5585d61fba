"""A published deadline moves later only, with a trace."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from academy.actions.deadlines import move_deadline
from academy.models import Selection
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import ApplicationFactory, CohortFactory, ReviewFactory, published_cohort

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return published_cohort()


@pytest.fixture
def amina():
    return PersonFactory(username="amina", display_name="Amina")


def refused(call):
    """The code of the refusal."""
    with pytest.raises(ValidationError) as refusal:
        call()
    return refusal.value.code


def told(person):
    return list(Notice.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


def later(cohort, days=3, **changes):
    asked = {"closes_at": cohort.closes_at + timedelta(days=days), "closes_anywhere_on_earth": False}
    asked |= {"reason": "A holiday.", "actor": None, "now": timezone.now()}
    return lambda: move_deadline(cohort=cohort, **(asked | changes))


def test_a_deadline_moves_later_with_a_trace_and_drafts_are_told(cohort, amina):
    organizer = PersonFactory()
    draft = ApplicationFactory(cohort=cohort, person=amina, submitted_at=None)
    sent = ApplicationFactory(cohort=cohort)
    moved = later(cohort, actor=organizer)()

    newest = moved.history.first()
    assert moved.closes_at == cohort.closes_at + timedelta(days=3)
    assert (newest.history_user, newest.history_change_reason) == (organizer, "A holiday.")
    assert (told(draft.person), told(sent.person)) == (["deadline_moved"], [])


def test_a_deadline_never_moves_earlier(cohort):
    assert refused(later(cohort, days=-1)) == "earlier"
    assert refused(later(cohort, days=0)) == "earlier"
    assert refused(later(CohortFactory())) == "not_published"


def test_a_deadline_stays_once_reviewing_began_or_the_cohort_is_decided():
    reviewed, decided = published_cohort(closed=True), published_cohort(closed=True)
    ReviewFactory(application=ApplicationFactory(cohort=reviewed), levels={"sharing": 3})
    Selection.objects.create(cohort=decided, rubric=decided.rubrics.get(), bundle="{}", sha256="0" * 64)

    assert refused(later(reviewed)) == "reviewed"
    assert refused(later(decided)) == "decided"
    assert refused(later(published_cohort(closed=True), closes_at=timezone.now() - timedelta(seconds=9))) == "past"


def test_a_deadline_does_not_reach_the_next_cohort_of_the_track(cohort):
    CohortFactory(track=cohort.track, opens_at=cohort.closes_at, closes_at=cohort.closes_at + timedelta(days=9))

    with pytest.raises(ValidationError, match="Another cohort of this track takes applications in these days"):
        later(cohort)()
