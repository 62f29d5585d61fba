"""From rows to the values of the engine: people with their languages, hours and skills, few queries for any number."""

from collections import defaultdict

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BigIntegerField, ExpressionWrapper, F, IntegerField
from django.db.models.expressions import RawSQL

from people.models import LanguageLevel, Person

from .models import Availability, OfferedSkill, WantedSkill
from .models import Block as BlockRow
from .rules import parties
from .rules.weeks import UnknownZone, zone_of

MINUTES = 10_000  # more than those of a day: a block of a week becomes one whole number


class Traits:
    """What many people say of themselves.

    `without_hours`: {person: code and facts} of those who can meet nobody: they gave no hours, or their time zone does
    not exist (any more).
    """

    def __init__(self, people):
        self.people = list(people)
        self.languages = defaultdict(dict)
        of_people = {"person__in": among(self.people)}
        for person, code, level in LanguageLevel.objects.filter(**of_people).values_list(
            "person", "language__code", "level"
        ):
            self.languages[person][code] = level
        members = Person.affiliates.through.objects.filter(**of_people)
        self.affiliates = sets_of(members.values_list("person", "affiliate"))
        self.zones = dict(Availability.objects.filter(**of_people).values_list("person", "zone"))
        self.hours = hours_of(self.people)
        self.without_hours = dict(self.missing_hours())

    def missing_hours(self):
        unknown = {name for name in set(self.zones.values()) if not is_zone(name)}
        for person in self.people:
            zone = self.zones.get(person)
            if zone in unknown:
                yield person, {"code": "zone", "zone": zone}
            elif not self.hours.get(person):
                yield person, {"code": "no_hours"}

    def of(self, person):
        """The fields of a Party. Who has no hours is given none, in a zone that exists."""
        is_missing = person in self.without_hours
        return {
            "key": person,
            "languages": self.languages.get(person, {}),
            "affiliates": self.affiliates.get(person, frozenset()),
            "hours": () if is_missing else self.hours[person],
            "zone": "UTC" if is_missing else self.zones[person],
        }


def among(keys):
    """The keys as rows of one array: thousands of them are one parameter."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)], output_field=BigIntegerField())


def hours_of(people):
    """{person: their blocks of the week in order}; equal blocks are one value in memory."""
    packed = ExpressionWrapper(
        F("weekday") * MINUTES * MINUTES + F("begins") * MINUTES + F("ends"), output_field=IntegerField()
    )
    rows = BlockRow.objects.filter(availability__person__in=among(people)).order_by()
    weeks = rows.values("availability__person").annotate(blocks=ArrayAgg(packed))
    known = Blocks()
    return {
        person: tuple(known[number] for number in sorted(numbers))
        for person, numbers in weeks.values_list("availability__person", "blocks")
    }


class Blocks(dict):
    """Each packed block as a Block, made once."""

    def __missing__(self, number):
        rest, end = divmod(number, MINUTES)
        self[number] = block = parties.Block(*divmod(rest, MINUTES), end)
        return block


def sets_of(pairs):
    """{key: frozenset of values}; equal sets are one value in memory."""
    found = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    one = {}
    return {key: one.setdefault(held := frozenset(values), held) for key, values in found.items()}


def is_zone(name):
    try:
        zone_of(name)
    except UnknownZone:
        return False
    return True


def mentees(requests, *, waited=frozenset()):
    """({request's pk: Mentee}, who has no hours) of (request's pk, person's pk); `waited`: who was alone last round."""
    requests = list(requests)
    traits = Traits(person for _request, person in requests)
    wants = defaultdict(list)
    rows = WantedSkill.objects.filter(request__in=among(request for request, _person in requests))
    for request, skill in rows.order_by("request", "rank").values_list("request", "skill"):
        wants[request].append(skill)
    made = {
        request: parties.Mentee(**traits.of(person), wants=tuple(wants.get(request, ())), waited=person in waited)
        for request, person in requests
    }
    return made, traits.without_hours


def mentors(rows):
    """({mentor's pk: Mentor}, who has no hours) of (mentor's pk, person's pk, free places, last day of absence)."""
    rows = list(rows)
    traits = Traits(person for _mentor, person, _places, _until in rows)
    taught = OfferedSkill.objects.filter(mentor__in=among(row[0] for row in rows), is_as_co_mentor=False)
    offers = sets_of(taught.values_list("mentor", "skill"))
    made = {
        mentor: parties.Mentor(
            **traits.of(person),
            offers=offers.get(mentor, frozenset()),
            places=max(0, places),
            away_until=until,
        )
        for mentor, person, places, until in rows
    }
    return made, traits.without_hours


def mentee_of(request):
    """The Mentee of one request."""
    return mentees([(request.pk, request.person_id)])[0][request.pk]


def mentor_of(mentor, *, places=None):
    """The Mentor of one row, with the places that are left, or so many."""
    if places is None:
        places = type(mentor).objects.with_load().get(pk=mentor.pk).free
    return mentors([(mentor.pk, mentor.person_id, places, mentor.away_until)])[0][mentor.pk]
