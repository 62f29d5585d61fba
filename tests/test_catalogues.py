"""Every sentence of the site is there in every language of the site."""

import pytest
from django.conf import settings

from config import catalogues

LANGUAGES = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


@pytest.fixture(scope="module")
def said():
    return catalogues.said()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_said_is_translated(language, said):
    translated = catalogues.read(catalogues.LOCALE / language / "LC_MESSAGES" / "django.po")

    missing = [
        message.id
        for message in said
        if message.id and not ((found := translated.get(message.id, message.context)) and complete(found, translated))
    ]

    assert missing == [], "run make messages, then translate these"


def complete(message, catalogue):
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return not message.fuzzy and all(texts) and (not message.pluralizable or len(texts) == catalogue.num_plurals)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_placeholders(language):
    translated = catalogues.read(catalogues.LOCALE / language / "LC_MESSAGES" / "django.po")

    assert [(message.id, [str(error) for error in errors]) for message, errors in translated.check()] == []
