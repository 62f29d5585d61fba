"""Days and workshops as events of calendars: in the public file, in a person's own, and beside a mail.

An event keeps its UID in all three. The SEQUENCE of a workshop is the release in which it last changed, that of a day
the number of its moves; what was cancelled stays as cancelled, so that programs that have it take it out.
"""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import Event, vText

from consultations.feeds.calendar_files import uid


class Words(NamedTuple):
    """What events of one edition share: the edition, when its programme was released, and known_names."""

    edition: object
    released_at: object
    people: dict
    languages: dict


def workshop_event(item, words, *, is_private=False):
    """A released workshop, on the venue's clock."""
    edition = words.edition
    entry = _event(f"learning-days-workshop-{item.id}", item.sequence, item, words.released_at, edition)
    entry.add("summary", vText(item.title), parameters={"LANGUAGE": item.lang})
    entry.add("location", vText(f"{item.room_name}, {edition.venue}"))
    entry.add("status", "CANCELLED" if item.is_cancelled else "CONFIRMED")
    page = settings.SITE_URL + reverse("learning_days:workshop", args=[edition.slug, item.id])
    entry.add("url", page)
    entry.add("description", vText("\n".join([*_lines(item, words), page])))
    entry.add("class", "PRIVATE" if is_private else "PUBLIC")
    return entry


def _cancelled(reason):
    return pgettext("a day or a workshop", "Cancelled: %(reason)s") % {"reason": reason}


def _lines(item, words):
    """What stands below the title in a calendar."""
    if item.is_cancelled:
        yield _cancelled(item.reason) if item.reason else _("Taken from the programme.")
    leads = [str(words.people[key]) for key in item.leads if key in words.people]
    if leads:
        yield _("Led by %(names)s") % {"names": ", ".join(leads)}
    yield _("Language: %(language)s") % {"language": words.languages.get(item.language, item.language)}


def day_event(day, edition, *, is_private=False):
    """A day as a frame around its workshops, which takes no time away from them."""
    entry = _event(f"learning-days-day-{day.pk}", day.revision, day, edition.published_at, edition)
    language = {"LANGUAGE": edition.language.code}
    entry.add("summary", vText(f"{edition.title}: {day.title}"), parameters=language)
    entry.add("location", vText(edition.venue))
    entry.add("status", "CANCELLED" if day.cancelled_at else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    page = settings.SITE_URL + edition.get_absolute_url()
    reason = [_cancelled(day.cancelled_because)] if day.cancelled_at else []
    entry.add("url", page)
    entry.add("description", vText("\n".join([*reason, page])))
    entry.add("class", "PRIVATE" if is_private else "PUBLIC")
    return entry


def _event(name, sequence, hours, stamp, edition):
    """What all events have. `hours`: something with starts_at and ends_at; `stamp`: when it was said so."""
    zone, entry = ZoneInfo(edition.zone), Event()
    entry.add("uid", uid(name))
    entry.add("sequence", sequence)
    entry.add("dtstamp", stamp)
    entry.add("dtstart", hours.starts_at.astimezone(zone))
    entry.add("dtend", hours.ends_at.astimezone(zone))
    return entry
