"""Who mentors, who asks, and when they have time: only people who are still there and said nothing themselves yet."""

from ...models import Availability, Block, Mentor, MentoringRequest, OfferedSkill, WantedSkill
from .. import proposals, requests
from .source import read

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
BEGINNING, END = -1_000, 1_000


def load_weeks(names):
    """The usual week of each, on the clocks of its zone."""
    known = set(Availability.objects.values_list("person__username", flat=True))
    rows = [(name, row) for name, row in read("people")["weeks"].items() if name in names.people and name not in known]
    weeks = Availability.objects.bulk_create(
        Availability(person=names.people[name], zone=row["zone"], changed_at=names.at(-70)) for name, row in rows
    )
    Block.objects.bulk_create(
        Block(availability=week, weekday=DAYS.index(day), begins=begins, ends=ends)
        for week, (_name, row) in zip(weeks, rows, strict=True)
        for day, (begins, ends) in ((day, map(_minutes, row[day].split("-"))) for day in row if day in DAYS)
    )


def _minutes(clock):
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def load_mentors(names, since=BEGINNING, until=END):
    """Those who offered between two days."""
    known = set(Mentor.objects.values_list("person__username", flat=True))
    rows = [row for row in read("people")["mentors"] if row["person"] not in known]
    rows = [row for row in rows if row["person"] in names.people and since <= row["day"] < until]
    pairs = list(zip(Mentor.objects.bulk_create(_mentor(names, row) for row in rows), rows, strict=True))
    OfferedSkill.objects.bulk_create(
        OfferedSkill(
            mentor=mentor,
            skill=names.skills[slug],
            is_as_co_mentor=row.get("as_co_mentor", False),
            added_at=mentor.created_at,
        )
        for mentor, row in pairs
        for slug in row["skills"]
    )
    for name, field in (("areas", "activityarea"), ("regions", "region")):
        known, through = getattr(names, name), getattr(Mentor, name).through
        through.objects.bulk_create(
            through(mentor=mentor, **{field: known[slug]}) for mentor, row in pairs for slug in row[name]
        )


def _mentor(names, row):
    offered_at = names.at(row["day"])
    return Mentor(
        person=names.people[row["person"]],
        capacity=row["capacity"],
        about=row["about"],
        language=names.languages[row["lang"]],
        away_until=names.on(row["away_until"]) if "away_until" in row else None,
        created_at=offered_at,
        changed_at=offered_at,
        is_demonstration=True,
    )


def load_requests(names, since=BEGINNING, until=END):
    """Those who asked between two days, each with what is wanted; some ask a mentor directly."""
    rows = [row for row in read("requests")["requests"] if since <= row["day"] < until and _may_ask(names, row)]
    pairs = list(zip(MentoringRequest.objects.bulk_create(_request(names, row) for row in rows), rows, strict=True))
    WantedSkill.objects.bulk_create(
        WantedSkill(request=request, skill=names.skills[slug], rank=rank)
        for request, row in pairs
        for rank, slug in enumerate(row["skills"], start=1)
    )
    for request, row in pairs:
        mentor = Mentor.objects.active().filter(person__username=row["ask"]).first() if "ask" in row else None
        if mentor:
            proposals.ask(request=request, mentor=mentor, message=row["message"], now=names.now)


def _request(names, row):
    asked_at = names.at(row["day"])
    return MentoringRequest(
        person=names.people[row["person"]],
        about=row["about"],
        language=names.languages[row["lang"]],
        created_at=asked_at,
        changed_at=asked_at,
        **names.place(row),
    )


def _may_ask(names, row):
    """Whether the person is here, has the seat that the cohort needs, and asked nothing in this place yet."""
    person, place = names.people.get(row["person"]), names.place(row)
    if person is None or place is None:
        return False
    if place["cohort"] and not requests.cohorts_of(person).filter(pk=place["cohort"].pk).exists():
        return False
    return (person.pk, *place.values()) not in names.asked
