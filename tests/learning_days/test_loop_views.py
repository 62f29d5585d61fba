"""The page of a thread, the ways to it, and the last steps of the loop on the home page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from learning_days.actions.releases import release
from learning_days.models import Edition, Sharing
from tests.academy.factories import CourseFactory, RegionFactory
from tests.factories import ConsultationFactory, FindingFactory, IdeaFactory, PersonFactory

from .factories import DayFactory, EditionFactory, PledgeFactory, SharingFactory, placed

pytestmark = pytest.mark.django_db


def loop(kind, row):
    return reverse("learning_days:loop", args=[kind, row.pk])


def released(day, rows=1, **fields):
    """So many workshops of a day, in its programme."""
    found = [placed(day, 10, **fields) for _row in range(rows)]
    release(edition=day.edition, actor=None, note="", now=timezone.now())
    return found


@pytest.mark.parametrize("rows", [1, 3])
def test_a_thread_costs_the_same_for_any_number_of_things(client, rows, django_assert_num_queries):
    finding = FindingFactory()
    for workshop in released(DayFactory(edition__finding=finding), rows, course=None, finding=finding):
        pledge = PledgeFactory(edition=workshop.edition, workshop=workshop, is_public=True)
        SharingFactory.create_batch(rows, pledge=pledge, workshop=workshop)

    with django_assert_num_queries(8):
        page = client.get(loop("finding", finding))

    assertContains(page, "An afternoon", count=2 * rows * rows)


@pytest.mark.parametrize("generations", [1, 3])
def test_a_report_costs_the_same_for_any_number_of_generations(client, generations, django_assert_num_queries):
    workshop = released(DayFactory())[0]
    told = SharingFactory(workshop=workshop)
    for _generation in range(generations):
        told = SharingFactory(before=told)

    with django_assert_num_queries(7):
        page = client.get(loop("report", told))

    assertContains(page, workshop.title)


def test_each_row_says_what_it_grew_from_but_not_from_the_thing_itself(client):
    workshop = released(DayFactory(), title="Listening")[0]
    pledge = PledgeFactory(edition=workshop.edition, workshop=workshop, is_public=True, text="I will listen")
    SharingFactory(pledge=pledge, workshop=workshop)

    page = client.get(loop("workshop", workshop))

    assertContains(page, "grew from", count=1)
    assertContains(page, '<bdi lang="en">“I will listen”</bdi>')


def test_a_thread_that_goes_nowhere_yet_says_so_and_what_to_do(client):
    report = SharingFactory()

    page = client.get(loop("report", report))

    assertContains(page, "Nothing is recorded that came before it.")
    assertContains(page, f'href="{reverse("learning_days:new_sharing")}?from={report.pk}"')
    assertContains(client.get(loop("idea", IdeaFactory())), "The thread begins here")


def test_what_is_invented_says_so(client):
    report = SharingFactory(is_demonstration=True)

    assertContains(client.get(loop("report", SharingFactory(before=report))), "demonstration data")


@pytest.mark.parametrize("kind", ["person", "idea", "course", "report"])
def test_what_there_is_not_has_no_thread(client, kind):
    assert client.get(reverse("learning_days:loop", args=[kind, 4711])).status_code == 404


def test_an_own_draft_has_no_thread(client):
    person = PersonFactory()
    client.force_login(person)

    assert client.get(loop("idea", IdeaFactory(author=person, shared_at=None))).status_code == 404


@pytest.mark.parametrize("make", [IdeaFactory, FindingFactory, CourseFactory])
def test_ideas_findings_and_courses_name_their_workshops_and_lead_to_their_threads(client, make):
    thing = make()
    kind = thing._meta.model_name
    day = DayFactory()
    workshop = released(day, title="Met over it", **{"course": None, kind: thing})[0]

    page = client.get(thing.get_absolute_url())

    assertContains(page, f'href="{loop(kind, thing)}"')
    assertContains(page, f'href="{workshop.get_absolute_url()}"')
    Edition.objects.update(published_at=None)
    assertNotContains(client.get(thing.get_absolute_url()), "Met over it")


@pytest.mark.parametrize("make", [IdeaFactory, FindingFactory, CourseFactory])
def test_they_lead_to_a_proposal_for_the_next_edition_alone(client, make):
    thing, today = make(), timezone.now().date()
    DayFactory(date=today + timedelta(days=90))
    following = DayFactory(date=today + timedelta(days=30)).edition
    DayFactory(date=today - timedelta(days=30))
    asked = f"{reverse('learning_days:propose', args=[following.slug])}?from={thing._meta.model_name}-{thing.pk}"

    page = client.get(thing.get_absolute_url())

    assertContains(page, f'href="{asked}"')
    assertContains(page, "Propose a workshop that grows from it", count=1)
    Edition.objects.update(published_at=None)
    assertNotContains(client.get(thing.get_absolute_url()), "Propose a workshop")


def test_workshops_pledges_and_reports_lead_to_their_threads(client):
    workshop = released(DayFactory())[0]
    pledge = PledgeFactory(edition=workshop.edition, workshop=workshop, is_public=True)
    report = SharingFactory(pledge=pledge)

    for kind, row in (("workshop", workshop), ("pledge", pledge), ("report", report)):
        assertContains(client.get(row.get_absolute_url()), f'href="{loop(kind, row)}"')


def test_the_home_page_counts_the_last_steps_of_the_loop(client):
    ConsultationFactory()
    day = DayFactory()
    workshops = released(day, 2)
    placed(day, 13)  # of no release
    type(workshops[0]).objects.filter(pk=workshops[0].pk).update(state="cancelled", state_reason="Ill.")
    release(edition=day.edition, actor=None, note="", now=timezone.now())
    EditionFactory(published_at=None)
    region = RegionFactory()
    SharingFactory(people=12, region=region)
    SharingFactory(people=10, people_known=3, region=region)
    SharingFactory(hidden_at=timezone.now(), hidden_because="Not from home.", people=500)

    page = client.get("/")

    assertContains(page, "1 edition</a> · 2 workshops")
    assertContains(page, "2 reports</a> · 19 people reached · in 1 region")
    assertContains(page, f'<a href="{reverse("consultations:list")}">1 consultation</a>')


def test_without_any_of_it_the_last_steps_lead_there_all_the_same(client):
    page = client.get("/")

    assertContains(page, "See the editions")
    assertContains(page, "See what spread")
    assert not Sharing.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_home_page_names_the_next_learning_days_at_one_price(client, rows, django_assert_num_queries):
    for _row in range(rows):
        DayFactory()

    with django_assert_num_queries(8):
        page = client.get("/")

    assertContains(page, "Register until", count=rows)


def test_the_home_page_leaves_out_what_is_over_closed_or_a_draft(client):
    now = timezone.now()
    past = {"date": now.date() - timedelta(days=3)}
    over, draft = DayFactory(**past).edition, DayFactory(edition__published_at=None).edition
    closed = DayFactory(edition__registration_closes_at=now - timedelta(hours=1)).edition

    page = client.get("/")

    assertNotContains(page, over.title)
    assertNotContains(page, draft.title)
    assertContains(page, closed.title)
    assertNotContains(page, "Register until")
