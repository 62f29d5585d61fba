"""The sample's invented people, and the ready accounts of a local copy."""

from datetime import UTC, datetime

from django.contrib.auth.hashers import make_password

from people.models import ActivityArea, LanguageLevel, Person, Region, Skill, SkillLevel

from ..organizers import make_organizer, organizers
from .source import languages_by_code, read

JOINED_AT = datetime(2016, 9, 20, tzinfo=UTC)


def load_people():
    """Every person of the sample by key; the key is the user name."""
    rows = read("people")["people"]
    keys = [row["key"] for row in rows]
    known = set(Person.objects.filter(username__in=keys).values_list("username", flat=True))
    missing = [row for row in rows if row["key"] not in known]
    regions = {region.slug: region for region in Region.objects.all()}
    Person.objects.bulk_create(_person(row, regions) for row in missing)
    people = {person.username: person for person in Person.objects.filter(username__in=keys)}
    _load_profiles(missing, people)
    for row in missing:
        if row.get("role") == "organizer":
            make_organizer(person=people[row["key"]])
    organizers()  # a newer version knows more things that organizers may do
    return people


def voters_by_language():
    """The user names of those who vote, by the code of each language that they declare."""
    voters = {}
    for row in read("people")["people"]:
        for spoken in row["languages"] if row["votes"] else []:
            if spoken["level"] > "0":
                voters.setdefault(spoken["code"], []).append(row["key"])
    return voters


def _person(row, regions):
    return Person(
        username=row["key"],
        display_name=row["display_name"],
        password=make_password(row["key"] if "role" in row else None),
        region=regions[row["region"]] if "region" in row else None,
        time_zone=row.get("time_zone", "UTC"),
        bio=row.get("bio", ""),
        shown=Person.Shown.values if row["demonstration"] else [],
        is_demonstration=row["demonstration"],
        date_joined=JOINED_AT,
    )


def _load_profiles(rows, people):
    """Languages, areas and skills of the people who are new."""
    languages = languages_by_code()
    areas = dict(ActivityArea.objects.values_list("slug", "pk"))
    skills = dict(Skill.objects.values_list("slug", "pk"))
    LanguageLevel.objects.bulk_create(
        LanguageLevel(person=people[row["key"]], language=languages[item["code"]], level=item["level"])
        for row in rows
        for item in row["languages"]
    )
    SkillLevel.objects.bulk_create(
        SkillLevel(person=people[row["key"]], skill_id=skills[item["slug"]], level=item["level"])
        for row in rows
        for item in row["skills"]
    )
    through = Person.areas.through
    through.objects.bulk_create(
        through(person=people[row["key"]], activityarea_id=areas[slug]) for row in rows for slug in row["areas"]
    )
