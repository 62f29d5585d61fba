"""Finding a mentor: the list, its filters and the page of one mentor."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from mentoring.models import Availability, Exclusion
from people.models import SkillLevel
from tests.academy.factories import AreaFactory, RegionFactory, SkillFactory
from tests.factories import LanguageFactory, PersonFactory, declare

from .factories import OfferedSkillFactory, PairingFactory, ProposalFactory, free_at, mentor_with, request_for

pytestmark = pytest.mark.django_db
LIST = "/mentoring/mentors/"


@pytest.fixture
def amina(client):
    """She speaks English, and has time on Tuesday evenings and Saturday mornings."""
    amina = declare(PersonFactory(username="amina"), LanguageFactory())
    free_at(amina)
    client.force_login(amina)
    return amina


def names(response):
    return [row["name"] for row in response.context["rows"]]


def named(name, **fields):
    return mentor_with(person=PersonFactory(display_name=name, username=name.lower()), **fields)


def test_a_reader_signs_in_first(client):
    named("Kofi")

    assert client.get(LIST).status_code == 302
    assert client.get(f"{LIST}kofi/").status_code == 302


def test_free_places_come_first_then_a_common_language_then_what_is_wanted(client, amina):
    skill = SkillFactory()
    SkillLevel.objects.create(person=amina, skill=skill, level="learn")
    named("Away", away_until=timezone.now().date(), skills=[skill])
    PairingFactory(mentor=named("Full", skills=[skill]))
    held = named("Held", skills=[skill])
    ProposalFactory(mentor=held, origin="round", points=50)
    named("Strange", languages=["sw"], skills=[skill])
    named("Alike")
    named("Wanted", skills=[skill])

    assert names(client.get(LIST)) == ["Wanted", "Alike", "Strange", "Full", "Held", "Away"]


def test_nobody_finds_oneself_who_stopped_or_who_is_avoided_either_way(client, amina):
    mentor_with(person=amina, languages=(), blocks=())
    named("Stopped", stopped_at=timezone.now())
    named("Closed").person.__class__.objects.filter(username="closed").update(is_active=False)
    avoided, avoiding = named("Avoided"), named("Avoiding")
    Exclusion.objects.create(person=amina, other=avoided.person)
    Exclusion.objects.create(person=avoiding.person, other=amina)
    named("Kofi")

    assert names(client.get(LIST)) == ["Kofi"]
    for name in ("stopped", "closed", "avoided", "avoiding"):
        assert client.get(f"{LIST}{name}/").status_code == 404


def test_a_row_says_what_the_two_have_in_common_on_the_readers_clock(client, amina):
    wanted = SkillFactory(title="Holding a room")
    request_for(person=amina, skills=[wanted], languages=(), blocks=())
    named("Kofi", skills=[wanted, SkillFactory(title="Listening")], zone="Africa/Nairobi", blocks=[(1, 23 * 60, 1440)])

    row = client.get(LIST).context["rows"][0]

    assert (row["wanted"], row["others"], row["languages"]) == ("Holding a room", "Listening", "English")
    assert (row["duration"], row["blocks"]) == ("1 hour", "Tue 20:00–21:00")
    assertContains(client.get(LIST), "1 hour a week shared (Tue 20:00–21:00, your time)")


def test_a_skill_that_is_taught_beside_another_mentor_is_not_what_one_finds(client, amina):
    skill = SkillFactory(slug="patience")
    SkillLevel.objects.create(person=amina, skill=skill, level="learn")
    OfferedSkillFactory(mentor=named("Kofi"), skill=skill, is_as_co_mentor=True)

    assert client.get(LIST).context["rows"][0]["wanted"] == ""
    assert names(client.get(f"{LIST}?skill=patience")) == []
    assertContains(client.get(f"{LIST}kofi/"), "as a co-mentor")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("skill=patience", ["Wanted"]),
        ("language=es", ["Wanted"]),
        ("area=glam", ["Anywhere", "Wanted"]),
        ("region=asia", ["Anywhere", "Wanted"]),
        ("hours=2", ["Wanted"]),
        ("hours=8", []),
        ("hours=nonsense", ["Anywhere", "Elsewhere", "Wanted"]),
        ("skill=patience&language=es&area=glam&region=asia&hours=1", ["Wanted"]),
    ],
)
def test_the_list_finds(client, amina, asked, found):
    wanted = named("Wanted", skills=[SkillFactory(slug="patience")], languages=["en", "es"])
    wanted.areas.add(AreaFactory(slug="glam"))
    wanted.regions.add(RegionFactory(slug="asia"))
    named("Anywhere", blocks=[(1, 20 * 60, 21 * 60)])
    elsewhere = named("Elsewhere", blocks=())
    elsewhere.areas.add(AreaFactory(slug="tech"))
    elsewhere.regions.add(RegionFactory(slug="africa"))

    assert sorted(names(client.get(f"{LIST}?{asked}"))) == found


def test_a_language_below_level_two_is_not_one_to_talk_in(client, amina):
    kofi = named("Kofi", languages=())
    declare(kofi.person, LanguageFactory(), level="1")

    assert client.get(f"{LIST}kofi/").context["languages"] == ""
    named("Sita")
    assert names(client.get(f"{LIST}?language=en")) == ["Sita"]


def test_a_zone_that_is_gone_shares_no_hours_and_breaks_nothing(client, amina):
    named("Kofi")
    Availability.objects.filter(person__username="kofi").update(zone="Mars/Olympus")

    assertContains(client.get(LIST), "No hours in common")
    assert client.get(f"{LIST}kofi/").context["hours"] == {}


def test_without_hours_of_ones_own_the_list_asks_for_them(client):
    client.force_login(PersonFactory())
    named("Kofi")

    page = client.get(LIST)

    assertContains(page, "Say when you have time")
    assertNotContains(page, "No hours in common")


def test_empty_lists_say_what_to_do(client, amina):
    assertContains(client.get(LIST), "Mentors will stand here")
    SkillFactory(slug="patience")
    assertContains(client.get(f"{LIST}?skill=patience"), "No mentor fits all of that")


def test_the_list_is_paged(client, amina):
    for number in range(21):
        named(f"Mentor{number:02}")

    assert len(names(client.get(LIST))) == 20
    assert names(client.get(f"{LIST}?page=2")) == ["Mentor20"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("asked", "queries"), [("", 14), ("?hours=1", 19)])
def test_the_list_costs_the_same_for_any_number(client, amina, rows, asked, queries, django_assert_num_queries):
    for number in range(rows):
        named(f"Mentor{number}", skills=[SkillFactory()])

    with django_assert_num_queries(queries):
        page = client.get(LIST + asked)

    assert len(names(page)) == rows


def test_the_page_of_a_mentor_says_hours_on_both_clocks(client, amina):
    kofi = named("Kofi", zone="Africa/Nairobi", blocks=[(1, 23 * 60, 1440)], is_demonstration=True, about="I *did* it.")

    page = client.get(kofi.get_absolute_url())

    assertContains(page, "Tue 20:00–21:00")
    assertContains(page, "Tue 23:00–24:00")
    assertContains(page, "<em>did</em>")
    assertContains(page, "Demonstration data")
    assertContains(page, "1 free place")


@pytest.mark.parametrize(
    ("fields", "said"), [({"away_until": timezone.now().date()}, "away until"), ({}, "all places")]
)
def test_a_mentor_who_takes_nobody_is_not_asked(client, amina, fields, said):
    kofi = named("Kofi", **fields)
    if not fields:
        PairingFactory(mentor=kofi)

    page = client.get(kofi.get_absolute_url())

    assertContains(page, said)
    assertNotContains(page, "Ask Kofi")


def test_ones_own_page_is_as_others_see_it(client, amina):
    mentor = mentor_with(person=amina, languages=(), blocks=())

    assertContains(client.get(mentor.get_absolute_url()), "This is how others see your offer.")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_skills(client, amina, rows, django_assert_num_queries):
    kofi = named("Kofi", skills=[SkillFactory() for _n in range(rows)])

    with django_assert_num_queries(12):
        client.get(kofi.get_absolute_url())


def test_an_absence_that_is_over_leaves_the_mentor_free(client, amina):
    named("Kofi", away_until=timezone.now().date() - timedelta(days=1))

    assertContains(client.get(LIST), "has a place")


def test_ones_own_mentor_is_not_asked_again(client, amina):
    pairing = PairingFactory(mentor=named("Kofi", capacity=2), proposal__request__person=amina)

    page = client.get(f"{LIST}kofi/")

    assertContains(page, pairing.get_absolute_url())
    assertNotContains(page, "/kofi/ask/")
