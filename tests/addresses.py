"""Every name in the URLconf, so that a new page cannot be forgotten by the tests that walk all of them."""

from django.urls import get_resolver


def all_names():
    """The names of all addresses with their namespaces; addresses without a name are other spellings of named ones."""
    return {name for name in walk(get_resolver()) if name and not name.endswith(":")}


def walk(resolver, namespace=""):
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, inner)
        else:
            yield f"{namespace}{entry.name or ''}"
