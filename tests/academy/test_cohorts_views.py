"""The pages of cohorts: the list by state, the window in words, the rubric, how it selects."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from academy.actions.deadlines import move_deadline
from academy.models import Cohort, Selection
from academy.windows import end_of_day_anywhere, last_day
from tests.factories import PersonFactory

from .factories import ApplicationFactory, CohortFactory, published_cohort

pytestmark = pytest.mark.django_db
LIST = "/academy/cohorts/"


def text_of(answer):
    return " ".join(answer.text.split())


def test_the_list_shows_open_coming_and_closed_cohorts_in_this_order(client):
    now = timezone.now()
    published_cohort(title="Closed one", closed=True)
    published_cohort(title="Coming one", opens_at=now + timedelta(days=2))
    published_cohort(title="Closes later", closes_at=now + timedelta(days=9))
    published_cohort(title="Closes first", closes_at=now + timedelta(days=2))
    CohortFactory(title="A sketch")
    said = client.get(LIST).text

    titles = ["Take applications now", "Closes first", "Closes later", "Open later", "Coming one", "Closed one"]
    places = [said.index(title) for title in titles]
    assert places == sorted(places)
    assert "A sketch" not in said


def test_twenty_cohorts_stand_on_a_page(client):
    for _ in range(21):
        published_cohort()

    assert [len(client.get(LIST, {"page": page}).context["rows"]) for page in (1, 2)] == [20, 1]


def test_an_empty_list_invites(client):
    assert "Cohorts will stand here" in client.get(LIST).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_cohorts(client, rows, django_assert_num_queries):
    for _ in range(rows):
        published_cohort()

    with django_assert_num_queries(2):
        answer = client.get(LIST)

    assert len(answer.context["rows"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_cohort_costs_the_same_for_any_number_of_criteria(client, rows, django_assert_num_queries):
    weights = {f"criterion-{number}": 1000 // rows + (1000 % rows if not number else 0) for number in range(rows)}
    cohort = published_cohort(weights=weights)

    with django_assert_num_queries(5):
        answer = client.get(cohort.get_absolute_url())

    assert len(answer.context["rubric"]["criteria"]) == rows


def test_a_deadline_anywhere_on_earth_is_said_in_words_and_as_one_moment(client):
    closes_at = end_of_day_anywhere(datetime(2090, 3, 31, tzinfo=UTC).date())
    cohort = published_cohort(closes_at=closes_at, closes_anywhere_on_earth=True)
    client.force_login(PersonFactory(time_zone="Asia/Kolkata"))
    said = text_of(client.get(cohort.get_absolute_url()))

    assert closes_at == datetime(2090, 4, 1, 12, tzinfo=UTC)
    assert last_day(cohort) == datetime(2090, 3, 31, tzinfo=UTC).date()
    assert "the end of 31 March 2090, Anywhere on Earth" in said
    assert "You are in time as long as it is still that day somewhere on Earth." in said
    assert "1 April 2090 17:30" in said.replace(", ", " ").replace(" at ", " ")
    assert "1 April 2090 12:00 in UTC" in said.replace(", ", " ").replace(" at ", " ")


def test_the_rubric_is_shown_as_it_was_frozen(client):
    cohort = published_cohort(weights={"experience": 625, "sharing": 375}, minimums=[{"experience": "new", "seats": 1}])
    rubric, said = cohort.rubrics.get(), text_of(client.get(cohort.get_absolute_url()))

    assert "62.5 %" in said
    assert "Taught to others." in said
    assert rubric.sha256 in said
    assert "Rubric version 1" in said
    assert "At least 1 seat goes to people active for less than a year, if any of them applies." in said


def test_a_moved_deadline_is_told_with_its_reason(client):
    cohort = published_cohort()
    new = cohort.closes_at + timedelta(days=3)
    about = {"closes_anywhere_on_earth": False, "reason": "A holiday.", "actor": None, "now": timezone.now()}
    move_deadline(cohort=cohort, closes_at=new, **about)
    said = text_of(client.get(cohort.get_absolute_url()))

    assert "the deadline was moved from" in said
    assert "A holiday." in said


def test_demonstration_data_is_said(client):
    cohort = published_cohort(is_demonstration=True)

    assert "are demonstration data" in client.get(cohort.get_absolute_url()).text
    assert "demonstration data" in client.get(LIST).text


def test_the_next_step_is_the_readers_own(client):
    cohort = published_cohort()
    address = cohort.get_absolute_url()
    amina = PersonFactory()
    client.force_login(amina)

    assert "Apply</a>" in client.get(address).text
    draft = ApplicationFactory(cohort=cohort, person=amina, submitted_at=None)
    assert "Go on with my application</a>" in client.get(address).text
    draft.submitted_at = timezone.now()
    draft.save()
    assert "See my application</a>" in client.get(address).text


def test_after_the_decisions_the_ledger_is_linked(client):
    cohort = published_cohort(closed=True)
    ledger = reverse("academy:ledger", args=[cohort.slug])

    assert ledger not in client.get(cohort.get_absolute_url()).text
    Selection.objects.create(cohort=cohort, rubric=cohort.rubrics.get(), bundle="{}", sha256="0" * 64)
    assert ledger in client.get(cohort.get_absolute_url()).text


def test_a_cohort_that_is_not_published_is_not_there(client):
    assert client.get(CohortFactory().get_absolute_url()).status_code == 404


def test_open_cohorts_stand_on_the_home_page(client):
    published_cohort(title="Spring cohort")
    published_cohort(title="Old cohort", closed=True)
    published_cohort(title="Later cohort", opens_at=timezone.now() + timedelta(days=1))
    said = client.get("/").text

    assert "Spring cohort" in said
    assert "Old cohort" not in said
    assert "Later cohort" not in said


def test_a_deadline_closes_the_cohort_by_the_clock(client):
    cohort = published_cohort()
    assert "Open</span>" in text_of(client.get(cohort.get_absolute_url()))
    Cohort.objects.filter(pk=cohort.pk).update(closes_at=timezone.now())

    assert "Closed</span>" in text_of(client.get(cohort.get_absolute_url()))
