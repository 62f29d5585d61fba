"""Finding a name among others by its first letters, as people type them in a hurry."""

import unicodedata


def folded(text):
    """Small letters without their marks: “Élodie” is found by “elo”."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in parts if not unicodedata.combining(character))


def is_found(typed, *names):
    """Whether each word that was typed begins a word of one of the names."""
    words = [word for name in names for word in folded(name).replace("-", " ").split()]
    return all(any(word.startswith(wanted) for word in words) for wanted in folded(typed).replace("-", " ").split())
