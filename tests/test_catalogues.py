"""Every sentence of the site is there in every language of the site, whole and with all that is filled in."""

import ast
import re
from functools import cache
from gettext import c2py

import pytest
from django.conf import settings

from config import catalogues

LANGUAGES = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
FORMS = {"ar": 6, "es": 2, "fr": 2}
NUMBERS = range(200)  # every plural form of our languages occurs among these

in_each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def said():
    return catalogues.said()


@cache
def catalogue_of(language):
    return catalogues.read(catalogues.LOCALE / language / "LC_MESSAGES" / "django.po")


def pairs(language):
    """Each message of a catalogue, and each translation there is, with the numbers that it stands for."""
    catalogue = catalogue_of(language)
    form_of = plural_rule(catalogue.plural_expr)
    for message in catalogue:
        if message.id and message.pluralizable:
            for form, text in enumerate(message.string):
                if text:
                    yield message, text, [n for n in NUMBERS if form_of(n) == form]
        elif message.id and message.string:
            yield message, message.string, NUMBERS


def plural_rule(expression):
    """A catalogue's plural expression as a function, by the parser that Python's gettext has."""
    return c2py(expression)


def test_every_name_that_the_code_gives_to_gettext_is_gathered():
    trees = [ast.parse(path.read_text()) for path in catalogues.sources() if path.suffix == ".py"]
    imports = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = {
        name.asname or name.name
        for node in imports
        if node.module == "django.utils.translation"
        for name in node.names
        if "gettext" in name.name
    }

    assert names
    assert names - set(catalogues.KEYWORDS) == set(), "config/catalogues.py would not find what these say"


@in_each_language
def test_everything_said_is_translated(language, said):
    translated = catalogue_of(language)

    missing = [
        message.id
        for message in said
        if message.id and not ((found := translated.get(message.id, message.context)) and complete(found, translated))
    ]

    assert missing == [], "run make messages, then translate these"


def complete(message, catalogue):
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return not message.fuzzy and all(texts) and (not message.pluralizable or len(texts) == catalogue.num_plurals)


@in_each_language
def test_nothing_is_translated_that_is_no_longer_said(language, said):
    kept = catalogue_of(language)

    assert [message.id for message in kept if message.id and not said.get(message.id, message.context)] == []
    assert list(kept.obsolete) == []
    assert [message.id for message in kept if message.id and message.fuzzy] == []


@in_each_language
def test_each_language_has_the_plural_forms_of_its_grammar(language):
    catalogue = catalogue_of(language)
    rule = plural_rule(catalogue.plural_expr)

    assert catalogue.num_plurals == FORMS[language]
    assert {rule(n) for n in NUMBERS} == set(range(FORMS[language]))


@in_each_language
def test_translations_are_well_formed(language):
    assert [(message.id, [str(error) for error in errors]) for message, errors in catalogue_of(language).check()] == []


PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
TAG = re.compile(r"<[^>]*>")


@in_each_language
def test_translations_fill_in_the_same_things_in_every_plural_form(language):
    wrong = [
        (text, left_out, added)
        for message, text, numbers in pairs(language)
        for left_out, added in [differences(message, text)]
        if added or len(left_out) > may_leave_out(message, numbers)
    ]

    assert wrong == []


def differences(message, text):
    """Placeholders that a translation leaves out, and those that it adds."""
    source = set(PLACEHOLDER.findall(message.id[1] if message.pluralizable else message.id))
    there = set(PLACEHOLDER.findall(text))
    return source - there, there - source


def may_leave_out(message, numbers):
    """A form for one number alone ("two people") may say it in words, so it may lack the number."""
    return int(message.pluralizable and len(numbers) == 1)


@in_each_language
def test_translations_keep_tags_line_breaks_and_the_space_around(language):
    wrong = []
    for message, text, _ in pairs(language):
        source = message.id[1] if message.pluralizable else message.id
        if frame(source) != frame(text):
            wrong.append((source, text))

    assert wrong == []


def frame(text):
    """What stands around the words: tags, which are not escaped, and the space at both ends."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return sorted(TAG.findall(text)), text[:start], text[end:]


def test_translators_are_told_what_is_filled_in_and_what_single_words_mean(said):
    explained = catalogue_of("qqq")

    silent = [message.id for message in said if needs_words(message) and not told(explained, message)]

    assert silent == [], "say in locale/qqq what these mean"


def needs_words(message):
    text = message.id[1] if message.pluralizable else message.id
    return bool(text) and ("%(" in text or len(text.split()) == 1)


def told(catalogue, message):
    found = catalogue.get(message.id, message.context)
    return found and (found.string[0] if found.pluralizable else found.string)


@pytest.mark.parametrize(
    ("form", "numbers"), list(enumerate([[0], [1], [2], [3, 10, 103, 110], [11, 99, 111], [100, 101, 102, 200]]))
)
def test_arabic_counts_as_arabic_does(form, numbers):
    rule = plural_rule(catalogue_of("ar").plural_expr)

    assert [rule(number) for number in numbers] == [form] * len(numbers)
