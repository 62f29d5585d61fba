"""A person's usual week, ready to be read."""

from dataclasses import dataclass

from .clocks import duration_said, hour_said, listed, locale, weekdays
from .models import Availability
from .rules.hours import minutes_of
from .rules.parties import Block


@dataclass(frozen=True)
class UsualWeek:
    """`zone`: an IANA name, which may not exist any more; that of the profile where no hours were told yet."""

    zone: str
    blocks: list

    @property
    def days(self):
        """[(weekday, its hours in words)] of the days with hours, from the day on which the reader's weeks begin."""
        names, first = weekdays("wide"), locale().first_week_day
        return [(names[day], hours) for day in ((first + at) % 7 for at in range(7)) if (hours := self._on(day))]

    def _on(self, weekday):
        return listed([f"{hour_said(b.start)}–{hour_said(b.end)}" for b in self.blocks if b.weekday == weekday])

    @property
    def duration(self):
        """All hours together, in words; nothing where there are none."""
        return duration_said(minutes_of(self.blocks)) if self.blocks else ""


def week_of(person):
    """The week as a person keeps it, or an empty one in the zone of the profile."""
    held = Availability.objects.filter(person=person).first()
    if held is None:
        return UsualWeek(str(person.time_zone), [])
    blocks = held.blocks.order_by("weekday", "begins").values_list("weekday", "begins", "ends")
    return UsualWeek(held.zone, [Block(*block) for block in blocks])
