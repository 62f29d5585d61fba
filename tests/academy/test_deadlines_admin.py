"""Many deadlines move later at once, after a look at what would happen."""

from datetime import UTC, datetime, timedelta

import pytest

from notices.models import Notice

from .cohort_desk import LIST, own
from .factories import ApplicationFactory, published_cohort

pytestmark = pytest.mark.django_db


def move(desk, cohorts, day="2099-01-31", steps=("preview", "run"), **typed_too):
    """The pages of the bulk action, one after the other."""
    data = {"action": "move_deadline", "_selected_action": [cohort.pk for cohort in cohorts]}
    answers = [desk.post(LIST, data)]
    token = answers[0].context["bulk"].token
    form = {"closes_at_0": day, "closes_at_1": "", "closes_anywhere_on_earth": "on", "reason": "A holiday."}
    sent = data | form | typed_too | {"bulk_token": token}
    answers += [desk.post(LIST, sent | {"bulk_step": step}) for step in steps]
    return [answer.text for answer in answers]


def test_many_deadlines_move_after_a_look(desk, organizer):
    open_one = own(organizer, published_cohort, title="Open")
    draft = own(organizer, title="Sketch")
    waiting = ApplicationFactory(cohort=open_one, submitted_at=None).person
    _form, preview, answers = move(desk, [open_one, draft])
    open_one.refresh_from_db()

    assert "1 person with a draft is told." in preview
    assert "This cohort is not published: change its deadline on its page." in preview
    assert (open_one.closes_at, open_one.closes_anywhere_on_earth) == (datetime(2099, 2, 1, 12, tzinfo=UTC), True)
    assert open_one.history.first().history_change_reason == "A holiday."
    assert "Done: 1 · not done: 1" in answers
    assert list(Notice.objects.filter(recipient=waiting).values_list("kind", flat=True)) == ["deadline_moved"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_deadline_in_a_year_that_no_clock_tells_comes_back(desk, organizer, day):
    cohort = own(organizer, published_cohort)

    _form, preview = move(desk, [cohort], day=day, steps=["preview"])

    assert "Enter a valid date." in preview


def test_a_deadline_that_would_meet_the_next_cohort_says_so_beforehand(desk, organizer):
    cohort = own(organizer, published_cohort)
    own(organizer, track=cohort.track, opens_at=cohort.closes_at, closes_at=cohort.closes_at + timedelta(days=9))
    _form, preview = move(desk, [cohort], steps=["preview"])

    assert "Another cohort of this track takes applications in these days." in preview
