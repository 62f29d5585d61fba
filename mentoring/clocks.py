"""Hours and stretches of a week in words, in the language of the page."""

from datetime import time

from babel import Locale
from babel.dates import get_day_names
from babel.lists import format_list
from django.utils.formats import time_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

MIDNIGHT = 24 * 60


def locale():
    """Babel's locale of the page's language."""
    return Locale.parse(get_language() or "en", sep="-")


def listed(items):
    """The items as a list in words: "A, B and C"."""
    return format_list([str(item) for item in items], locale=locale())


def weekdays(width):
    """{0: "Mon" …}, or the whole names where `width` is "wide"."""
    return get_day_names(width, context="stand-alone", locale=locale())


def duration_said(minutes):
    """ "3 hours", "45 minutes", "1 hour and 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours})
    if rest or not hours:
        parts.append(ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest})
    return listed(parts)


def blocks_said(blocks):
    """Stretches [weekday, first minute, last minute] in words: "Tue 19:00–21:00 and Sat 10:00–11:00"; "" for none."""
    return listed([_block_said(*block) for block in blocks])


def _block_said(weekday, begins, ends):
    days = weekdays("abbreviated")
    # Translators: a stretch of a week: Tue 19:00–21:00
    return _("%(day)s %(begins)s–%(ends)s") % {
        "day": days[weekday],
        "begins": hour_said(begins),
        "ends": hour_said(ends),
    }


def hour_said(minute):
    """A minute of the day on the clock: "19:00", "24:00" where it ends."""
    return "24:00" if minute == MIDNIGHT else time_format(time(*divmod(minute, 60)))
