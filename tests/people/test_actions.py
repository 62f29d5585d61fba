"""Changes of people."""

from datetime import timedelta
from functools import partial

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from people import actions
from people.models import ActivityArea, Language, Region, Skill, SkillGroup
from tests.factories import LanguageFactory, PersonFactory, declare
from tests.races import at_once

pytestmark = pytest.mark.django_db


def make_skill(slug="empathy"):
    group, _made = SkillGroup.objects.get_or_create(slug="inclusive", defaults={"title": "Inclusive"})
    return Skill.objects.create(group=group, slug=slug, title=slug.title())


def held(rows, thing):
    return {getattr(row, thing): row.level for row in rows.select_related(thing)}


def save(person, languages=(), skills=(), areas=(), **fields):
    return actions.save_profile(
        person=person, fields=fields, areas=areas, languages=dict(languages), skills=dict(skills)
    )


def test_save_profile_writes_all_of_it():
    person, language, skill = PersonFactory(), LanguageFactory(), make_skill()
    area = ActivityArea.objects.create(slug="glam", name="GLAM")

    save(person, [(language, "N")], [(skill, "teach")], [area], display_name="Ana", bio="**hello**")

    person.refresh_from_db()
    assert (person.display_name, person.bio, person.bio_html) == ("Ana", "**hello**", "<p><strong>hello</strong></p>\n")
    assert held(person.language_levels, "language") == {language: "N"}
    assert held(person.skill_levels, "skill") == {skill: "teach"}
    assert list(person.areas.all()) == [area]


def test_save_profile_changes_and_removes_what_is_left_out():
    person = PersonFactory()
    english, spanish, arabic = (LanguageFactory(code=code) for code in ("en", "es", "ar"))
    declare(declare(person, english), spanish, "2")

    save(person, [(spanish, "4"), (arabic, "1")])

    assert held(person.language_levels, "language") == {spanish: "4", arabic: "1"}


def test_save_profile_leaves_others_alone():
    other, skill = PersonFactory(), make_skill()
    declare(other, LanguageFactory())
    save(other, [(LanguageFactory(), "N")], [(skill, "learn")])

    save(PersonFactory())

    assert (other.language_levels.count(), other.skill_levels.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_save_profile_sent_many_times_at_once_is_saved_once():
    person = PersonFactory()
    languages = [LanguageFactory(code=code) for code in ("en", "es", "ar", "fr")]
    calls = [
        partial(save, person, [(language, "N") for language in (languages if turn % 2 else reversed(languages))])
        for turn in range(8)
    ]

    answers = at_once(calls)

    assert answers == [person] * 8
    assert held(person.language_levels, "language") == dict.fromkeys(languages, "N")


def test_choose_language():
    person = PersonFactory()

    actions.choose_language(person=person, code="ar")

    person.refresh_from_db()
    assert person.interface_language == "ar"


def make_session(key, person, days):
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(days=days))
    UserSession.objects.create(session_key=key, user=person, ip="127.0.0.1", user_agent="")


def test_forget_expired_sessions_keeps_those_that_run():
    person = PersonFactory()
    make_session("over", person, -1)
    make_session("runs", person, 1)
    UserSession.objects.create(session_key="gone", user=person, ip="127.0.0.1", user_agent="")

    assert actions.forget_expired_sessions(now=timezone.now()) == 1
    assert actions.forget_expired_sessions(now=timezone.now()) == 0

    assert [row.session_key for row in Session.objects.all()] == ["runs"]
    assert [row.session_key for row in UserSession.objects.all()] == ["runs"]


def test_load_reference_fills_the_lists():
    actions.load_reference()

    assert Language.objects.count() == 791
    assert Language.objects.get(code="ar").direction == "rtl"
    assert Language.objects.get(code="hi").autonym == "हिन्दी"
    assert not Language.objects.filter(code="als").exists()  # an old code that leads to another
    assert SkillGroup.objects.count() == 5
    assert Skill.objects.count() == 20
    assert Region.objects.count() == 9
    assert ActivityArea.objects.count() == 11


def test_load_reference_again_mends_and_adds_nothing():
    actions.load_reference()
    before = set(Language.objects.values_list("pk", "code"))
    Language.objects.filter(code="es").update(autonym="wrong")
    Skill.objects.filter(slug="empathy").update(title="wrong", position=9)

    actions.load_reference()

    assert set(Language.objects.values_list("pk", "code")) == before
    assert Language.objects.get(code="es").autonym == "español"
    assert (Skill.objects.get(slug="empathy").title, Skill.objects.get(slug="empathy").position) == ("Empathy", 1)


def test_load_reference_keeps_what_people_declared():
    actions.load_reference()
    person = declare(PersonFactory(), Language.objects.get(code="sw"))

    actions.load_reference()

    assert list(Language.objects.spoken_by(person).values_list("code", flat=True)) == ["sw"]
