"""Registration in the role matrix and in the walk through all pages."""

from datetime import timedelta

from django.utils import timezone

from learning_days.models import Need

from .factories import DayFactory, EditionFactory, RegistrationFactory


def offered(day, person):
    """A registration for which a seat is held."""
    now = timezone.now()
    until = {"offered_at": now, "offer_expires_at": now + timedelta(hours=50)}
    return RegistrationFactory(day=day, person=person, seated_at=None, **until)


def days_of(edition, person):
    """A day with a seat, one with a held seat, one where the person waits; and one to register for."""
    days = [DayFactory(edition=edition, date=timezone.localdate() + timedelta(days=80 + plus)) for plus in range(4)]
    seated = RegistrationFactory(day=days[0], person=person)
    Need.objects.create(registration=seated, access="A ramp.")
    RegistrationFactory(day=days[2], person=person, seated_at=None)
    return seated, offered(days[1], person)


def doors(answers):
    """The rows of the role matrix: everybody reads how one registers, each person the own registrations."""
    members_nobody = (answers.MEMBERS_NOBODY, answers.MEMBERS_NOBODY)
    return {
        "learning_days:register": (["register-here"], answers.EVERYBODY, answers.MEMBERS_FORM),
        "learning_days:register draft": (["register-draft"], answers.NOBODY, answers.NOBODY),
        "learning_days:leave_day": (["register-here", "#seated_day"], answers.AUTHOR, answers.AUTHOR_LED_ON),
        "learning_days:leave_day draft": (["register-draft", "#draft_day"], *members_nobody),
        "learning_days:needs": (["register-here"], answers.AUTHOR, answers.AUTHOR_LED_ON),
        "learning_days:needs draft": (["register-draft"], *members_nobody),
        "learning_days:answer_offer": (["#held_seat"], answers.AUTHOR, answers.AUTHORS_FORM),
    }


def rows(author):
    """What those addresses name."""
    seated, held = days_of(EditionFactory(slug="register-here"), author)
    draft = RegistrationFactory(person=author, day__edition=EditionFactory(slug="register-draft", published_at=None))
    return {"#seated_day": seated.day_id, "#held_seat": held.pk, "#draft_day": draft.day_id}


READERS = {"learning_days:register": ["register-here"]}
LEARNER = {
    "learning_days:register": ["register-here"],
    "learning_days:leave_day": ["register-here", "#seated_day"],
    "learning_days:needs": ["register-here"],
    "learning_days:answer_offer": ["#held_seat"],
    "learning_days:edition registered": ["register-here"],
}
NO_PAGE = {}


def words(learner):
    """What those pages name."""
    return rows(learner)
