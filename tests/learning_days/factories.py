"""Rows of Learning Days for tests."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import factory
from django.utils import timezone

from learning_days import models
from tests.academy.factories import CourseFactory, moment
from tests.factories import LanguageFactory, PersonFactory


class EditionFactory(factory.django.DjangoModelFactory):
    """Published, with a registration that is open now."""

    class Meta:
        model = models.Edition

    slug = factory.Sequence(lambda n: f"edition-{n}")
    title = factory.Sequence(lambda n: f"Learning Days {n}")
    summary = "Two days to learn from each other."
    language = factory.SubFactory(LanguageFactory)
    year = 2027
    venue = "Library, Dakar"
    zone = "Africa/Dakar"
    published_at = moment(days=-8)
    registration_opens_at = moment(days=-7)
    registration_closes_at = moment(days=30)


class DayFactory(factory.django.DjangoModelFactory):
    """From 9 to 17 on the venue's clock, in 60 days."""

    class Meta:
        model = models.Day

    edition = factory.SubFactory(EditionFactory)
    date = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))
    title = factory.Sequence(lambda n: f"Day {n}")
    capacity = 20
    starts_at = factory.LazyAttribute(lambda row: at(row, 9))
    ends_at = factory.LazyAttribute(lambda row: at(row, 17))


def at(row, hour, minute=0):
    """A moment of a day on the venue's clock; `row`: a day, or what a day is made from."""
    return datetime.combine(row.date, time(hour, minute), ZoneInfo(row.edition.zone))


class RoomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Room

    edition = factory.SubFactory(EditionFactory)
    name = factory.Sequence(lambda n: f"Room {n}")
    capacity = 30


class WorkshopFactory(factory.django.DjangoModelFactory):
    """Proposed; `placed(day, hour)` makes one with a room and hours."""

    class Meta:
        model = models.Workshop

    edition = factory.SubFactory(EditionFactory)
    title = factory.Sequence(lambda n: f"Workshop {n}")
    summary = "How to begin."
    language = factory.SubFactory(LanguageFactory)
    course = factory.SubFactory(CourseFactory)


def placed(day, hour, *, room=None, hours=1, **fields):
    """An accepted workshop of a day, from a full hour on."""
    room = room or RoomFactory(edition=day.edition)
    place = {"day": day, "room": room, "starts_at": at(day, hour), "ends_at": at(day, hour) + timedelta(hours=hours)}
    return WorkshopFactory(edition=day.edition, state="accepted", **place, **fields)


class RegistrationFactory(factory.django.DjangoModelFactory):
    """On a seat; `seated_at=None` waits."""

    class Meta:
        model = models.Registration

    day = factory.SubFactory(DayFactory)
    person = factory.SubFactory(PersonFactory)
    seated_at = factory.LazyFunction(timezone.now)


class WorkshopSeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.WorkshopSeat

    registration = factory.SubFactory(RegistrationFactory)
    seated_at = factory.LazyFunction(timezone.now)


class PledgeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Pledge

    edition = factory.SubFactory(EditionFactory)
    person = factory.SubFactory(PersonFactory)
    text = factory.Sequence(lambda n: f"I will hold workshop {n} at home")
    lang = "en"


class SharingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Sharing

    person = factory.SubFactory(PersonFactory)
    title = factory.Sequence(lambda n: f"An afternoon {n}")
    lang = "en"
    held_on = factory.LazyFunction(timezone.localdate)
    place = "Thiès"
    language = factory.SubFactory(LanguageFactory)
    people = 12
