"""The plain list of ideas, the page that most people open, is made once for all and anew when an idea changes."""

from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

LONGEST = 3600  # seconds that a stamp lives


def kept_list(consultation, number, make):
    """The HTML of one page of the list, from the cache or from `make`.

    It is at most READERS_CACHE_SECONDS old; `forget_lists` has it made anew at once.
    """
    stamp = cache.get_or_set(_stamp(consultation.pk), lambda: uuid4().hex, LONGEST)
    key = f"{_stamp(consultation.pk)}:{stamp}:{get_language()}:{timezone.get_current_timezone_name()}:{number}"
    kept = cache.get(key)
    if kept is None:
        kept = make()
        cache.set(key, str(kept), settings.READERS_CACHE_SECONDS)
    return mark_safe(kept)


def forget_lists(consultation_id):
    """Once this transaction is written, the next reader gets the list as it is then."""
    transaction.on_commit(lambda: cache.delete(_stamp(consultation_id)), robust=True)


def _stamp(consultation_id):
    return f"ideas:{consultation_id}"
