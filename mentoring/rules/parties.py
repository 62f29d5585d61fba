"""What the engine is given: mentees, mentors and the terms of a round. Plain values; no database is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

NATIVE = "N"  # the mother tongue, as Babel writes it
NATIVE_LEVEL = 5  # what it counts as
LEAST_LEVEL = 2  # a language below this is not one to talk in
MOST_WANTS = 3
MOST_CHOICE = 10


class Block(NamedTuple):
    """A stretch of each week on the wall clock: weekday 0 = Monday; minutes of the day, end ≤ 1440."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True)
class Party:
    """One side of a pair.

    `key` names the person and is the same on both sides; `languages`: {code: 0-5 or "N"}; `affiliates`: their slugs or
    ids; `hours`: the weekly blocks in `zone`, an IANA name.
    """

    key: int | str
    languages: Mapping[str, int | str] = field(default_factory=dict)
    affiliates: frozenset = frozenset()
    hours: tuple = ()
    zone: str = "UTC"

    @cached_property
    def levels(self):
        """{code: level as a number} of the languages that the person can talk in."""
        numbers = {code: NATIVE_LEVEL if level == NATIVE else int(level) for code, level in self.languages.items()}
        return {code: level for code, level in numbers.items() if level >= LEAST_LEVEL}


@dataclass(frozen=True)
class Mentee(Party):
    """Who looks for a mentor. `wants`: ids of up to three skills, the dearest first; `waited`: alone last round."""

    wants: tuple = ()
    waited: bool = False

    def __post_init__(self):
        if len(self.wants) > MOST_WANTS or len(set(self.wants)) != len(self.wants):
            raise ValueError(f"{self.key}: up to {MOST_WANTS} different skills can be wanted, not {self.wants}")


@dataclass(frozen=True)
class Mentor(Party):
    """Who has `places` (0 or more) free for mentees. `offers`: ids of skills; `away_until`: the last day of absence."""

    offers: frozenset = frozenset()
    places: int = 1
    away_until: date | None = None

    def __post_init__(self):
        if self.places < 0:
            raise ValueError(f"{self.key}: {self.places} places")


@dataclass(frozen=True)
class Terms:
    """What holds in one round.

    `least_minutes`: shared minutes a week that a pair needs; `thin_below`: points under which a pair is thin; `seed`:
    published, orders what is equal; `most_each`: the best candidates of each mentee that are looked at, None for all.
    `avoided` and `conflicts`: pairs of keys, either way round. `locked` and `forbidden`: (mentee's key, mentor's key).
    `choices`: {(mentee's key, mentor's key): 0-10}, the organizer's own points.
    """

    starts_on: date
    ends_on: date
    least_minutes: int = 60
    same_affiliate_may: bool = False
    thin_below: int = 40
    seed: str = ""
    most_each: int | None = None
    avoided: frozenset = frozenset()
    conflicts: frozenset = frozenset()
    forbidden: frozenset = frozenset()
    locked: frozenset = frozenset()
    choices: Mapping = field(default_factory=dict)

    def __post_init__(self):
        if self.starts_on > self.ends_on:
            raise ValueError("a round ends on or after the day it starts on")
        if not all(0 <= choice <= MOST_CHOICE for choice in self.choices.values()):
            raise ValueError(f"the organizer's choice is 0 to {MOST_CHOICE}")


def in_order(parties, seed):
    """The parties by the SHA-256 of "<seed> <key>": an order that nobody can choose and anyone can repeat."""
    return sorted(parties, key=lambda party: sha256(f"{seed} {party.key}".encode()).digest())
