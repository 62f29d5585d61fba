"""Moments of an edition on two clocks: the venue's, and the reader's where that is another one."""

from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.translation import gettext as _


class Clocks:
    """The clocks of one page. Hours come as ready strings; those that occur often are made once."""

    def __init__(self, zone):
        self.zone = ZoneInfo(zone)
        self.own_zone = timezone.get_current_timezone()
        self.name, self.own_name = str(self.zone), timezone.get_current_timezone_name()
        self._said = {}

    def venue(self, moment):
        """The moment on the venue's clock."""
        return moment.astimezone(self.zone)

    def hour(self, moment):
        """The hour at the venue."""
        return self._time(self.venue(moment))

    def own_hour(self, moment):
        """The hour on the reader's clock, with the weekday where that is another; "" where the clocks agree."""
        return self._own(moment) if self.differs([moment]) else ""

    def hours(self, starts_at, ends_at):
        """From when to when at the venue."""
        return f"{self.hour(starts_at)}–{self.hour(ends_at)}"

    def own_hours(self, starts_at, ends_at):
        """The same on the reader's clock; "" where the clocks agree."""
        moments = (starts_at, ends_at)
        return "–".join(self._own(moment) for moment in moments) if self.differs(moments) else ""

    def date(self, moment):
        """The day at the venue, with its weekday."""
        return weekday_and_date(self.venue(moment).date())

    def differs(self, moments):
        """Whether the two clocks differ at one of these moments."""
        return any(self.venue(moment).utcoffset() != self._here(moment).utcoffset() for moment in moments)

    def _here(self, moment):
        return moment.astimezone(self.own_zone)

    def _own(self, moment):
        here = self._here(moment)
        is_same_day = here.date() == self.venue(moment).date()
        return self._time(here) if is_same_day else f"{formats.date_format(here, 'D')} {self._time(here)}"

    def _time(self, local):
        key = local.hour, local.minute
        if key not in self._said:
            self._said[key] = formats.time_format(local)
        return self._said[key]


def weekday_and_date(day):
    """A date with its weekday."""
    # Translators: a day of the programme: Tuesday, 24 November 2026
    return _("%(weekday)s, %(date)s") % {"weekday": formats.date_format(day, "l"), "date": formats.date_format(day)}
