"""Names of languages in other languages, from the Unicode locale data that Babel brings."""

import re
from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language


@lru_cache(maxsize=8)
def names_in(locale):
    """{code as Wikimedia writes it: name in lower case} in one language of the pages."""
    return {code.lower().replace("_", "-"): name.casefold() for code, name in Locale(locale).languages.items()}


def both():
    """The names in the language of the page and in English."""
    return [names_in(locale) for locale in dict.fromkeys([get_language() or "en", "en"])]


def codes_called(name):
    """Codes of the languages that are called exactly so: `Arabic`, `árabe`."""
    name = name.casefold()
    return {code for names in both() for code, known in names.items() if known == name}


def codes_like(text):
    """Codes of the languages with a word in their name that begins so."""
    begins = re.compile(rf"\b{re.escape(text.casefold())}")
    return {code for names in both() for code, known in names.items() if begins.search(known)}


def name_of(code):
    """The name in the language of the page, or an empty string."""
    return Locale(get_language() or "en").languages.get(code.replace("-", "_"), "")
