"""The first page of mentoring, and the page of an offer."""

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from mentoring.models import Mentor, Proposal
from people.models import SkillLevel
from tests.academy.factories import AreaFactory, RegionFactory, SkillFactory
from tests.factories import LanguageFactory, PersonFactory, declare

from .factories import (
    MentorFactory,
    MentoringRequestFactory,
    OfferedSkillFactory,
    PairingFactory,
    ProposalFactory,
    RoundFactory,
    free_at,
    mentor_with,
    request_for,
)

pytestmark = pytest.mark.django_db
FIRST, OFFER, HOURS, DESK = (f"/mentoring/{name}" for name in ("", "offer/", "hours/", "desk/"))


@pytest.fixture
def amina(client):
    amina = declare(PersonFactory(username="amina", time_zone="Africa/Dakar"), LanguageFactory())
    client.force_login(amina)
    return amina


def an_offer(**changed):
    typed = {"capacity": "2", "skills": [SkillFactory(slug="patience").pk], "about": "I *did* it."}
    return typed | {"language": LanguageFactory().pk} | changed


def test_everybody_reads_what_is_going_on(client):
    RoundFactory(title="Autumn", announced_at=timezone.now())
    RoundFactory(title="Secret")
    RoundFactory(title="Over", announced_at=timezone.now(), starts_on="2020-01-01", ends_on="2020-06-01")
    PairingFactory(mentor__capacity=2)

    page = client.get(FIRST)

    assertContains(page, "Ask for a mentor")
    assertContains(page, "Autumn")
    assertNotContains(page, "Secret")
    assertNotContains(page, "Over")
    for sentence in ("1 pair works together", "1 mentor has a free place", "0 people look for a mentor"):
        assertContains(page, sentence)


def next_of(client):
    return client.get(FIRST).context["step"]["title"]


def test_the_next_step_is_the_readers_own(client, amina):
    assert next_of(client) == "Ask or offer"
    mentor = mentor_with(person=amina, languages=(), blocks=())
    assert next_of(client) == "Say when you have time"
    free_at(amina)
    assert next_of(client) == "Your offer stands"
    amina.language_levels.all().delete()
    assert next_of(client) == "Say which languages you speak"
    PairingFactory(mentor=mentor)
    assert next_of(client) == "You are in a pair"
    ProposalFactory(request=MentoringRequestFactory(person=amina), origin="round", points=50)
    assert next_of(client) == "A mentor is found for you"
    ProposalFactory(mentor=mentor)
    assert next_of(client) == "1 person waits for your answer"


def test_who_asks_is_led_to_the_mentors(client, amina):
    request_for(person=amina, languages=())

    assert next_of(client) == "You look for a mentor"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_first_page_costs_the_same_for_any_number(client, rows, django_assert_num_queries):
    for _n in range(rows):
        RoundFactory(announced_at=timezone.now())
        mentor_with()

    with django_assert_num_queries(4):
        client.get(FIRST)


def test_what_the_profile_says_is_chosen_already(client, amina):
    taught, wanted = SkillFactory(title="Listening"), SkillFactory(title="Writing")
    SkillLevel.objects.create(person=amina, skill=taught, level="teach")
    SkillLevel.objects.create(person=amina, skill=wanted, level="learn")
    area = AreaFactory()
    amina.areas.add(area)

    form = client.get(OFFER).context["form"]

    assert (form["skills"].value(), form["areas"].value()) == ([taught.pk], [area.pk])


def test_an_offer_leads_to_the_hours_then_to_the_desk(client, amina):
    assertRedirects(client.post(OFFER, an_offer(away_until="")), HOURS)
    free_at(amina)

    assertRedirects(client.post(OFFER, an_offer(capacity="3")), DESK)

    mentor = Mentor.objects.get()
    assert (mentor.person, mentor.capacity, mentor.about_html) == (amina, 3, "<p>I <em>did</em> it.</p>\n")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"capacity": "0"}, "Take at least one person."),
        ({"capacity": "6"}, "Take at most 5 people"),
        ({"capacity": "x"}, "Enter a whole number."),
        ({"skills": []}, "Choose at least one skill"),
        ({"skills": ["987654321"]}, "Select a valid choice."),
        ({"away_until": "2020-01-01"}, "Choose a last day between today and a year from now"),
        ({"away_until": "soon"}, "Enter a valid date."),
        ({"about": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_an_offer_that_cannot_be_comes_back_with_what_was_typed(client, amina, typed, sentence):
    response = client.post(OFFER, an_offer(**{"about": "What I typed", **typed}))

    assertContains(response, sentence, status_code=422)
    assertContains(response, typed.get("about", "What I typed"), status_code=422)
    assert not Mentor.objects.exists()


def test_a_capacity_below_the_load_says_how_many_have_a_place(client, amina):
    mentor = MentorFactory(person=amina, capacity=3)
    PairingFactory.create_batch(2, mentor=mentor)

    response = client.post(OFFER, an_offer(capacity="1"))

    assertContains(response, "2 people have a place with you. You cannot take fewer than that.", status_code=422)


def test_whoever_stops_may_begin_again(client, amina):
    mentor = MentorFactory(person=amina)
    waiting = ProposalFactory(mentor=mentor)

    assertRedirects(client.post(OFFER, {"stop": "1"}), OFFER)

    assert Proposal.objects.get(pk=waiting.pk).answer == "withdrawn"
    assertContains(client.get(OFFER), "You stopped on")
    client.post(OFFER, an_offer())
    assert Mentor.objects.active().get() == mentor


@pytest.mark.parametrize("rows", [1, 3])
def test_the_offer_costs_the_same_for_any_number(client, amina, rows, django_assert_num_queries):
    mentor = MentorFactory(person=amina)
    for _n in range(rows):
        OfferedSkillFactory(mentor=mentor)
        mentor.areas.add(AreaFactory())
        mentor.regions.add(RegionFactory())

    with django_assert_num_queries(13):
        client.get(OFFER)
