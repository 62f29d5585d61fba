"""The plain list of ideas, the page that most people open, is made once for all and anew when an idea changes."""

from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from .idea_rows import idea_rows

LONGEST = 3600  # seconds that a stamp lives


def kept_page(ideas, consultation, number, size):
    """A page over the places of the list, for its numbers, and the rows of that page, in ready strings.

    Rows are at most READERS_CACHE_SECONDS old; `forget_lists` makes them anew at once.
    """
    stamp = cache.get_or_set(_stamp(consultation.pk), lambda: uuid4().hex, LONGEST)
    key = f"{_stamp(consultation.pk)}:{stamp}:{get_language()}:{timezone.get_current_timezone_name()}:{number}"
    kept = cache.get(key)
    if kept is None:
        page = Paginator(ideas, size).get_page(number)
        kept = page.paginator.count, list(idea_rows(page, consultation))
        cache.set(key, kept, settings.READERS_CACHE_SECONDS)
    count, rows = kept
    return Paginator(range(count), size).get_page(number), rows


def forget_lists(consultation_id):
    """Once this transaction is written, the next reader gets the list as it is then."""
    transaction.on_commit(lambda: cache.delete(_stamp(consultation_id)), robust=True)


def _stamp(consultation_id):
    return f"ideas:{consultation_id}"
