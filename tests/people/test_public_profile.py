"""Public profiles show what their person chose."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from people.models import ActivityArea, Person, Region, Skill, SkillGroup, SkillLevel
from tests.factories import LanguageFactory, PersonFactory, declare

pytestmark = pytest.mark.django_db

EDIT = "/me/profile/"


@pytest.fixture
def skill(db):
    group = SkillGroup.objects.create(slug="inclusive", title="Making everybody welcome")
    return Skill.objects.create(group=group, slug="empathy", title="Empathy")


def full_person(skill, **fields):
    person = PersonFactory(
        username="bo",
        wiki_username="Bo on the wiki",
        bio="What I do",
        region=Region.objects.create(slug="mena", name="MENA"),
        **fields,
    )
    declare(person, LanguageFactory(code="es"))
    SkillLevel.objects.create(person=person, skill=skill, level="teach")
    person.areas.add(ActivityArea.objects.create(slug="glam", name="GLAM"))
    return person


SIGNS = {
    "wiki_username": "Bo on the wiki",
    "bio": "What I do",
    "region": "MENA",
    "languages": "N – native",
    "skills": "Empathy: I can teach it",
    "areas": "GLAM",
}


@pytest.mark.parametrize("shown", [[], *[[part] for part in SIGNS], list(SIGNS)])
def test_public_page_shows_what_the_person_chose_and_nothing_else(client, skill, shown):
    person = full_person(skill, shown=shown)

    page = client.get(person.get_absolute_url()).content.decode()

    assert {part for part, sign in SIGNS.items() if sign in page} == set(shown)


def test_public_page_never_shows_an_address(client, skill):
    person = full_person(skill, shown=list(Person.Shown.values), email="bo@example.org")

    assertNotContains(client.get(person.get_absolute_url()), "bo@example.org")


def test_public_page_brings_what_other_apps_add_only_if_chosen(client, settings, skill):
    settings.PROFILE_SECTIONS = {"contributions": ["tests.people.test_public_profile.section_of"]}
    person = full_person(skill)

    assertNotContains(client.get(person.get_absolute_url()), "cdx-message__content")
    Person.objects.update(shown=["contributions"])

    assertContains(client.get(person.get_absolute_url()), "cdx-message__content")


def section_of(person):
    return {"template": "_components/message.html"}


def test_public_page_of_an_inactive_person_is_not_there(client):
    person = PersonFactory(is_active=False)

    assert client.get(person.get_absolute_url()).status_code == 404


def test_public_page_of_nobody_is_not_there(client):
    assert client.get("/people/nobody/").status_code == 404


def test_public_page_says_that_a_person_is_invented(client):
    person = PersonFactory(is_demonstration=True)

    assertContains(client.get(person.get_absolute_url()), "Demonstration data: this person is invented.")


def test_only_my_own_page_leads_to_the_form(client):
    ana = PersonFactory()
    client.force_login(ana)
    assertContains(client.get(ana.get_absolute_url()), EDIT)
    assertNotContains(client.get(PersonFactory().get_absolute_url()), EDIT)


@pytest.mark.parametrize("rows", [1, 3])
def test_public_page_costs_the_same_for_any_number_of_rows(client, rows, django_assert_num_queries):
    person = PersonFactory(shown=list(Person.Shown.values))
    for number in range(rows):
        declare(person, LanguageFactory(code=f"x{number}"))
        group = SkillGroup.objects.create(slug=f"group-{number}", title="Group")
        skill = Skill.objects.create(group=group, slug=f"skill-{number}", title="Skill")
        SkillLevel.objects.create(person=person, skill=skill, level="learn")
        person.areas.add(ActivityArea.objects.create(slug=f"area-{number}", name="Area"))

    with django_assert_num_queries(9):
        response = client.get(person.get_absolute_url())

    assertContains(response, "I want to learn it", count=rows)
