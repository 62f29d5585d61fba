"""The reviewer's pages: who opens them, what they show and hide, and what is kept of what was typed."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from academy.models import Application, Cohort, Conflict, Review
from tests.factories import PersonFactory

from .factories import ApplicationFactory, ReviewerFactory, ReviewFactory, published_cohort
from .test_reviewing_rules import decide

pytestmark = pytest.mark.django_db

DESK = reverse_lazy("academy:reviews")
WHOLE = {"level-experience": "3", "level-sharing": "none", "note": "Tell more."}


@pytest.fixture
def scene(client):
    """A reviewer who is signed in, with one application of a closed cohort to review."""
    cohort, reviewer = published_cohort(closed=True), PersonFactory()
    review = waiting(cohort, reviewer)
    client.force_login(reviewer)
    return SimpleNamespace(cohort=cohort, reviewer=reviewer, review=review, client=client)


def waiting(cohort, reviewer, **application):
    application = ApplicationFactory(cohort=cohort, **application)
    return ReviewFactory(application=application, reviewer=reviewer, submitted_at=None)


def page(review):
    return reverse("academy:review", args=[review.pk])


def conflict_page(review):
    return reverse("academy:declare_conflict", args=[review.pk])


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_review_is_its_reviewers_alone(scene):
    organizer, colleague = PersonFactory(is_staff=True), ReviewerFactory(cohort=scene.cohort).person
    scene.cohort.organizers.add(organizer)
    superuser = PersonFactory(is_staff=True, is_superuser=True)
    applicant = scene.review.application.person

    assert scene.client.get(page(scene.review)).status_code == 200
    for person in (organizer, colleague, superuser, applicant):
        scene.client.force_login(person)
        for address in (page(scene.review), conflict_page(scene.review)):
            assert scene.client.get(address).status_code == 404
            assert scene.client.post(address, WHOLE).status_code == 404
    assert not scene.review.scores.exists()


def test_before_the_deadline_no_application_is_open(scene):
    Cohort.objects.filter(pk=scene.cohort.pk).update(closes_at=timezone.now() + timedelta(hours=1))

    assert scene.client.get(page(scene.review)).status_code == 404
    assertContains(scene.client.get(DESK), "Reviews begin then.")
    assertNotContains(scene.client.get(DESK), scene.review.application.code)


def test_what_is_withdrawn_is_no_longer_open(scene):
    Application.objects.update(withdrawn_at=timezone.now())

    assert scene.client.get(page(scene.review)).status_code == 404
    assertNotContains(scene.client.get(DESK), scene.review.application.code)


def test_who_reviews_nothing_is_told_so(client):
    client.force_login(PersonFactory())

    assertContains(client.get(DESK), "Nobody has asked you yet.")


# Reading


def test_the_page_shows_answers_and_anchors_without_names(scene):
    application = ApplicationFactory(
        cohort=scene.cohort,
        person__username="mariposa",
        person__display_name="Ana Mariposa",
        identifying="Casa Azul",
        answers={"experience": "I am Ana Mariposa of casa azul and taught ten people."},
    )
    review = ReviewFactory(application=application, reviewer=scene.reviewer, submitted_at=None)

    response = scene.client.get(page(review))

    assertContains(response, "taught ten people")
    assertContains(response, '4 – <bdi lang="en">Taught to others.</bdi>', count=2)
    assertContains(response, application.code)
    for hidden in ("mariposa", "casa azul", "casa-azul"):
        assert hidden not in response.content.decode().lower()


def test_others_scores_are_shown_after_the_own_and_without_their_names(scene):
    other = ReviewFactory(
        application=scene.review.application,
        reviewer__display_name="Berta Colleague",
        levels={"experience": 1, "sharing": None},
    )
    before = scene.client.get(page(scene.review))
    assert "The other reviewers gave" not in text(before)

    scene.client.post(page(scene.review), WHOLE | {"do": "submit"})
    after = scene.client.get(page(scene.review))

    assert "The other reviewers gave 1 2 levels or more apart" in text(after)
    assert "The other reviewers gave not scored" in text(after)
    assert other.reviewer.display_name not in text(after)


def test_a_sample_shows_what_the_organizers_expect_after_the_own_scores(scene):
    sample = ApplicationFactory(cohort=scene.cohort, person=None, is_sample=True, sample_title="A first step")
    sample.answers.filter(criterion__slug="experience").update(expected_level=2)
    review = ReviewFactory(application=sample, reviewer=scene.reviewer, submitted_at=None)
    assert "The organizers expect" not in text(scene.client.get(page(review)))

    response = scene.client.post(page(review), WHOLE | {"do": "submit"}, follow=True)

    assert "The organizers expect 2" in text(response)
    assert "Sample: A first step" in text(response)


# Scoring


def test_a_draft_is_kept_and_the_page_shows_it(scene):
    response = scene.client.post(page(scene.review), {"level-sharing": "0", "do": "draft"})

    assertRedirects(response, page(scene.review))
    assertContains(scene.client.get(page(scene.review)), 'value="0"', count=2)
    assert scene.review.scores.get().level == 0
    assertContains(scene.client.get(DESK), "1 criterion scored so far")


def test_an_incomplete_review_comes_back_with_what_was_typed(scene):
    typed = {"level-experience": "2", "note": "Nearly there.", "do": "submit"}

    response = scene.client.post(page(scene.review), typed)

    assert response.status_code == 422
    assertContains(response, "Choose a level, or mark it as not scored.", count=2, status_code=422)
    assertContains(response, "Nearly there.", status_code=422)
    assert not scene.review.scores.exists()


@pytest.mark.parametrize("level", ["5", "-1", "x", "None"])
def test_a_level_that_is_none_is_refused(scene, level):
    response = scene.client.post(page(scene.review), WHOLE | {"level-sharing": level, "do": "submit"})

    assert response.status_code == 422
    assert not scene.review.scores.exists()


def test_not_scored_is_kept_as_such(scene):
    scene.client.post(page(scene.review), WHOLE | {"do": "submit"})

    assert dict(scene.review.scores.values_list("criterion__slug", "level")) == {"experience": 3, "sharing": None}


def test_submitting_leads_to_the_next_and_then_to_the_desk(scene):
    second, third = waiting(scene.cohort, scene.reviewer), waiting(scene.cohort, scene.reviewer)

    assert scene.client.post(page(second), WHOLE | {"do": "next"}).url == page(third)
    assert scene.client.post(page(third), WHOLE | {"do": "next"}).url == page(scene.review)
    assert scene.client.post(page(scene.review), WHOLE | {"do": "next"}).url == f"{DESK}#cohort-{scene.cohort.pk}"
    assertContains(scene.client.get(DESK), "3 of 3 reviews are done.")


def test_scores_can_be_changed_until_the_selection(scene):
    scene.client.post(page(scene.review), WHOLE | {"do": "submit"})
    scene.client.post(page(scene.review), WHOLE | {"level-experience": "1", "do": "change"})
    assert scene.review.scores.get(criterion__slug="experience").level == 1

    decide(scene.cohort)
    response = scene.client.post(page(scene.review), WHOLE | {"level-experience": "4", "do": "change"})

    assertContains(response, "The selection is decided", status_code=422)
    assertNotContains(response, '<input type="radio"', status_code=422)
    assert scene.review.scores.get(criterion__slug="experience").level == 1


def test_a_draft_of_what_is_submitted_is_a_change_and_takes_nothing_out(scene):
    scene.client.post(page(scene.review), WHOLE | {"do": "submit"})

    assert scene.client.post(page(scene.review), {"do": "draft"}).status_code == 422
    assert scene.review.scores.count() == 2


# Calibration


def test_without_the_samples_one_looks_but_does_not_submit(scene):
    ApplicationFactory.create_batch(3, cohort=scene.cohort, person=None, is_sample=True)
    assertContains(scene.client.get(DESK), "Begin with the samples")

    assert scene.client.get(page(scene.review)).status_code == 200
    refused = scene.client.post(page(scene.review), WHOLE | {"do": "submit"})
    assertContains(refused, "First score the sample applications", status_code=422)

    response = scene.client.post(DESK, {"cohort": scene.cohort.pk})
    samples = Review.objects.of_samples().order_by("pk")
    assert response.url == page(samples[0])
    for sample in samples:
        scene.client.post(page(sample), WHOLE | {"do": "submit"})
    assert scene.client.post(page(scene.review), WHOLE | {"do": "submit"}).status_code == 302


def test_calibration_may_begin_before_the_deadline(client):
    cohort = published_cohort()
    ApplicationFactory(cohort=cohort, person=None, is_sample=True)
    client.force_login(ReviewerFactory(cohort=cohort).person)

    address = client.post(DESK, {"cohort": cohort.pk}).url

    assert client.post(address, WHOLE | {"do": "submit"}).status_code == 302


@pytest.mark.parametrize("cohort", ["", "x", "1", "9" * 30])
def test_nobody_calibrates_for_a_cohort_that_they_do_not_review(scene, cohort):
    published_cohort()

    assert scene.client.post(DESK, {"cohort": cohort}).status_code == 404


# Conflicts


def test_a_declared_conflict_gives_the_application_to_somebody_else(scene):
    colleague = ReviewerFactory(cohort=scene.cohort).person
    application = scene.review.application

    response = scene.client.post(conflict_page(scene.review), {"note": "We work together."}, follow=True)

    assertContains(response, "You do not review this application any more.")
    assertNotContains(response, application.code)
    assert Conflict.objects.get().note == "We work together."
    assert set(application.reviews.values_list("reviewer", flat=True)) == {colleague.pk}
    assert scene.client.get(page(scene.review)).status_code == 404


def test_what_is_submitted_is_not_given_away(scene):
    scene.client.post(page(scene.review), WHOLE | {"do": "submit"})

    assert scene.client.post(conflict_page(scene.review), {"note": ""}).status_code == 404


# The cost


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_for_any_number_of_reviews_and_cohorts(scene, rows, django_assert_num_queries):
    for _row in range(rows):
        cohort = published_cohort(closed=True)
        ApplicationFactory(cohort=cohort, person=None, is_sample=True)
        waiting(cohort, scene.reviewer)
        ReviewFactory(application__cohort=cohort, reviewer=scene.reviewer)

    with django_assert_num_queries(4):
        scene.client.get(DESK)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_review_costs_the_same_for_any_number_of_others(scene, rows, django_assert_num_queries):
    ReviewFactory.create_batch(rows, application=scene.review.application, levels={"experience": 1, "sharing": 2})
    for _row in range(rows):
        waiting(scene.cohort, scene.reviewer)
    Review.objects.filter(pk=scene.review.pk).update(submitted_at=timezone.now())

    with django_assert_num_queries(8):
        scene.client.get(page(scene.review))


def test_a_script_that_writes_reviews_is_stopped_and_loses_nothing(scene, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "review": "0/h/user"}

    scored = scene.client.post(page(scene.review), WHOLE | {"do": "submit"})
    declared = scene.client.post(conflict_page(scene.review), {"note": "We work together."})

    assertContains(scored, "You have sent very many texts within an hour.", status_code=422)
    assertContains(scored, "Tell more.", status_code=422)
    assertContains(declared, "We work together.", status_code=422)
    scene.review.refresh_from_db()
    assert scene.review.submitted_at is None
    assert not Conflict.objects.exists()
