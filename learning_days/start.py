"""What the home page says of Learning Days: the next editions, and the last steps of the loop in numbers."""

from django.utils import formats, timezone

from .edition_page import edition_row
from .models import Edition
from .querysets.totals import so_far

MOST = 3
__all__ = ["coming", "so_far"]


def coming(now):
    """The next editions as rows, with `register_until`: the last day of a registration that is open, or ""."""
    editions = Edition.objects.published_at(now).select_related("language").with_span()
    rows = editions.filter(over_at__gt=now).order_by("begins_at", "pk")[:MOST]
    return [{**edition_row(row, now), "register_until": _register_until(row, now)} for row in rows]


def _register_until(edition, now):
    opens, closes = edition.registration_opens_at, edition.registration_closes_at
    if opens is None or not opens <= now < closes:
        return ""
    return formats.date_format(timezone.localtime(closes))
