"""Other weights are tried on past or invented scores; nothing is saved."""

from datetime import timedelta

import pytest

from academy.models import Selection

from .cohort_desk import own, page
from .factories import ApplicationFactory, CriterionFactory, ReviewFactory, TrackFactory, published_cohort

pytestmark = pytest.mark.django_db


def weights(**given):
    return {f"weight_{slug}": weight for slug, weight in given.items()}


def past_and_next(organizer):
    """A decided cohort where two of four got a seat, and a sketch that asks the same."""
    past = own(organizer, published_cohort, capacity=2, title="Last year")
    for code, experience, sharing in [("AAAA", 4, 0), ("BBBB", 3, 1), ("CCCC", 1, 3), ("DDDD", 0, 4)]:
        application = ApplicationFactory(cohort=past, code=code)
        ReviewFactory(application=application, levels={"experience": experience, "sharing": sharing})
    Selection.objects.create(cohort=past, rubric=past.rubrics.get(), bundle="{}", sha256="0" * 64)
    window = {"opens_at": past.closes_at, "closes_at": past.closes_at + timedelta(days=9)}
    new = own(organizer, track=past.track, capacity=2, **window)
    CriterionFactory(cohort=new, slug="experience", weight=600)
    CriterionFactory(cohort=new, slug="sharing", weight=400)
    return past, new


def test_other_weights_are_tried_on_the_scores_of_a_past_cohort(desk, organizer):
    _past, new = past_and_next(organizer)
    said = desk.post(page(new, "what_if"), weights(experience=400, sharing=600)).text

    assert "2 people would be chosen instead of others" in said
    assert "On the scores of “Last year”" in said
    assert "Would come in: DDDD, CCCC." in said
    assert "Would fall out: BBBB, AAAA." in said
    assert sorted(new.criteria.values_list("weight", flat=True)) == [400, 600]


def test_scores_of_others_cohorts_are_not_shown(desk, organizer):
    past, new = past_and_next(organizer)
    past.organizers.clear()
    said = desk.post(page(new, "what_if"), weights(experience=400, sharing=600)).text

    assert "On invented demonstration scores" in said
    assert "AAAA" not in said


def test_invented_scores_are_the_same_each_time_and_the_same_weights_change_nothing(desk, organizer):
    _past, new = past_and_next(organizer)
    new.track = TrackFactory()
    new.save()
    other = [desk.post(page(new, "what_if"), weights(experience=10, sharing=990)).context["result"] for _ in "12"]
    same = desk.post(page(new, "what_if"), weights(experience=600, sharing=400)).context["result"]

    assert other[0].come_in == other[1].come_in
    assert len(other[0].come_in) == len(other[0].fall_out) > 0
    assert (same.come_in, same.fall_out, same.past) == ([], [], None)


def test_weights_to_try_make_a_whole(desk, organizer):
    _past, new = past_and_next(organizer)
    answer = desk.post(page(new, "what_if"), weights(experience=400, sharing=500))

    assert (answer.status_code, "The weights of all criteria make 900." in answer.text) == (422, True)
