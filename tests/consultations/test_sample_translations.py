"""The sample's translations: each of a text that is there, by somebody who knows the language, loaded once."""

import tomllib
from collections import Counter

import pytest
from pytest_django.asserts import assertContains

from consultations.actions.sample import load_sample
from consultations.actions.sample.source import PLACE
from consultations.models import Idea, Translation
from consultations.rules.translations import check_language, check_says_it_all
from tests.samples import NOW

ROWS = tomllib.loads((PLACE / "translations.toml").read_text(encoding="utf-8"))["translations"]


@pytest.fixture
def sample(db):
    return load_sample(now=NOW)


def test_each_row_is_loaded_into_three_languages(sample):
    assert Translation.objects.count() == Translation.history.count() == len(ROWS)
    assert len(set(Counter(Translation.objects.values_list("language__code", flat=True)).values())) == 1
    assert {row["lang"] for row in ROWS} == {"ar", "es", "fr"}
    assert {row["of"] for row in ROWS} == {"idea", "comment", "question", "term", "finding"}


def test_each_is_one_that_the_form_would_take(sample):
    for translation in Translation.objects.select_related("author", "language"):
        words = {part: getattr(translation, part) for part in ("title", "body", "answer")}
        check_language(translation.source, translation.language, translation.author)
        check_says_it_all(translation.source, words)
        translation.clean_fields(exclude=[field.name for field in Translation._meta.fields if field.is_relation])
        assert translation.author.is_demonstration
        assert not translation.is_outdated


def test_loading_again_adds_only_what_is_missing_and_keeps_what_was_improved(sample):
    Translation.objects.filter(finding__isnull=False).delete()
    Translation.objects.filter(idea__isnull=False).update(title="Mejor")

    load_sample(now=NOW)

    assert Translation.objects.count() == len(ROWS)
    assert set(Translation.objects.filter(idea__isnull=False).values_list("title", flat=True)) == {"Mejor"}


def test_the_page_says_that_the_translation_of_the_real_idea_is_demonstration_data(client, sample):
    idea = Idea.objects.get(is_demonstration=False)
    page = client.get(idea.get_absolute_url(), headers={"Accept-Language": "ar"})

    assertContains(page, '<h1 lang="ar" dir="auto">')
    assertContains(page, "chip")
