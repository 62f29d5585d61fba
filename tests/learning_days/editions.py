"""Editions for everybody, in the role matrix and in the walk through all pages."""

from .factories import DayFactory, EditionFactory


def doors(answers):
    """The rows of the role matrix."""
    return {
        "learning_days:editions": ([], answers.EVERYBODY, answers.NO_FORM),
        "learning_days:edition": (["#an_edition"], answers.EVERYBODY, answers.NO_FORM),
        "learning_days:edition draft": (["#draft_edition"], answers.NOBODY, answers.NO_FORM),
    }


def rows(author):
    """What those addresses name."""
    return {"#an_edition": DayFactory().edition.slug, "#draft_edition": EditionFactory(published_at=None).slug}


READERS = {"learning_days:editions": [], "learning_days:edition": ["#an_edition"]}
LEARNER = {"learning_days:edition": ["#an_edition"]}
NO_PAGE = {}


def words(learner):
    """What those pages name."""
    return rows(learner)
