"""The programme, seats in workshops, my days and calendars, in the role matrix and in the walk through all pages."""

from django.utils import timezone

from learning_days.actions.calendars import renew_calendar
from learning_days.actions.releases import release
from learning_days.models import WorkshopLead

from .factories import (
    DayFactory,
    EditionFactory,
    RegistrationFactory,
    RoomFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
    placed,
)


def released(edition, note=""):
    """The programme of an edition, released as it stands now."""
    return release(edition=edition, actor=None, note=note, now=timezone.now())


def led_by(workshop, person):
    """The person agreed to lead the workshop."""
    return WorkshopLead.objects.create(workshop=workshop, person=person, agreed_at=timezone.now())


def seat_of(person, workshop, **fields):
    """A seat in a workshop, with one of its day."""
    registrations = person.registrations.filter(day=workshop.day)
    registration = registrations.first() or RegistrationFactory(day=workshop.day, person=person)
    return WorkshopSeatFactory(registration=registration, workshop=workshop, **fields)


def programme_for(person):
    """An edition released twice: the person sits in one workshop, waits for one at that time and leads a third."""
    day = DayFactory(edition__slug=f"programme-of-{person.pk}", edition__zone="Asia/Kathmandu")
    small = RoomFactory(edition=day.edition, name="Small room", capacity=1)
    sits, waits, leads = placed(day, 10, hours=2), placed(day, 11, room=small), placed(day, 13)
    seat_of(RegistrationFactory(day=day).person, waits)
    led_by(leads, person)
    seat_of(person, sits)
    seat_of(person, waits, seated_at=None)
    cancelled = placed(day, 15)
    released(day.edition)
    type(cancelled).objects.filter(pk=cancelled.pk).update(state="cancelled", state_reason="The lead is ill.")
    released(day.edition, note="One workshop is called off.")
    return day.edition, {"sits": sits, "waits": waits, "leads": leads, "cancelled": cancelled}


def doors(answers):
    """The rows of the role matrix: the author sits in the workshop; a draft is read by nobody else."""
    page, nobody = (answers.EVERYBODY, answers.NO_FORM), (answers.NOBODY, answers.NO_FORM)
    members_nobody = (answers.MEMBERS_NOBODY, answers.MEMBERS_NOBODY)
    return {
        "learning_days:calendar": (["#programme"], *page),
        "learning_days:calendar draft": (["#unread_edition"], *nobody),
        "learning_days:leave_seat": (["#programme", "#sits_in"], "302 302 200 302 302", answers.LED_ON),
        "learning_days:leave_seat unreleased": (["#programme", "#unreleased"], *members_nobody),
        "learning_days:my_calendar": (["#calendar_token"], *page),
        "learning_days:my_calendar unknown": (["nobodys"], *nobody),
        "learning_days:my_days": (["#programme"], answers.MEMBERS, answers.MEMBERS_NO_FORM),
        "learning_days:my_days draft": (["#unread_edition"], answers.MEMBERS_NOBODY, answers.MEMBERS_NO_FORM),
        "learning_days:programme": (["#programme"], *page),
        "learning_days:programme draft": (["#unread_edition"], *nobody),
        "learning_days:programme_version": (["#programme", 1], *page),
        "learning_days:programme_version unknown": (["#programme", 99], *nobody),
        "learning_days:renew_calendar": ([], answers.MEMBERS_NO_FORM, answers.LED_ON),
        "learning_days:take_seat": (["#programme", "#sits_in"], answers.MEMBERS_NO_FORM, answers.LED_ON),
        "learning_days:take_seat unreleased": (
            ["#programme", "#unreleased"],
            answers.MEMBERS_NO_FORM,
            answers.MEMBERS_NOBODY,
        ),
        "learning_days:workshop": (["#programme", "#sits_in"], *page),
        "learning_days:workshop unreleased": (["#programme", "#unreleased"], *nobody),
    }


def rows(author):
    """What those addresses name."""
    edition, workshops = programme_for(author)
    return {
        "#programme": edition.slug,
        "#unread_edition": EditionFactory(published_at=None).slug,
        "#sits_in": workshops["sits"].pk,
        "#unreleased": WorkshopFactory(edition=edition).pk,
        "#waits_for": workshops["waits"].pk,
        "#called_off": workshops["cancelled"].pk,
        "#calendar_token": renew_calendar(person=author, now=timezone.now()).token,
    }


READERS = {
    "learning_days:programme": ["#programme"],
    "learning_days:programme_version": ["#programme", 2],
    "learning_days:workshop": ["#programme", "#sits_in"],
    "learning_days:workshop called off": ["#programme", "#called_off"],
}
LEARNER = {
    "learning_days:leave_seat": ["#programme", "#sits_in"],
    "learning_days:my_days": ["#programme"],
    "learning_days:programme": ["#programme"],
    "learning_days:workshop": ["#programme", "#sits_in"],
    "learning_days:workshop waiting": ["#programme", "#waits_for"],
}
NO_PAGE = {
    "learning_days:take_seat": "takes a form",
    "learning_days:renew_calendar": "takes a form",
    "learning_days:calendar": "a file: tests/learning_days/test_calendars.py",
    "learning_days:my_calendar": "a file: tests/learning_days/test_calendars.py",
}


def words(learner):
    """What those pages name."""
    return rows(learner)
