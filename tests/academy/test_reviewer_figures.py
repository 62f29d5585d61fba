"""Strictness, drift and calibration of reviewers, on numbers that are worked out by hand."""

from fractions import Fraction

import pytest
from django.utils import timezone

from academy.reviewer_charts import charted
from academy.reviewer_figures import drift, figures_of, leniency
from tests.factories import PersonFactory

from .factories import ApplicationFactory, ReviewerFactory, ReviewFactory, published_cohort


def test_leniency_is_the_mean_distance_from_the_others_on_the_same_applications():
    scores = [("ana", 1, Fraction(4)), ("ben", 1, Fraction(2)), ("ana", 2, Fraction(3)), ("ben", 2, Fraction(3))]

    assert leniency(scores) == {"ana": 1.0, "ben": -1.0}


def test_who_reviewed_alone_has_no_leniency():
    assert leniency([("ana", 1, Fraction(4))]) == {"ana": None}


def test_drift_is_the_mean_of_each_quarter_in_order():
    scores = [("ana", number, Fraction(level)) for number, level in enumerate([4, 4, 3, 3, 2, 2, 1, 1])]

    assert drift(scores) == {"ana": [4.0, 3.0, 2.0, 1.0]}


def test_with_fewer_reviews_than_quarters_some_are_empty():
    means = drift([("ana", 1, Fraction(3)), ("ana", 2, Fraction(1))])["ana"]

    assert [mean for mean in means if mean is not None] == [3.0, 1.0]
    assert len(means) == 4


def test_bars_run_from_the_middle_and_end_at_the_edge():
    row = {"leniency": 0.5, "drift": [4.0, None, 2.0, 0.0], "calibration": None}

    (drawn,) = charted([row])

    assert drawn["bar"] == {"x": "60.0", "width": "30.0"}
    assert drawn["points"] == "0.0,2.0 80.0,10.0 120.0,18.0"
    assert (drawn["leniency"], drawn["calibration"]) == ("+0.50", "–")
    (far,) = charted([{**row, "leniency": -3.0}])
    assert far["bar"] == {"x": "0.0", "width": "60.0"}


@pytest.mark.django_db
def test_calibration_is_the_mean_distance_from_what_was_expected():
    cohort = published_cohort(closed=True)
    role = ReviewerFactory(cohort=cohort)
    sample = ApplicationFactory(cohort=cohort, person=None, is_sample=True)
    sample.answers.update(expected_level=2)
    ReviewFactory(application=sample, reviewer=role.person, levels={"experience": 4, "sharing": 1})
    organizer = PersonFactory(is_staff=True)
    cohort.organizers.add(organizer)

    (row,) = figures_of(cohort, organizer, timezone.now())

    assert (row["name"], row["done"], row["calibration"]) == (role.person.display_name, 0, 0.5)
    assert row["leniency"] is None
