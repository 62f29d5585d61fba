"""What changed from one release of the programme to another, in sentences."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .clocks import Clocks
from .programme_page import known_names
from .released import ADDED, CANCELLED, RESTORED, changes, workshops_of


def versions_of(edition):
    """Every release without its content, the newest first: number, note, released_at."""
    return list(edition.releases.order_by("-number").values("number", "note", "released_at"))


def changes_of(edition, before, release):
    """What templates/learning_days/_changes.html shows: a row for each workshop that changed, as sentences.

    `before`: an earlier release, or None, where everything is new.
    """
    found = changes(workshops_of(before), workshops_of(release))
    told = [item for change in found for item in (change.before, change.after) if item]
    clocks, (_people, languages) = Clocks(edition.zone), known_names(told)
    return [_row(change, edition, clocks, languages) for change in found]


def _row(change, edition, clocks, languages):
    item = change.after
    return {
        "kind": change.kind,
        "label": LABELS[change.kind](),
        "item": item,
        "url": reverse("learning_days:workshop", args=[edition.slug, item.id]),
        "lines": list(_lines(change, clocks, languages)),
    }


LABELS = {
    ADDED: lambda: _("new"),
    CANCELLED: lambda: pgettext("a day or a workshop", "cancelled"),
    RESTORED: lambda: _("takes place again"),
    "changed": lambda: _("changed"),
}


def _lines(change, clocks, languages):
    """The sentences of one change."""
    before, after = change.before, change.after
    if change.kind == CANCELLED:
        yield after.reason or _("Taken from the programme.")
    elif change.kind in (ADDED, RESTORED):
        yield _("%(moment)s, %(room)s") % {"moment": _moment(after, clocks), "room": after.room_name}
    else:
        yield from _differences(before, after, set(change.names), clocks, languages)


def _differences(before, after, names, clocks, languages):
    """A sentence for each part that differs, what matters most to those who come first."""
    if names & {"starts_at", "ends_at"}:
        yield _from_to(*_moments(before, after, clocks))
    if "room_name" in names:
        yield _from_to(before.room_name, after.room_name)
    if "language" in names:
        yield _from_to(*(languages.get(item.language, item.language) for item in (before, after)))
    if "title" in names:
        yield _("Before: “%(title)s”") % {"title": before.title}
    if "capacity" in names:
        yield _seats(before.capacity, after.capacity)
    yield from (sentence() for of, sentence in ANEW if names & of)


def _seats(before, after):
    said = ngettext("%(seats)s seat instead of %(before)s", "%(seats)s seats instead of %(before)s", after)
    return said % {"seats": after, "before": before}


ANEW = [
    ({"leads"}, lambda: _("Who leads it changed.")),
    ({"summary_html", "lang"}, lambda: _("What one takes home is told anew.")),
    ({"course", "finding", "idea"}, lambda: _("What it grew from changed.")),
]


def _from_to(before, after):
    # Translators: what a part of the programme was, and what it is now: a room, an hour, a language
    return _("%(after)s instead of %(before)s") % {"before": before, "after": after}


def _moments(before, after, clocks):
    """When it was and when it is; the day is told where that is another one."""
    days = {clocks.date(item.starts_at) for item in (before, after)}
    said = _moment if len(days) > 1 else _hours
    return said(before, clocks), said(after, clocks)


def _moment(item, clocks):
    # Translators: when a workshop is: Tuesday, 24 November 2026, 10:00–11:00
    return _("%(day)s, %(hours)s") % {"day": clocks.date(item.starts_at), "hours": _hours(item, clocks)}


def _hours(item, clocks):
    return clocks.hours(item.starts_at, item.ends_at)
