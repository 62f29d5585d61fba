"""Invented people of the engine: short to write, and at random for the properties."""

from datetime import date

from hypothesis import strategies as st

from mentoring.rules.parties import Block, Mentee, Mentor, Terms

ROUND = {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 7, 31)}
ZONES = [
    "UTC", "Europe/Berlin", "America/New_York", "America/Santiago", "Asia/Kolkata", "Asia/Kathmandu",
    "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Kiritimati",
]  # fmt: skip
EVENINGS = tuple(Block(day, 18 * 60, 21 * 60) for day in range(5))


def terms(**changes):
    return Terms(**ROUND | {"seed": "a seed"} | changes)


def mentee(key="mentee", **changes):
    return Mentee(key, **{"languages": {"es": "N"}, "wants": (1,), "hours": EVENINGS} | changes)


def mentor(key="mentor", **changes):
    return Mentor(key, **{"languages": {"es": "N"}, "offers": frozenset({1}), "hours": EVENINGS} | changes)


halves = st.tuples(st.integers(0, 6), st.integers(0, 44), st.integers(1, 12))
block = halves.map(lambda b: Block(b[0], b[1] * 30, min(b[1] + b[2], 48) * 30))
languages = st.dictionaries(st.sampled_from(["ar", "en", "es", "sw"]), st.sampled_from([0, 1, 2, 3, 4, 5, "N"]))
affiliates = st.frozensets(st.sampled_from(["one", "two"]), max_size=1)
party = {
    "languages": languages,
    "affiliates": affiliates,
    "hours": st.lists(block, max_size=5).map(tuple),
    "zone": st.sampled_from(ZONES),
}
skills = st.integers(1, 5)


def mentees(most=6):
    person = st.builds(
        Mentee,
        st.integers(1, 12),
        wants=st.lists(skills, max_size=3, unique=True).map(tuple),
        waited=st.booleans(),
        **party,
    )
    return st.lists(person, max_size=most, unique_by=lambda one: one.key)


def mentors(most=6):
    away = st.sampled_from([None, None, None, date(2026, 1, 31), date(2026, 2, 1)])
    person = st.builds(
        Mentor,
        st.integers(8, 20),
        offers=st.frozensets(skills, max_size=4),
        places=st.integers(0, 3),
        away_until=away,
        **party,
    )
    return st.lists(person, max_size=most, unique_by=lambda one: one.key)
