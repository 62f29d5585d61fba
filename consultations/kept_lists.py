"""A plain list, the page that most people open, is made once for all and anew when something in it changes."""

from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

LONGEST = 3600  # seconds that a stamp lives


def kept_list(consultation, number, make):
    """The HTML of one page of a consultation's list of ideas, as `kept` keeps it."""
    return kept(_stamp(consultation.pk), number, make)


def kept(name, number, make):
    """The HTML of one page of the list of that name, from the cache or from `make`.

    It is at most READERS_CACHE_SECONDS old; `forget` has it made anew at once.
    """
    stamp = cache.get_or_set(name, lambda: uuid4().hex, LONGEST)
    key = f"{name}:{stamp}:{get_language()}:{timezone.get_current_timezone_name()}:{number}"
    page = cache.get(key)
    if page is None:
        page = make()
        cache.set(key, str(page), settings.READERS_CACHE_SECONDS)
    return mark_safe(page)


def forget_lists(consultation_id):
    """Once this transaction is written, the next reader gets the list of ideas as it is then."""
    forget(_stamp(consultation_id))


def forget(name):
    """Once this transaction is written, the next reader gets the list of that name as it is then."""
    transaction.on_commit(lambda: cache.delete(name), robust=True)


def _stamp(consultation_id):
    return f"ideas:{consultation_id}"
