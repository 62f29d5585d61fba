"""What the database itself refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people.models import LanguageLevel, Person
from tests.factories import LanguageFactory, PersonFactory, declare

pytestmark = pytest.mark.django_db


def refused_by(constraint, change):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        change()


def test_user_name_never_changes():
    person = PersonFactory(username="ana")

    with pytest.raises(IntegrityError, match="A user name never changes"), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(username="bo")

    person.refresh_from_db()
    assert person.username == "ana"


def test_saving_the_same_user_name_is_no_change():
    person = PersonFactory(username="ana", display_name="Ana")
    person.display_name = "Ana Demo"

    person.save()

    assert Person.objects.get().display_name == "Ana Demo"


def test_user_name_stands_once_in_any_capitals():
    PersonFactory(username="Ana")

    refused_by("person_username_once", lambda: PersonFactory(username="aNA"))


@pytest.mark.parametrize("name", ["", "ab\u202edc", "a\u0001b", "a\nb", "a\u200fb"])
def test_display_name_is_readable(name):
    person = PersonFactory()

    refused_by("person_display_name_readable", lambda: Person.objects.filter(pk=person.pk).update(display_name=name))


@pytest.mark.parametrize("name", ["नमस्ते", "نرم‌افزار", "👩\u200d💻 Ana", "日本"])
def test_display_name_takes_every_script_and_its_joiners(name):
    assert PersonFactory(display_name=name).display_name == name


def test_language_is_declared_once():
    person, language = PersonFactory(), LanguageFactory()
    declare(person, language)

    refused_by("language_level_once", lambda: declare(person, language, "2"))


def test_language_level_is_one_of_babel():
    refused_by("language_level_known", lambda: declare(PersonFactory(), LanguageFactory(), "6"))


def test_second_line_of_a_language_is_said_in_a_sentence():
    person, language = PersonFactory(), LanguageFactory()
    declare(person, language)

    with pytest.raises(ValidationError) as refusal:
        LanguageLevel(person=person, language=language, level="1").full_clean()

    assert refusal.value.messages == ["This language stands in your list twice."]


def test_about_me_is_kept_with_its_safe_html():
    person = PersonFactory(bio="**I teach** <script>alert(1)</script>")

    assert person.bio_html == "<p><strong>I teach</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


def test_address_of_a_name_in_another_script(client):
    person = PersonFactory(username="مستخدم_تجريبي")

    assert client.get(person.get_absolute_url()).status_code == 200
