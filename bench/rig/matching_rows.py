"""A synthetic round as rows; it imports models: Django must be set up."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from mentoring.models import Availability, Block, Mentor, MentoringRequest, OfferedSkill, Round, WantedSkill
from people.models import ActivityArea, Affiliate, Language, LanguageLevel, Person, Skill, SkillGroup

from . import pairs

AT_ONCE = 2_000


def gather(size):
    """A round that is ready to be solved, with its open requests and mentors."""
    mentees, mentors = pairs.drawn(size)
    tongues = {
        code: Language.objects.get_or_create(code=code, defaults={"autonym": code})[0]
        for code in sorted({code for party in (*mentees, *mentors) for code in party.languages} | {"en"})
    }
    people = as_people([*mentees, *mentors], tongues)
    area, _is_new = ActivityArea.objects.get_or_create(slug="bench", defaults={"name": "Bench"})
    group = SkillGroup.objects.create(slug="bench", title="Bench")
    skills = Skill.objects.bulk_create(
        [Skill(group=group, slug=f"bench-{n}", title=f"Skill {n}") for n in range(pairs.SKILLS)]
    )
    ask(mentees, people, area, tongues["en"], skills)
    offer(mentors, people, tongues["en"], skills)
    today = timezone.localdate()
    matching = Round.objects.create(
        slug="bench",
        title="Bench",
        language=tongues["en"],
        area=area,
        starts_on=today + timedelta(days=7),
        ends_on=today + timedelta(days=187),
        seed="bench",
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return matching


def as_people(parties, tongues):
    """{key: Person}, each with languages, affiliates and a usual week."""
    rows = [Person(username=f"person{party.key}", display_name=f"Person {party.key}") for party in parties]
    people = dict(zip((party.key for party in parties), stored(Person, rows), strict=True))
    stored(
        LanguageLevel,
        [
            LanguageLevel(person=people[party.key], language=tongues[code], level=str(level))
            for party in parties
            for code, level in party.languages.items()
        ],
    )
    weeks = stored(Availability, [Availability(person=people[party.key], zone=party.zone) for party in parties])
    stored(
        Block,
        [
            Block(availability=week, weekday=block.weekday, begins=block.start, ends=block.end)
            for week, party in zip(weeks, parties, strict=True)
            for block in party.hours
        ],
    )
    belong(parties, people)
    return people


def belong(parties, people):
    """Their affiliates."""
    keys = sorted({key for party in parties for key in party.affiliates})
    groups = stored(Affiliate, [Affiliate(slug=f"bench-{key}", name=f"Affiliate {key}") for key in keys])
    by_key = dict(zip(keys, groups, strict=True))
    through = Person.affiliates.through
    stored(
        through,
        [through(person=people[party.key], affiliate=by_key[key]) for party in parties for key in party.affiliates],
    )


def ask(mentees, people, area, language, skills):
    requests = stored(
        MentoringRequest,
        [MentoringRequest(person=people[mentee.key], area=area, language=language) for mentee in mentees],
    )
    stored(
        WantedSkill,
        [
            WantedSkill(request=request, skill=skills[skill], rank=rank)
            for request, mentee in zip(requests, mentees, strict=True)
            for rank, skill in enumerate(mentee.wants, 1)
        ],
    )


def offer(mentors, people, language, skills):
    rows = [Mentor(person=people[mentor.key], capacity=mentor.places, language=language) for mentor in mentors]
    offers = zip(stored(Mentor, rows), mentors, strict=True)
    stored(
        OfferedSkill,
        [OfferedSkill(mentor=row, skill=skills[skill]) for row, mentor in offers for skill in mentor.offers],
    )


def stored(model, rows):
    return model.objects.bulk_create(rows, batch_size=AT_ONCE)
