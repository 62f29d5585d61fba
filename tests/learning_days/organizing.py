"""The organizers' desk of Learning Days, and proposing workshops, in the role matrix and in the walk through all pages."""

from django.utils import timezone

from learning_days import models
from learning_days.actions.releases import release
from mentoring.models import Mentor
from people.models import Person
from tests.factories import PersonFactory

from .factories import DayFactory, EditionFactory, PledgeFactory, RegistrationFactory, WorkshopFactory, placed


def everything_of(title, **fields):
    """{model: a row} of an edition whose days, rooms, workshops and people are named after it."""
    now = timezone.now()
    edition = EditionFactory(title=title, **fields)
    day = DayFactory(edition=edition, title=f"{title} day")
    workshop = placed(day, 10, title=f"{title} workshop", room=edition.rooms.create(name=f"{title} room", capacity=9))
    person = PersonFactory(display_name=f"{title} person")
    lead = models.WorkshopLead.objects.create(workshop=workshop, person=person, agreed_at=now)
    rule = models.ReminderRule.objects.create(edition=edition, side="before", amount=2, unit="hours")
    text = models.ReminderText.objects.create(rule=rule, language=edition.language, subject=title, body=f"{title} text")
    seated = RegistrationFactory(day=day, person=person)
    return {
        models.Edition: edition,
        models.Day: day,
        models.Room: workshop.room,
        models.Figure: models.Figure.objects.create(edition=edition, label=f"{title} figure", count=3),
        models.Workshop: workshop,
        models.WorkshopLead: lead,
        models.Release: release(edition=edition, actor=None, note=f"{title} note", now=now),
        models.ReminderRule: rule,
        models.ReminderText: text,
        **parts_of(seated, workshop, title),
        models.Pledge: PledgeFactory(edition=edition, person=person, text=f"{title} pledge"),
    }


def parts_of(seated, workshop, title):
    """One of everything that belongs to a registration."""
    sitting = RegistrationFactory(day=seated.day, person=PersonFactory(display_name=f"{title} sitting"))
    return {
        models.Registration: seated,
        models.WorkshopSeat: models.WorkshopSeat.objects.create(
            registration=sitting, workshop=workshop, seated_at=timezone.now()
        ),
        models.Need: models.Need.objects.create(registration=seated, travel=f"{title} travel"),
        models.Attendance: models.Attendance.objects.create(registration=seated, how="list"),
        models.Feedback: models.Feedback.objects.create(registration=seated, liked_best=f"{title} best", lang="en"),
    }
