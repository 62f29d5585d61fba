"""The organizers' desk of Learning Days, and proposing workshops, in the role matrix and in the walk through pages."""

from datetime import timedelta

from django.utils import timezone

from learning_days import models
from learning_days.actions import programme
from learning_days.actions.releases import release
from people.models import Person
from tests.factories import PersonFactory

from .factories import DayFactory, EditionFactory, PledgeFactory, RegistrationFactory, WorkshopFactory, at, placed


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


def released(edition, note=""):
    """The programme of an edition, released as it stands now."""
    return release(edition=edition, actor=None, note=note, now=timezone.now())


def led_by(workshop, person, *, agreed=True):
    """The person is asked to lead the workshop, and agreed."""
    agreed_at = timezone.now() if agreed else None
    return models.WorkshopLead.objects.create(workshop=workshop, person=person, agreed_at=agreed_at)


def move(workshop, hour):
    """The workshop begins at another hour of its day, and takes one hour."""
    starts_at = at(workshop.day, hour)
    place = {"day": workshop.day, "room": workshop.room, "starts_at": starts_at, "capacity": workshop.capacity}
    ends_at = starts_at + timedelta(hours=1)
    return programme.place(workshop=workshop, ends_at=ends_at, actor=None, now=timezone.now(), **place)


def proposal_of(person, **fields):
    """A workshop that a mentor proposed and leads."""
    edition = fields.pop("edition", None) or DayFactory().edition
    workshop = WorkshopFactory(edition=edition, proposed_by=person, **fields)
    models.WorkshopLead.objects.create(workshop=workshop, person=person, agreed_at=timezone.now())
    return workshop


def doors(answers):
    """The rows of the role matrix: who proposed a workshop changes it; a draft of an edition is nobody's."""
    members_nobody = (answers.MEMBERS_NOBODY, answers.MEMBERS_NOBODY)
    own = ["proposed_days", "#proposed_workshop"]
    return {
        "learning_days:propose": (["proposed_days"], answers.MEMBERS, answers.MEMBERS_FORM),
        "learning_days:propose draft": (["unread_days"], *members_nobody),
        "learning_days:edit_proposal": (own, answers.AUTHOR, answers.AUTHORS_FORM),
        "learning_days:edit_proposal declined": (
            ["proposed_days", "#declined_workshop"],
            answers.AUTHOR_LED_ON,
            answers.AUTHOR_LED_ON,
        ),
        "learning_days:edit_proposal draft": (["unread_days", "#unread_workshop"], *members_nobody),
        "learning_days:lead": (own, answers.AUTHOR, answers.AUTHOR_LED_ON),
        "learning_days:lead draft": (["unread_days", "#unread_workshop"], *members_nobody),
    }


def rows(author):
    """What those addresses name, and one of everything of an edition that the scene's organizer leads."""
    made = everything_of("Led")
    made[models.Edition].organizers.add(*Person.objects.filter(username="organizer"))
    days = DayFactory(edition__slug="proposed_days").edition
    unread = DayFactory(edition__slug="unread_days", edition__published_at=None).edition
    declined = {"state": "declined", "state_reason": "We have it already."}
    return {
        **{f"#{model._meta.model_name}": row.pk for model, row in made.items()},
        "#proposed_workshop": proposal_of(author, edition=days).pk,
        "#declined_workshop": proposal_of(author, edition=days, **declined).pk,
        "#unread_workshop": proposal_of(author, edition=unread).pk,
    }


READERS = {}
LEARNER = {
    "learning_days:propose": ["mentors_days"],
    "learning_days:edit_proposal": ["mentors_days", "#own_proposal"],
    "learning_days:lead": ["mentors_days", "#own_proposal"],
    "learning_days:lead asked": ["mentors_days", "#asked_to_lead"],
}
NO_PAGE = {}


def words(learner):
    """The learner proposed one workshop, and is asked to lead another."""
    edition = DayFactory(edition__slug="mentors_days").edition
    asked = placed(edition.days.get(), 10)
    models.WorkshopLead.objects.create(workshop=asked, person=learner)
    return {"#own_proposal": proposal_of(learner, edition=edition).pk, "#asked_to_lead": asked.pk}
