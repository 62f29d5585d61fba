"""The dates of a consultation for calendar programs."""

from datetime import timedelta
from itertools import count

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Alarm, Event

from ..calendar import openings_of
from .answers import open_data
from .calendar_files import answer, calendar_of, uid

LAST_CALL = timedelta(hours=1)  # how long the event of the close is, so that it stands on the last day
REMIND = timedelta(days=3)


def calendar_stamp(request, consultation):
    """The schedule with its extensions, and how often the consultation was changed."""
    extensions = consultation.extensions.in_order().values_list("pk", "reason", "reopens_at", "new_closes_at")
    return consultation.title, consultation.opens_at, consultation.closes_at, list(extensions), changes(consultation)


def changes(consultation):
    """How often organizers changed it: calendars take the event with the greater number."""
    return consultation.history.exclude(history_type="+").count()


@open_data(calendar_stamp)
def calendar(request, consultation):
    """When it is open, as whole days like the months on its page, and each close to the minute."""
    extensions = list(consultation.extensions.in_order())
    file = calendar_of("consultations", in_a_line(consultation.title))
    for entry in events(consultation, extensions, changes(consultation)):
        file.add_component(entry)
    return answer(file, consultation.slug)


def events(consultation, extensions, changed):
    """An event for each opening and one for each close; a close that an extension replaced stays as cancelled."""
    stamp = extensions[-1].announced_at if extensions else consultation.published_at
    common = {"consultation": consultation, "stamp": stamp}
    numbers = count(1)
    for opening in openings_of(consultation, extensions):
        sequence = changed + len(opening.replaced)
        span = event(f"open-{opening.number}", sequence, _("Open: %(consultation)s"), **common)
        span.add("dtstart", opening.first_day)
        span.add("dtend", opening.last_day + timedelta(days=1))  # the day after, as the standard has it
        span.add("transp", "TRANSPARENT")
        yield span
        for closes_at in opening.replaced:
            yield close(next(numbers), closes_at, sequence, is_cancelled=True, **common)
        yield close(next(numbers), opening.closes_at, changed, **common)


def close(number, closes_at, sequence, *, is_cancelled=False, **common):
    """The last hour before a close, with a reminder."""
    entry = event(f"close-{number}", sequence, _("Closes: %(consultation)s"), **common)
    entry.add("dtstart", closes_at - LAST_CALL)
    entry.add("dtend", closes_at)
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    if not is_cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", str(entry["summary"]))
        alarm.add("trigger", -REMIND)
        entry.add_component(alarm)
    return entry


def event(name, sequence, summary, *, consultation, stamp):
    """What all events have: a name that never changes, a number that grows, and where to read more."""
    entry = Event()
    entry.add("uid", uid(f"consultation-{consultation.pk}-{name}"))
    entry.add("sequence", sequence)
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)
    entry.add(
        "summary", summary % {"consultation": in_a_line(consultation.title)}, parameters={"LANGUAGE": get_language()}
    )
    entry.add("url", settings.SITE_URL + consultation.get_absolute_url())
    entry.add("class", "PUBLIC")
    return entry


def in_a_line(text):
    return " ".join(text.split())
