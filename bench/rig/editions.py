"""Editions of Learning Days for the benchmarks: one day with so many workshops, released."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from academy.models import Course
from learning_days.actions.releases import release
from learning_days.models import Day, Edition, Room, Workshop, WorkshopLead
from people.models import Language, Person

from . import shelf

ROOMS = 4
BEGINS = datetime(2027, 5, 8, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def filled(rows, course):
    """The slug of an edition whose programme has so many workshops that grew from a course, each with a lead."""
    edition = an_edition(rows)
    begins = BEGINS + timedelta(days=rows)  # nobody leads in two editions at once
    ends_at = begins + HOUR * (rows // ROOMS + 1)
    day = Day.objects.create(edition=edition, date=begins.date(), title="Day", starts_at=begins, ends_at=ends_at)
    rooms = [Room.objects.create(edition=edition, name=f"Room {number}", capacity=30) for number in range(ROOMS)]
    course = Course.objects.get(slug=course)
    for number in range(rows):
        place(number, day, rooms[number % ROOMS], course)
    release(edition=edition, actor=None, note="", now=timezone.now())
    return edition.slug


def an_edition(rows):
    return Edition.objects.create(
        slug=f"bench-{rows}",
        title="Learning Days of the bench",
        summary="What many can teach each other in a day.",
        language=Language.objects.get(code=shelf.LANGUAGE),
        year=BEGINS.year,
        venue="Library, Dakar",
        zone="Africa/Dakar",
        published_at=timezone.now(),
    )


def place(number, day, room, course):
    """One workshop of an hour, led by somebody who leads no other then."""
    starts_at = day.starts_at + HOUR * (number // ROOMS)
    workshop = Workshop.objects.create(
        edition=day.edition,
        title=f"Workshop {number} of those who guide others",
        summary="How to begin, **and** how to go on.",
        language=day.edition.language,
        course=course,
        state=Workshop.State.ACCEPTED,
        day=day,
        room=room,
        starts_at=starts_at,
        ends_at=starts_at + HOUR,
    )
    lead = Person.objects.active().order_by("pk")[number % ROOMS]
    WorkshopLead.objects.create(workshop=workshop, person=lead, agreed_at=timezone.now())
