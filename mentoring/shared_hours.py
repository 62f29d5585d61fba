"""Hours that somebody shares with others each week, from now on for as long as a pair is meant to last."""

from datetime import timedelta

from .clocks import blocks_said, duration_said
from .rows import Traits
from .rules.parties import Party
from .rules.proposals import PAIRED_DAYS
from .rules.weeks import regimes, shared_blocks, shared_minutes


class SharedHours:
    """Of a person with others, given by their keys: four questions to the database, however many they are."""

    def __init__(self, person, others, today):
        self.traits = Traits({person, *others})
        self.me = self.party(person)
        self.others = {key: self.party(key) for key in others}
        zones = {party.zone for party in (self.me, *self.others.values())}
        self.states = regimes(zones, today, today + timedelta(days=PAIRED_DAYS))

    def party(self, person):
        return Party(**self.traits.of(person))

    @property
    def has_own_hours(self):
        return bool(self.me.hours)

    def minutes(self, other):
        """Minutes a week, those that hold through every change of the clocks."""
        return shared_minutes(self.me, self.others[other], self.states)

    def languages(self, other):
        """{code: level of the other} of the languages that both can talk in."""
        levels = self.others[other].levels
        return {code: level for code, level in levels.items() if code in self.me.levels}

    def said(self, other):
        """{duration, mine, theirs}: how long, and when on the clock of each; nothing where no hour is shared."""
        minutes = self.minutes(other)
        if not minutes:
            return {}
        blocks = {
            name: blocks_said(shared_blocks(self.me, self.others[other], self.states, party.zone))
            for name, party in (("mine", self.me), ("theirs", self.others[other]))
        }
        zones = {"my_zone": self.me.zone, "their_zone": self.others[other].zone}
        return {"duration": duration_said(minutes), **blocks, **zones}


def sharing_at_least(person, others, minutes, today):
    """The keys of those others who share at least so many minutes a week with the person."""
    shared = SharedHours(person, others, today)
    return [other for other in shared.others if shared.minutes(other) >= minutes]
