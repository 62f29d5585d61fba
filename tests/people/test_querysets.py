"""Questions about people and languages."""

import pytest
from django.db import connection

from people.models import Language, LanguageLevel, Person
from tests.factories import LanguageFactory, PersonFactory, declare

pytestmark = pytest.mark.django_db


def test_active_leaves_out_inactive_people():
    ana = PersonFactory()
    PersonFactory(is_active=False)

    assert list(Person.objects.active()) == [ana]


@pytest.mark.parametrize("name", ["Zoé", "zoÉ"])
def test_named_finds_in_any_capitals(name):
    zoe = PersonFactory(username="Zoé")
    PersonFactory(username="Zoe")

    assert list(Person.objects.named(name)) == [zoe]


def test_named_reads_the_index_of_the_constraint():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Person.objects.named("ana").explain()

    assert "person_username_once" in plan


def test_free_username_counts_on():
    assert Person.objects.free_username("Ana") == "Ana"
    PersonFactory(username="ana")
    assert Person.objects.free_username("Ana") == "Ana-2"
    PersonFactory(username="Ana-2")
    assert Person.objects.free_username("Ana") == "Ana-3"


def test_spoken_by_answers_declared_languages():
    person = PersonFactory()
    spanish, german = LanguageFactory(code="es"), LanguageFactory(code="de")
    declare(person, spanish, "1")
    declare(person, german, "0")

    assert list(Language.objects.spoken_by(person)) == [spanish]


def test_fluent_begins_at_level_three():
    person = PersonFactory()
    for code, level in zip(["aa", "bb", "cc", "dd"], ["2", "3", "5", "N"], strict=True):
        declare(person, LanguageFactory(code=code), level)

    assert set(LanguageLevel.objects.fluent().values_list("level", flat=True)) == {"3", "5", "N"}


@pytest.mark.parametrize("name", ["es", "ES", "español", "Español"])
def test_called_knows_code_and_own_name(name):
    spanish = LanguageFactory(code="es")
    LanguageFactory(code="est")

    assert list(Language.objects.called(name)) == [spanish]


def test_superuser_is_staff_and_has_a_name():
    person = Person.objects.create_superuser("root", password="x")

    assert (person.display_name, person.is_staff, person.is_superuser) == ("root", True, True)


def test_natural_key_is_the_name_in_any_capitals():
    ana = PersonFactory(username="Ana")

    assert Person.objects.get_by_natural_key("ana") == ana
