"""What is said and pledged after a day, in the role matrix and in the walk through all pages."""

from datetime import timedelta

from django.utils import timezone

from learning_days.models import Feedback

from .factories import DayFactory, EditionFactory, PledgeFactory, RegistrationFactory, SharingFactory

HOUR = timedelta(hours=1)


def begun_day(**fields):
    """A day that began an hour ago."""
    now = timezone.now()
    hours = {"date": timezone.localdate(), "starts_at": now - HOUR, "ends_at": now + 7 * HOUR}
    return DayFactory(**{**hours, **fields})


def closed_day(**fields):
    """A day of 40 days ago: nothing is said of it any more."""
    past = timezone.now() - timedelta(days=40)
    return DayFactory(
        **{"date": past.date(), "starts_at": past, "ends_at": past + 8 * HOUR, "capacity": None, **fields}
    )


def said_by(registration, **fields):
    """What somebody says of a day."""
    return Feedback.objects.create(registration=registration, **{"rating": 4, "lang": "en", **fields})


def answered(day, ratings, **fields):
    """As many people as there are ratings say something of the day."""
    return [said_by(RegistrationFactory(day=day), rating=rating, **fields) for rating in ratings]


def doors(answers):
    """The rows of the role matrix: the author comes to the day and pledges something for oneself."""
    page, form = answers.AUTHOR, answers.AUTHORS_FORM
    return {
        "learning_days:feedback": (["#answered_edition", "#answered_day"], page, form),
        "learning_days:feedback unpublished": (
            ["#unanswered_edition", "#unanswered_day"],
            answers.MEMBERS_NOBODY,
            answers.MEMBERS_NOBODY,
        ),
        "learning_days:feedback_results": (["#answered_edition"], answers.EVERYBODY, answers.NO_FORM),
        "learning_days:feedback_results draft": (["#unanswered_edition"], answers.NOBODY, answers.NO_FORM),
        "learning_days:new_pledge": (["#answered_edition"], page, form),
        "learning_days:pledge": (["#private_pledge"], answers.AUTHOR_UNASKED, answers.NO_FORM),
        "learning_days:pledge public": (["#public_pledge"], answers.EVERYBODY, answers.NO_FORM),
        "learning_days:pledge unpublished": (["#unanswered_pledge"], answers.NOBODY, answers.NO_FORM),
        "learning_days:edit_pledge": (["#private_pledge"], page, form),
        "learning_days:drop_pledge": (["#private_pledge"], page, answers.AUTHOR_LED_ON),
    }


def rows(author):
    """What those addresses name."""
    day, unread = begun_day(), begun_day(edition=EditionFactory(published_at=None))
    for one in (day, unread):
        RegistrationFactory(day=one, person=author)
    return {
        "#answered_edition": day.edition.slug,
        "#answered_day": day.pk,
        "#unanswered_edition": unread.edition.slug,
        "#unanswered_day": unread.pk,
        "#private_pledge": PledgeFactory(edition=day.edition, person=author).pk,
        "#public_pledge": PledgeFactory(edition=day.edition, is_public=True).pk,
        "#unanswered_pledge": PledgeFactory(edition=unread.edition, is_public=True).pk,
    }


READERS = {
    "learning_days:feedback_results": ["#closed_edition"],
    "learning_days:pledge public": ["#public_pledge"],
}
LEARNER = {
    "learning_days:feedback": ["#answered_edition", "#answered_day"],
    "learning_days:feedback closed": ["#closed_edition", "#closed_day"],
    "learning_days:feedback_results open": ["#answered_edition"],
    "learning_days:new_pledge": ["#answered_edition"],
    "learning_days:pledge": ["#private_pledge"],
    "learning_days:pledge dropped": ["#dropped_pledge"],
    "learning_days:pledge reported": ["#reported_pledge"],
    "learning_days:edit_pledge": ["#private_pledge"],
    "learning_days:drop_pledge": ["#private_pledge"],
}
NO_PAGE = {}


def words(learner):
    """A day that was spoken of and is closed, with hidden numbers and quotes; pledges at every stage."""
    known = rows(learner)
    day = closed_day()
    answered(day, [4, 4, 4, 4, 4, 4, 3], may_be_quoted=True, liked_best="The *corridor*.", next_time="Longer breaks.")
    answered(day, [None] * 5, next_time="More tea.")
    said_by(RegistrationFactory(day=day, person=learner), rating=3, liked_best="All of it.", may_be_quoted=True)
    mine = {"edition": day.edition, "person": learner}
    reported = PledgeFactory(**mine, is_public=True)
    SharingFactory(person=learner, pledge=reported)
    return known | {
        "#closed_edition": day.edition.slug,
        "#closed_day": day.pk,
        "#dropped_pledge": PledgeFactory(**mine, dropped_at=timezone.now()).pk,
        "#reported_pledge": reported.pk,
    }
