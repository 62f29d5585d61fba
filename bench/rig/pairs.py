"""A seeded synthetic round: languages, skills and hours as unevenly spread they are; 5 % of the pairs can be."""

import random
from datetime import date

from mentoring.rules.parties import Block, Mentee, Mentor, Terms
from mentoring.rules.weeks import blocks, local_week

SEED = 20260101
MENTORS = 45  # for 100 mentees
SKILLS = 12
TONGUES = {"en": 80, "es": 14, "fr": 14, "ar": 10, "pt": 8, "ru": 6, "id": 6, "sw": 5, "hi": 5, "de": 5} | {
    f"q{chr(97 + n // 26)}{chr(97 + n % 26)}": 2 for n in range(40)
}
ZONES = {
    "Europe/Berlin": 6, "Europe/London": 3, "America/New_York": 4, "America/Los_Angeles": 2, "America/Sao_Paulo": 4,
    "America/Mexico_City": 3, "America/Santiago": 1, "Africa/Lagos": 5, "Africa/Nairobi": 4, "Africa/Casablanca": 2,
    "Africa/Cairo": 2, "Asia/Kolkata": 6, "Asia/Kathmandu": 1, "Asia/Jakarta": 4, "Asia/Manila": 3, "Asia/Tokyo": 2,
    "Australia/Sydney": 1, "Pacific/Auckland": 1, "Asia/Tehran": 1, "Europe/Moscow": 2,
}  # fmt: skip
TERMS = {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 7, 31), "least_minutes": 60, "seed": "bench"}


def drawn(size):
    """(mentees, mentors) of a round of so many mentees, always the same."""
    chance = random.Random(SEED + size)
    mentees = [mentee(chance, number) for number in range(size)]
    return mentees, [mentor(chance, size + number) for number in range(size * MENTORS // 100)]


def terms(**changes):
    return Terms(**TERMS | changes)


def mentee(chance, key):
    wants = tuple(chance.sample(range(SKILLS), chance.randint(1, 3)))
    return Mentee(key, **person(chance), wants=wants, waited=chance.random() < 0.1)


def mentor(chance, key):
    offers = frozenset(chance.sample(range(SKILLS), chance.randint(2, 5)))
    return Mentor(key, **person(chance), offers=offers, places=chance.randint(1, 3))


def person(chance):
    tongues = chance.choices(list(TONGUES), TONGUES.values(), k=chance.randint(1, 3))
    return {
        "languages": {tongue: chance.choice(["N", 5, 4, 3, 2, 1]) for tongue in tongues},
        "affiliates": frozenset({chance.randrange(150)} if chance.random() < 0.5 else ()),
        "hours": tuple(blocks(local_week(tuple(block(chance) for _block in range(chance.randint(3, 9)))))),
        "zone": chance.choices(list(ZONES), ZONES.values())[0],
    }


def block(chance):
    start = chance.choice([7, 9, 12, 17, 18, 18, 19, 20]) * 60
    return Block(chance.randrange(7), start, start + chance.choice([60, 90, 120, 180, 240]))
