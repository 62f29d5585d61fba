"""The desk of a mentor, and what stands of mentoring on other pages."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from mentoring.models import Mentor
from people.models import Person
from tests.academy.factories import SkillFactory
from tests.factories import LanguageFactory, PersonFactory, declare

from .factories import (
    MentoringRequestFactory,
    PairingFactory,
    ProposalFactory,
    mentor_with,
    request_for,
)

pytestmark = pytest.mark.django_db
DESK = "/mentoring/desk/"


@pytest.fixture
def amina(client):
    amina = declare(PersonFactory(username="amina", time_zone="Africa/Dakar"), LanguageFactory())
    client.force_login(amina)
    return amina


def busy(amina, rows=1):
    """A mentor with pairs, and proposals that wait."""
    mentor = mentor_with(person=amina, languages=(), capacity=5)
    for _n in range(rows):
        PairingFactory(mentor=mentor)
    ProposalFactory(mentor=mentor, origin="round", points=50, request=request_for(skills=[SkillFactory(title="Calm")]))
    ProposalFactory.create_batch(rows - 1, mentor=mentor)
    return mentor


def test_the_desk_says_load_pairs_and_who_waits(client, amina):
    busy(amina)

    page = client.get(DESK)

    assertContains(page, "1 of 5 places are taken.")
    assertContains(page, "1 more is held by a proposal.")
    assertContains(page, "Wants to learn: Calm")
    assertContains(page, "Answer until")
    assertContains(page, "no meeting noted yet")


def test_who_is_no_mentor_is_shown_the_way(client, amina):
    MentoringRequestFactory(person=amina)

    page = client.get(DESK)

    assertContains(page, "You could mentor somebody")
    assertContains(page, "I look for a mentor")
    assertRedirects(client.post(DESK, {"away_until": "2999-01-01"}), DESK)


def test_a_pause_is_one_step_and_so_is_the_way_back(client, amina):
    mentor, day = busy(amina), timezone.localdate() + timedelta(days=9)

    assertContains(client.post(DESK, {"away_until": day.isoformat()}, follow=True), "You are away until")
    assert Mentor.objects.get(pk=mentor.pk).away_until == day
    assertContains(client.post(DESK, {"back": "1"}, follow=True), "You are back")
    assert Mentor.objects.get(pk=mentor.pk).away_until is None


@pytest.mark.parametrize("typed", ["soon", "2020-01-01", "2999-01-01"])
def test_a_pause_that_cannot_be_is_refused(client, amina, typed):
    busy(amina)

    assert client.post(DESK, {"away_until": typed}).status_code == 422
    assert Mentor.objects.get(person=amina).away_until is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_for_any_number(client, amina, rows, django_assert_num_queries):
    busy(amina, rows)

    with django_assert_num_queries(8):
        client.get(DESK)


def test_my_own_page_says_what_i_have_in_mentoring(client, amina):
    assertContains(client.get("/me/"), "Here stand your mentor, or those whom you mentor.")
    busy(amina)
    assertContains(client.get("/me/"), "Wants to learn: Calm")


def test_the_public_page_says_what_somebody_mentors_in_where_skills_are_shown(client):
    skill = SkillFactory(title="Calm")
    mentor = mentor_with(skills=[skill])
    address = mentor.person.get_absolute_url()

    assertNotContains(client.get(address), "Mentors others in")
    Person.objects.filter(pk=mentor.person_id).update(shown=["skills"])
    assertContains(client.get(address), "<li>Calm</li>", html=True)
    Mentor.objects.update(stopped_at=timezone.now())
    assertNotContains(client.get(address), "Mentors others in")
