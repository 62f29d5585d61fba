"""The organizers' pages of applications and reviews: what is listed, assigned, taken back, read and drawn."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from academy.actions import reviews as actions
from academy.actions import selection
from academy.models import Review
from consultations.actions.organizers import make_organizer
from tests.desk import FRAME
from tests.factories import PersonFactory

from .factories import ApplicationFactory, ReviewerFactory, ReviewFactory, published_cohort
from .test_reviews_actions import levels

pytestmark = pytest.mark.django_db

APPLICATIONS = reverse("admin:academy_application_changelist")
REVIEWS = reverse("admin:academy_review_changelist")


@pytest.fixture
def scene(client):
    """A closed cohort with three reviewers, led by who is signed in."""
    cohort, organizer = published_cohort(closed=True), PersonFactory()
    make_organizer(person=organizer)
    cohort.organizers.add(organizer)
    reviewers = [role.person for role in ReviewerFactory.create_batch(3, cohort=cohort)]
    client.force_login(organizer)
    return SimpleNamespace(client=client, cohort=cohort, organizer=organizer, reviewers=reviewers)


def codes(response):
    """The applications that a list shows."""
    return set(re.findall(r">([2-9A-Z]{8})</a>", response.content.decode()))


def page(review):
    return reverse("admin:academy_review_change", args=[review.pk])


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def reviewed(cohort, *given):
    """An application with a submitted review for each pair of levels."""
    application = ApplicationFactory(cohort=cohort)
    for experience, sharing in given:
        ReviewFactory(application=application, levels={"experience": experience, "sharing": sharing})
    return application


# The list


def test_the_list_holds_what_is_submitted_to_led_cohorts(scene):
    mine = ApplicationFactory(cohort=scene.cohort)
    ApplicationFactory(cohort=scene.cohort, submitted_at=None)
    ApplicationFactory(cohort=published_cohort(closed=True))

    assert codes(scene.client.get(APPLICATIONS)) == {mine.code}


@pytest.mark.parametrize(("asked", "found"), [("needed", [0, 2]), ("differ", [2]), ("done", [1])])
def test_the_filters_find_what_needs_a_reviewer_and_where_they_disagree(scene, asked, found):
    rows = [
        reviewed(scene.cohort, (3, 3)),
        reviewed(scene.cohort, (3, 3), (2, 3)),
        reviewed(scene.cohort, (3, 3), (1, 3)),
    ]

    assert codes(scene.client.get(APPLICATIONS, {"review_state": asked})) == {rows[number].code for number in found}


def test_the_score_stands_there_once_all_reviews_are_in(scene):
    reviewed(scene.cohort, (4, 4))
    assertNotContains(scene.client.get(APPLICATIONS), "4.00")

    reviewed(scene.cohort, (4, None), (3, 2))  # 4 and 0.6 × 3 + 0.4 × 2 = 2.6
    assertContains(scene.client.get(APPLICATIONS), "3.30")


def test_who_has_still_to_review_sees_no_score(scene):
    application = reviewed(scene.cohort, (4, 4), (4, 4))
    ReviewFactory(application=application, reviewer=scene.organizer, submitted_at=None)

    response = scene.client.get(APPLICATIONS)

    assertContains(response, application.code)
    assertNotContains(response, "4.00")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_applications(scene, rows, django_assert_num_queries):
    for _row in range(rows):
        reviewed(scene.cohort, (4, 4), (3, 3))

    with django_assert_num_queries(LIST_QUERIES):
        scene.client.get(APPLICATIONS)


LIST_QUERIES = FRAME + 8


# Assigning


def step(scene, address, action, rows, **fields):
    chosen = {"_selected_action": [row.pk for row in rows]}
    return scene.client.post(address, {"action": action, "index": "0", **chosen, **fields})


def token_of(response):
    return re.search(r'name="bulk_token" value="([^"]+)"', response.content.decode())[1]


def run(scene, address, action, rows):
    """The page of what would happen, and the one of what did."""
    preview = step(scene, address, action, rows)
    token = token_of(preview)
    return preview, step(scene, address, action, rows, bulk_token=token, bulk_step="run"), token


def test_reviewers_are_assigned_after_a_look_and_taken_back(scene):
    fresh, whole = reviewed(scene.cohort), reviewed(scene.cohort, (3, 3), (3, 3))

    preview, done, token = run(scene, APPLICATIONS, "assign_reviewers", [fresh, whole])

    assert "Would change: 1" in text(preview)
    assertContains(preview, "2 reviewers will be asked.")
    assertContains(preview, "Has all its reviewers.")
    assertContains(done, "2 reviewers are asked.")
    assert fresh.reviews.waiting().count() == 2
    assert set(fresh.reviews.values_list("assigned_by", flat=True)) == {scene.organizer.pk}

    step(scene, APPLICATIONS, "assign_reviewers", [fresh], bulk_token=token, bulk_step="undo")
    assert not fresh.reviews.exists()


def test_where_nobody_is_left_the_row_says_so(scene):
    scene.cohort.reviewers.all().delete()

    _preview, done, _token = run(scene, APPLICATIONS, "assign_reviewers", [reviewed(scene.cohort)])

    assertContains(done, "Add reviewers to the cohort.")


def test_before_the_deadline_nobody_is_assigned(scene):
    cohort = published_cohort()
    cohort.organizers.add(scene.organizer)

    preview = step(scene, APPLICATIONS, "assign_reviewers", [ApplicationFactory(cohort=cohort)])

    assertContains(preview, "Reviewers are assigned after the deadline")
    assert "Would change: 0" in text(preview)


def test_what_is_not_submitted_is_taken_back_and_what_is_submitted_stays(scene):
    application = reviewed(scene.cohort, (3, 3))
    waiting = ReviewFactory(application=application, submitted_at=None)
    submitted = application.reviews.submitted().get()

    preview, _done, _token = run(scene, REVIEWS, "take_back", [waiting, submitted])

    assertContains(preview, "Submitted: it stays.")
    assert list(application.reviews.all()) == [submitted]


# Reading


def test_scores_of_a_review_stand_on_its_page_with_each_change(scene):
    review = ReviewFactory(application=ApplicationFactory(cohort=scene.cohort), submitted_at=None)
    for level in (1, 3):
        actions.submit_review(
            review=review, levels=levels(scene.cohort, level, None), note="Go on.", now=timezone.now()
        )

    shown = text(scene.client.get(page(review)))

    assert "Experience 3 Sharing not scored" in shown
    assert "Experience: 1" in shown
    assert "Go on." in shown


def test_who_has_still_to_review_reads_no_scores_of_others(scene):
    application = reviewed(scene.cohort, (4, 1))
    own = ReviewFactory(application=application, reviewer=scene.organizer, submitted_at=None)
    other = application.reviews.submitted().get()
    assertContains(scene.client.get(page(other)), "after your own review")

    Review.objects.filter(pk=own.pk).update(submitted_at=timezone.now())

    assert "Experience 4" in text(scene.client.get(page(other)))


def test_nobody_writes_or_deletes_a_review_here(scene):
    review = ReviewFactory(application__cohort=scene.cohort)

    assert scene.client.get(reverse("admin:academy_review_add")).status_code == 403
    assert scene.client.post(page(review), {"note": "Mine."}).status_code == 403
    assert scene.client.get(reverse("admin:academy_review_delete", args=[review.pk])).status_code == 403


def test_reviews_of_other_cohorts_are_not_there(scene):
    foreign = ReviewFactory(application__cohort=published_cohort(closed=True))

    assert scene.client.get(page(foreign)).status_code == 302
    assertNotContains(scene.client.get(REVIEWS), foreign.application.code)


# How reviewers score


def scale(cohort):
    return reverse("admin:academy_review_scale", args=[cohort.pk])


def test_the_page_of_reviewers_draws_strictness_and_names_them_to_organizers(scene):
    application = ApplicationFactory(cohort=scene.cohort)
    for reviewer, level in zip(scene.reviewers, (4, 2, 2), strict=True):
        given = {"experience": level, "sharing": level}
        ReviewFactory(application=application, reviewer=reviewer, levels=given)

    response = scene.client.get(scale(scene.cohort))

    assertContains(response, scene.reviewers[0].display_name)
    assertContains(response, "+2.00")
    assertContains(response, "-1.00", count=2)
    assertContains(response, "<rect ", count=3)


def test_the_page_of_reviewers_is_of_led_cohorts_alone(scene):
    assert scene.client.get(scale(published_cohort())).status_code == 404
    assertContains(scene.client.get(reverse("admin:academy_review_reviewers")), scale(scene.cohort))
    scene.client.force_login(scene.reviewers[0])
    assert scene.client.get(scale(scene.cohort)).status_code == 302


def test_the_page_of_a_cohort_leads_to_how_its_reviewers_score(scene):
    change = reverse("admin:academy_cohort_change", args=[scene.cohort.pk])
    action = reverse("admin:academy_cohort_scale", args=[scene.cohort.pk])

    assertContains(scene.client.get(change), action)
    assertRedirects(scene.client.get(action), scale(scene.cohort))
    scene.cohort.reviewers.all().delete()
    assertNotContains(scene.client.get(change), action)


def test_decided_applications_say_what_was_decided(scene):
    rows = [reviewed(scene.cohort, (level, level), (level, level)) for level in (4, 3)]
    said = text(scene.client.get(APPLICATIONS))
    assert said.count("submitted") >= len(rows)

    scene.cohort.capacity = 1
    scene.cohort.save(update_fields=["capacity"])
    selection.decide(cohort=scene.cohort, actor=scene.organizer, now=timezone.now())

    now_said = text(scene.client.get(APPLICATIONS))
    assert [now_said.count(word) - said.count(word) for word in ("selected", "on the waiting list")] == [1, 1]
    assert said.count("submitted") - now_said.count("submitted") == len(rows)
