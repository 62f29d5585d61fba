"""My page, my profile and public profiles."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from people.models import ActivityArea, Affiliate, Language, Person, Region, Skill, SkillGroup, SkillLevel
from tests.factories import LanguageFactory, PersonFactory, declare

pytestmark = pytest.mark.django_db

EDIT = "/me/profile/"


@pytest.fixture
def ana(client):
    person = PersonFactory(username="ana", display_name="Ana Demo")
    client.force_login(person)
    return person


@pytest.fixture
def skill(db):
    group = SkillGroup.objects.create(slug="inclusive", title="Making everybody welcome")
    return Skill.objects.create(group=group, slug="empathy", title="Empathy")


def typed(lines=(), **fields):
    """The profile's form as a browser sends it; `lines` are (language, level) as typed."""
    form = {
        "display_name": "Ana Demo",
        "bio": "",
        "region": "",
        "time_zone": "UTC",
        "interface_language": "",
        "languages-TOTAL_FORMS": len(lines),
        "languages-INITIAL_FORMS": 0,
    }
    for number, (language, level) in enumerate(lines):
        form |= {f"languages-{number}-language": language, f"languages-{number}-level": level}
    return form | fields


def levels(person):
    return dict(person.language_levels.values_list("language__code", "level"))


# My page


def test_my_page_asks_to_sign_in(client):
    assertRedirects(client.get(reverse("people:me")), "/accounts/login/?next=/me/", fetch_redirect_response=False)


def test_my_page_invites_to_tell_languages(client, ana):
    assertContains(client.get(reverse("people:me")), "Add my languages")


def test_my_page_lists_languages(client, ana):
    declare(ana, LanguageFactory(code="es"))

    response = client.get(reverse("people:me"))

    assertContains(response, '<bdi lang="es">español</bdi> (N – native)')
    assertNotContains(response, "Add my languages")


# Editing


def test_edit_asks_to_sign_in(client):
    assertRedirects(client.get(EDIT), f"/accounts/login/?next={EDIT}", fetch_redirect_response=False)


def test_edit_saves_everything(client, ana, skill):
    LanguageFactory(code="es")
    region = Region.objects.create(slug="mena", name="MENA")
    area = ActivityArea.objects.create(slug="glam", name="GLAM")
    group = Affiliate.objects.create(slug="casa-azul", name="Casa Azul")
    form = typed(
        [("español", "N"), ("", "")],
        display_name="Ana",
        bio="I *teach*.",
        region=region.pk,
        areas=[area.pk],
        affiliates=[group.pk],
        time_zone="Africa/Cairo",
        interface_language="es",
        shown=["bio", "languages"],
        **{f"skills-skill-{skill.pk}": "teach"},
    )

    response = client.post(EDIT, form)

    assertRedirects(response, reverse("people:me"))
    ana.refresh_from_db()
    assert (ana.display_name, ana.bio_html, ana.region) == ("Ana", "<p>I <em>teach</em>.</p>\n", region)
    assert (str(ana.time_zone), ana.interface_language, ana.shown) == ("Africa/Cairo", "es", ["bio", "languages"])
    assert levels(ana) == {"es": "N"}
    assert list(ana.areas.all()) == [area]
    assert list(ana.affiliates.all()) == [group]
    assert SkillLevel.objects.get().level == "teach"


def test_affiliates_stand_in_the_own_form_and_on_no_page(client, ana):
    ana.affiliates.add(Affiliate.objects.create(slug="casa-azul", name="Casa Azul"))

    assertContains(client.get(EDIT), "Casa Azul")
    assertNotContains(client.get(ana.get_absolute_url()), "Casa Azul")
    assertNotContains(client.get(reverse("people:me")), "Casa Azul")


@pytest.mark.parametrize(
    ("before", "chosen", "sentence"),
    [
        ("", "", "Votre profil est enregistré."),
        ("ar", "", "Votre profil est enregistré."),
        ("", "es", "Tu perfil está guardado."),
    ],
)
def test_edit_thanks_in_the_language_of_the_page_that_follows(client, ana, before, chosen, sentence):
    Person.objects.update(interface_language=before)

    response = client.post(EDIT, typed(interface_language=chosen), headers={"accept-language": "fr"}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [sentence]


def test_edit_sent_twice_is_saved_once(client, ana):
    LanguageFactory(code="es")
    form = typed([("español", "N")])

    client.post(EDIT, form)
    client.post(EDIT, form)

    assert levels(ana) == {"es": "N"}


def test_edit_shows_what_is_kept(client, ana, skill):
    declare(ana, LanguageFactory(code="es"), "3")
    SkillLevel.objects.create(person=ana, skill=skill, level="learn")

    response = client.get(EDIT)

    assertContains(response, 'value="español (es)"')
    assertContains(response, '<option value="3" selected>3 – advanced</option>', html=True)
    assertContains(response, '<option value="learn" selected>I want to learn it</option>', html=True)


def test_emptied_line_removes_the_language(client, ana):
    declare(declare(ana, LanguageFactory(code="es")), LanguageFactory(code="en"))

    client.post(EDIT, typed([("", "N"), ("en", "4")]))

    assert levels(ana) == {"en": "4"}


@pytest.mark.parametrize("language", ["es", "ES", "español", "Spanish", "spanish", "español (es)", "Español"])
def test_language_is_known_by_name_and_code(client, ana, language):
    LanguageFactory(code="es")

    client.post(EDIT, typed([(language, "N")]))

    assert levels(ana) == {"es": "N"}


def test_language_is_known_by_its_name_in_the_language_of_the_page(client, ana):
    LanguageFactory(code="es")
    Person.objects.update(interface_language="ar")

    client.post(EDIT, typed([("الإسبانية", "N")]))

    assert levels(ana) == {"es": "N"}


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([("Klingonish", "N")], "We do not know a language “Klingonish”."),
        ([("es", "")], "Please choose how well you know this language."),
        ([("es", "N"), ("Spanish", "2")], "español stands in your list twice. Please keep one line of it."),
        ([("x" * 101, "N")], "at most 100 characters"),
        ([("es", "9")], "9 is not one of the available choices"),
    ],
)
def test_edit_refuses_languages_in_a_sentence_and_keeps_what_was_typed(client, ana, lines, sentence):
    LanguageFactory(code="es")

    response = client.post(EDIT, typed(lines, bio="A long text."))

    assertContains(response, sentence, status_code=422)
    assertContains(response, f'value="{lines[0][0]}"', status_code=422)
    assertContains(response, "A long text.", status_code=422)
    assert levels(ana) == {}


def test_language_of_several_names_asks_which(client, ana):
    Language.objects.create(code="aaa", autonym="Same")
    Language.objects.create(code="bbb", autonym="Same")

    assertContains(client.post(EDIT, typed([("same", "N")])), "Same (aaa), Same (bbb)", status_code=422)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", ""),
        ("display_name", "ab\u202edc"),
        ("display_name", "x" * 101),
        ("bio", "x" * 2001),
        ("time_zone", "Europe/Nowhere"),
        ("interface_language", "de"),
        ("region", "999999"),
        ("shown", "email"),
        ("languages-TOTAL_FORMS", ""),
    ],
)
def test_edit_refuses_bad_input_and_saves_nothing(client, ana, field, value):
    response = client.post(EDIT, typed(**{field: value}) | {"bio": value if field == "bio" else "kept"})

    assertContains(response, "Nothing is saved yet.", status_code=422)
    ana.refresh_from_db()
    assert (ana.display_name, ana.bio) == ("Ana Demo", "")


def test_name_in_the_header_stays_while_the_form_is_refused(client, ana):
    response = client.post(EDIT, typed([("Klingonish", "N")], display_name="Somebody"))

    assertContains(response, '<span class="menu__label" dir="auto">Ana Demo</span>', status_code=422)


def test_more_lines_keep_what_was_typed_and_save_nothing(client, ana):
    LanguageFactory(code="es")

    response = client.post(EDIT, typed([("es", "N")], bio="A long text.", more="1"))

    assertContains(response, 'name="languages-TOTAL_FORMS" value="4"')
    assertContains(response, 'value="es"')
    assertContains(response, "A long text.")
    assert levels(ana) == {}


@pytest.mark.parametrize("lines", ["39", "9" * 5000])
def test_more_lines_end_at_forty(client, ana, lines):
    response = client.post(EDIT, typed(more="1") | {"languages-TOTAL_FORMS": lines})

    assertContains(response, 'name="languages-TOTAL_FORMS" value="40"')


def test_time_zone_kept_from_elsewhere_stays_in_the_list(client, ana):
    Person.objects.update(time_zone="Etc/GMT+5")

    assertContains(client.get(EDIT), '<option value="Etc/GMT+5" selected>Etc/GMT+5</option>', html=True)


@pytest.mark.parametrize("rows", [1, 3])
def test_edit_costs_the_same_for_any_number_of_languages(client, ana, rows, django_assert_num_queries):
    for code in ["es", "ar", "fr"][:rows]:
        declare(ana, LanguageFactory(code=code))

    with django_assert_num_queries(10):
        client.get(EDIT)


# Suggestions


@pytest.mark.parametrize("text", ["esp", "span", "ES"])
def test_suggestions_while_typing(client, text):
    LanguageFactory(code="es")
    LanguageFactory(code="ar")

    response = client.get(reverse("people:suggest_languages"), {"languages-0-language": text})

    assert response.content.decode().strip() == '<option value="español (es)" label="Spanish"></option>'


def test_suggestions_in_the_language_of_the_page(client):
    LanguageFactory(code="es")

    with override("ar"):
        response = client.get(
            reverse("people:suggest_languages"), {"languages-0-language": "الإس"}, headers={"accept-language": "ar"}
        )

    assertContains(response, 'label="الإسبانية"')


@pytest.mark.parametrize("text", ["", "   ", "zzzz", "(", "%"])
def test_no_suggestions_for_nothing(client, text):
    LanguageFactory(code="es")

    assert client.get(reverse("people:suggest_languages"), {"languages-0-language": text}).content.strip() == b""
