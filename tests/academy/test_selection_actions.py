"""Deciding once, telling once, correcting later."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from academy import models
from academy.actions import applications as applying
from academy.actions import ranking, selection
from academy.rules.reselect import differences
from consultations.rules.bundles import opened
from notices.models import Notice
from tests.factories import PersonFactory
from tests.races import at_once

from .factories import ApplicationFactory, RegionFactory, ReviewFactory, published_cohort
from .rounds import closed_cohort, decided, outcomes, reviewed

pytestmark = pytest.mark.django_db


def decide(cohort, actor=None):
    return selection.decide(cohort=cohort, actor=actor, now=timezone.now())


def refusal(call):
    with pytest.raises(ValidationError) as caught:
        call()
    return caught.value


def bundle_of(made):
    return opened(made.bundle.encode(), form="peer-academy-selection", name="selection bundle")


def test_the_best_get_the_seats_the_next_wait_and_the_others_are_declined():
    cohort, applications = closed_cohort(capacity=1, waiting_places=2)

    made = decide(cohort, PersonFactory())

    assert outcomes(applications) == ["selected", "waiting", "waiting", "declined"]
    best = models.Decision.objects.get(application=applications[0])
    assert (best.rank, best.score, best.because, best.selection) == (1, 4000, "rank", made)


def test_a_minimum_that_decided_stands_with_the_decision():
    africa = RegionFactory(slug="africa")
    cohort = published_cohort(closed=True, capacity=2, minimums=[{"region": africa, "seats": 1}])
    applications = [reviewed(cohort, level, region="elsewhere") for level in (4, 3)]
    applications.append(reviewed(cohort, 1, region="africa"))

    decide(cohort)

    chosen, passed = (models.Decision.objects.get(application=applications[n]) for n in (2, 1))
    assert (chosen.outcome, chosen.because, chosen.minimum.region) == ("selected", "minimum", africa)
    assert (passed.outcome, passed.because, passed.minimum.region) == ("waiting", "passed", africa)


def test_a_region_renamed_mid_round_keeps_its_minimum():
    africa = RegionFactory(slug="africa")
    cohort = published_cohort(closed=True, capacity=1, minimums=[{"region": africa, "seats": 1}])
    applications = [reviewed(cohort, 4, region="elsewhere"), reviewed(cohort, 1, region="africa")]
    africa.slug, africa.name = "africa-and-its-islands", "Africa and its islands"
    africa.save()

    made = decide(cohort)

    assert outcomes(applications) == ["waiting", "selected"]
    assert bundle_of(made)["minimums_kept"] == {"region:africa": 1}
    assert differences(bundle_of(made)) == []


def test_samples_drafts_and_the_withdrawn_are_not_ranked():
    cohort, applications = closed_cohort(levels=[2])
    ApplicationFactory(cohort=cohort, person=None, is_sample=True, region=None)
    ApplicationFactory(cohort=cohort, submitted_at=None)
    ApplicationFactory(cohort=cohort, withdrawn_at=timezone.now())

    decide(cohort)

    assert list(models.Decision.objects.values_list("application", flat=True)) == [applications[0].pk]


def test_an_applicant_erased_mid_round_is_not_ranked():
    cohort, (first, second) = closed_cohort(levels=[4, 3], capacity=1)
    applying.erase_applicant(person=first.person, now=timezone.now())

    decide(cohort)

    assert outcomes([first, second]) == [None, "selected"]


def test_an_unscored_criterion_is_no_nought():
    cohort = published_cohort(closed=True, capacity=1)
    one, other = reviewed(cohort, 2), ApplicationFactory(cohort=cohort)
    ReviewFactory.create_batch(2, application=other, levels={"experience": 3, "sharing": None})

    decide(cohort)

    assert outcomes([one, other]) == ["waiting", "selected"]


def test_before_the_deadline_nothing_is_decided():
    cohort = published_cohort()
    reviewed(cohort, 4)

    assert refusal(lambda: decide(cohort)).code == "open"


def test_nothing_is_decided_while_a_review_is_missing_and_the_sentence_names_it():
    cohort, _applications = closed_cohort(levels=[4])
    lacking = ApplicationFactory(cohort=cohort)
    ReviewFactory(application=lacking, levels={"experience": 4, "sharing": 4})

    refused = refusal(lambda: decide(cohort))

    assert refused.code == "reviews"
    assert lacking.code in refused.messages[0]


def test_nothing_is_decided_while_two_reviewers_differ_and_no_third_one_read():
    cohort = published_cohort(closed=True)
    application = ApplicationFactory(cohort=cohort)
    for level in (4, 1):
        ReviewFactory(application=application, levels={"experience": level, "sharing": 2})

    assert refusal(lambda: decide(cohort)).code == "reviews"


def test_nothing_is_decided_while_an_application_has_no_score_at_all():
    cohort = published_cohort(closed=True)
    application = ApplicationFactory(cohort=cohort)
    ReviewFactory.create_batch(2, application=application, levels={"experience": None, "sharing": None})

    assert refusal(lambda: decide(cohort)).code == "reviews"


def test_a_cohort_to_which_nobody_applied_is_not_decided():
    assert refusal(lambda: decide(published_cohort(closed=True))).code == "nobody"


def test_who_decides_second_is_told_who_did_and_when():
    cohort, _applications = closed_cohort()
    decide(cohort, PersonFactory(display_name="Amina"))

    refused = refusal(lambda: decide(cohort))

    assert refused.code == "decided"
    assert "Amina" in refused.messages[0]


@pytest.mark.django_db(transaction=True)
def test_two_organizers_at_once_make_one_decision_each():
    cohort, applications = closed_cohort()
    actors = PersonFactory.create_batch(4)

    answers = at_once([lambda actor=actor: decide(cohort, actor) for actor in actors])

    refused = [answer.code for answer in answers if isinstance(answer, ValidationError)]
    assert refused == ["decided"] * 3
    assert models.Selection.objects.count() == 1
    assert models.Decision.objects.count() == len(applications)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_second_organizer_would_meet_the_constraint(monkeypatch):
    cohort, applications = closed_cohort()
    monkeypatch.setattr(models.Cohort.objects, "select_for_update", lambda **_: models.Cohort.objects.all())

    answers = at_once([lambda: decide(cohort)] * 4)

    assert any(isinstance(answer, IntegrityError) for answer in answers)
    assert models.Decision.objects.count() == len(applications)


def test_the_bundle_names_nobody_and_ranks_alike():
    cohort, applications = closed_cohort(capacity=2)

    made = decide(cohort)
    content = bundle_of(made)

    assert differences(content) == []
    assert made.sha256 == content["sha256"]
    for application in applications:
        assert application.code not in made.bundle
        assert application.person.username not in made.bundle
    tags = {ranking.tag_of(application.code) for application in applications}
    assert {row["tag"] for row in content["applications"]} == tags
    assert set(models.Decision.objects.values_list("tag", flat=True)) == tags


def test_groups_stand_in_the_bundle_only_where_a_minimum_asks():
    cohort = published_cohort(closed=True, minimums=[{"experience": "new", "seats": 1}])
    reviewed(cohort, 1, experience="new"), reviewed(cohort, 2, experience="long")

    rows = bundle_of(decide(cohort))["applications"]

    assert [row["groups"] for row in rows] == [[], ["experience:new"]]


def test_a_decision_with_a_frozen_rubric_keeps_its_hash():
    cohort, _applications = closed_cohort()

    made = decide(cohort)

    assert bundle_of(made)["rubric"] == json.loads(made.rubric.content)


def test_a_preview_counts_and_changes_nothing():
    africa = RegionFactory(slug="africa", name="Africa")
    cohort = published_cohort(closed=True, capacity=1, minimums=[{"region": africa, "seats": 1}])
    reviewed(cohort, 4, region="elsewhere"), reviewed(cohort, 1, region="africa")
    lacking = ApplicationFactory(cohort=cohort)

    seen = selection.preview(cohort=cohort)

    assert seen.outcomes == {"selected": 1, "waiting": 1}
    assert seen.regions == [("Africa", {"selected": 1}), ("Elsewhere", {"waiting": 1})]
    assert (seen.lacking, seen.binding) == ([lacking.code], ["region:africa"])
    assert not models.Decision.objects.exists()


def test_everybody_is_told_once():
    cohort, applications = closed_cohort(capacity=1, waiting_places=1)
    made = decided(cohort, told=False)
    actor = PersonFactory(display_name="Amina")

    told = selection.tell_results(selection=made, actor=actor, now=timezone.now())
    again = refusal(lambda: selection.tell_results(selection=made, actor=actor, now=timezone.now()))

    assert told == 4
    assert again.code == "told"
    assert "Amina" in again.messages[0]
    notices = {notice.recipient_id: notice for notice in Notice.objects.filter(kind="result")}
    said = [notices[application.person_id] for application in applications]
    assert [notice.payload["outcome"] for notice in said] == ["selected", "waiting", "declined", "declined"]
    assert [notice.subject_id for notice in said] == [application.pk for application in applications]


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_at_once_tell_once():
    cohort, _applications = closed_cohort()
    made = decided(cohort, told=False)
    actors = PersonFactory.create_batch(3)

    answers = at_once(
        [
            lambda actor=actor: selection.tell_results(selection=made, actor=actor, now=timezone.now())
            for actor in actors
        ]
    )

    assert sorted(str(getattr(answer, "code", answer)) for answer in answers) == ["4", "told", "told"]
    assert Notice.objects.filter(kind="result").count() == 4


def correct(application, outcome="selected", reason="A review was counted twice.", actor=None):
    return selection.correct(
        application=application,
        outcome=outcome,
        reason=reason,
        actor=actor or PersonFactory(),
        now=timezone.now() + timedelta(seconds=1),
    )


def test_a_correction_is_added_and_told():
    cohort, applications = closed_cohort(capacity=1)
    decided(cohort)

    corrected = correct(applications[1])

    assert models.Decision.objects.filter(application=applications[1]).count() == 2
    assert outcomes(applications)[1] == "selected"
    assert (corrected.rank, corrected.score, corrected.because) == (2, 3000, "corrected")
    assert Notice.objects.filter(kind="result", recipient=applications[1].person).count() == 2


@pytest.mark.parametrize(("outcome", "code"), [("selected", "same"), ("declined", "own")])
def test_a_correction_that_changes_nothing_or_is_ones_own_is_refused(outcome, code):
    cohort, applications = closed_cohort(levels=[4])
    decided(cohort)
    actor = applications[0].person if code == "own" else None

    assert refusal(lambda: correct(applications[0], outcome, actor=actor)).code == code


def test_a_correction_says_why():
    cohort, applications = closed_cohort(levels=[4])
    decided(cohort)

    assert "Say why" in str(refusal(lambda: correct(applications[0], "declined", reason="")))


def test_what_was_not_decided_is_not_corrected():
    assert refusal(lambda: correct(ApplicationFactory())).code == "undecided"
