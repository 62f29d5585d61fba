"""The files beside the mails of seats: the event by itself, with the same UID as in the calendars."""

from consultations.feeds.calendar_files import bytes_of, calendar_of

from .ical import Words, day_event, workshop_event
from .programme_page import known_names
from .released import newest, workshops_of

ICS = "text/calendar; charset=utf-8; method=PUBLISH"


def day_file(notice, registration):
    """The day of a registration, for `Kind.attached`."""
    day = registration.day
    return _file(f"{day.edition.slug}.ics", day_event(day, day.edition, is_private=True))


def workshop_file(notice, seat):
    """The workshop of a seat as it was released, for `Kind.attached`."""
    edition = seat.workshop.edition
    release = newest(edition)
    item = next((item for item in workshops_of(release) if item.id == seat.workshop_id), None)
    if item is None:
        return []
    words = Words(edition, release.released_at, *known_names([item]))
    return _file(f"workshop-{item.id}.ics", workshop_event(item, words, is_private=True))


def _file(name, event):
    file = calendar_of("learning days")
    file.add_component(event)
    return [(name, ICS, bytes_of(file))]
