"""The profile in a real browser: languages are suggested while one types."""

import pytest

from tests.factories import LanguageFactory, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_languages_are_suggested_while_typing(visit):
    LanguageFactory(code="es")
    LanguageFactory(code="ar")
    page = visit(person=PersonFactory())
    page.goto("/me/profile/")

    page.locator("[name=languages-0-language]").press_sequentially("span")
    page.locator("#known-languages option").wait_for(state="attached")

    offered = page.locator("#known-languages option").evaluate_all("options => options.map(option => option.value)")
    assert offered == ["español (es)"]


def test_more_lines_and_saving_work_without_javascript(visit):
    LanguageFactory(code="es")
    person = PersonFactory()
    page = visit(person=person, javascript=False, width=390)
    page.goto("/me/profile/")

    page.get_by_role("button", name="More lines").click()
    page.locator("[name=languages-4-language]").fill("Spanish")
    page.locator("[name=languages-4-level]").select_option("N")
    page.get_by_role("button", name="Save my profile").click()
    page.get_by_text("Your profile is saved.").wait_for()

    assert list(person.language_levels.values_list("language__code", "level")) == [("es", "N")]
