"""Time zones as a grouped choice, with the cities' names in the language of the page."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

PARTS = {
    "Africa": _("Africa"),
    "America": _("The Americas"),
    "Antarctica": _("Antarctica"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}


@lru_cache(maxsize=8)
def zones_by_part(locale):
    """{part of the world: [(zone, city)]}, sorted by city."""
    cities = Locale(locale).time_zones
    parts = {part: [] for part in PARTS}
    for zone in available_timezones():
        part, _slash, rest = zone.partition("/")
        if part in parts:
            city = cities.get(zone, {}).get("city") or rest.replace("_", " ").replace("/", ", ")
            parts[part].append((zone, city))
    return {part: sorted(zones, key=lambda zone: zone[1].casefold()) for part, zones in parts.items()}


def choices(held):
    """Grouped choices for a select, the zone that a person holds among them in any case."""
    grouped = [(PARTS[part], zones) for part, zones in zones_by_part(get_language() or "en").items()]
    known = {zone for _part, zones in grouped for zone, _city in zones} | {"UTC"}
    return [("UTC", "UTC"), *([] if held in known else [(held, held)]), *grouped]
