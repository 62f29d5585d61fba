"""The first page of the desk and its figures: of the cohorts that somebody leads, and of nobody else's."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from academy import models
from tests.desk import FRAME
from tests.factories import PersonFactory

from .factories import (
    ApplicationFactory,
    CohortFactory,
    CourseFactory,
    EnrolmentFactory,
    OpportunityFactory,
    ReviewFactory,
    published_cohort,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(organizer):
    cohort = published_cohort(title="My Alpha", closed=True)
    cohort.organizers.add(organizer)
    return cohort


def waiting(desk):
    """{title: (count, the first words of its rows)} of the academy's parts of the first page."""
    parts = desk.get(reverse("admin:index")).context["waiting"]
    return {str(part["title"]): (part["count"], [row[1] for row in part["rows"]]) for part in parts}


def offer(application, **until):
    expires_at = timezone.now() + timedelta(**until)
    return models.Offer.objects.create(cohort=application.cohort, application=application, expires_at=expires_at)


def test_the_first_page_says_what_waits_in_own_cohorts(desk, cohort):
    lonely, apart = ApplicationFactory(cohort=cohort), ApplicationFactory(cohort=cohort)
    for level in (1, 4):
        ReviewFactory(application=apart, levels={"experience": level})
    ending = offer(lonely, hours=47)
    offer(apart, hours=49)
    foreign = ApplicationFactory(cohort=published_cohort(closed=True))
    offer(foreign, hours=1)
    OpportunityFactory(title="Please read me", published_at=None)
    OpportunityFactory(published_at=None, declined_at=timezone.now(), declined_because="No.")

    found = waiting(desk)

    assert found["Opportunities to publish"] == (1, ["Please read me"])
    assert found["Applications that need a reviewer"] == (2, [lonely.code, apart.code])
    assert found["Reviews that disagree"] == (1, [apart.code])
    assert found["Offers that end within 48 hours"] == (1, [ending.application.code])


def test_each_part_leads_to_the_list_of_just_these(desk, cohort):
    for part in desk.get(reverse("admin:index")).context["waiting"]:
        if "query" in part:
            name, value = part["query"][1:].split("=")
            answer = desk.get(reverse(part["all"]), {name: value})
            assert answer.status_code == 200, part["title"]
            assert answer.context["cl"].get_filters_params() == {name: [value]}
            assert answer.context["cl"].has_active_filters


def test_who_is_no_organizer_has_no_figures(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(PersonFactory(is_staff=True))

    assert client.get(reverse("academy_figures")).status_code == 403


def test_the_figures_are_of_own_cohorts(desk, cohort):
    ApplicationFactory(cohort=cohort, submitted_at=None)
    chosen = ApplicationFactory(cohort=cohort)
    models.Decision.objects.create(application=chosen, outcome="selected", because="rank")
    taken = offer(chosen, days=1)
    taken.answer, taken.answered_at = "accepted", timezone.now()
    taken.save()
    published_cohort(title="Foreign Beta")
    course = CourseFactory(title="Seen")
    EnrolmentFactory(course=course, completed_at=timezone.now())
    EnrolmentFactory(course=course)
    EnrolmentFactory(course=course, cohort=CohortFactory(title="Foreign Gamma"))
    EnrolmentFactory(cohort=CohortFactory(), course=CourseFactory(title="Foreign course"))

    page = desk.get(reverse("academy_figures"))

    assertNotContains(page, "Foreign")
    assert [row["number"] for row in page.context["weeks"]] == [0] * 11 + [2]
    assert [(row["course"].title, row["course"].seated, row["share"]) for row in page.context["courses"]] == [
        ("Seen", 2, 50)
    ]
    ((shown, stages),) = page.context["cohorts"]
    assert (shown, [number for _name, number, _share in stages]) == (cohort, [2, 1, 0, 1, 1])
    assertContains(page, "<desc")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_figures_cost_the_same_for_any_number(desk, organizer, rows, django_assert_num_queries):
    for _n in range(rows):
        published_cohort().organizers.add(organizer)
        EnrolmentFactory()
    desk.get(reverse("academy_figures"))

    with django_assert_num_queries(FRAME + 3):
        page = desk.get(reverse("academy_figures"))

    assert len(page.context["cohorts"]) == rows
