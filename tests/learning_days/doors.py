"""Who gets which answer at the addresses of Learning Days, and who opens which page; as in tests/mentoring/doors.py."""

from .factories import DayFactory, EditionFactory


def doors(answers):
    """The rows of tests.doors.DOORS; `answers` is that module."""
    return {
        "learning_days:editions": ([], answers.EVERYBODY, answers.NO_FORM),
        "learning_days:edition": (["#edition"], answers.EVERYBODY, answers.NO_FORM),
        "learning_days:edition draft": (["#draft_edition"], answers.NOBODY, answers.NO_FORM),
    }


def rows(author):
    """What a word such as "#edition" stands for."""
    return {
        "#edition": DayFactory().edition.slug,
        "#draft_edition": EditionFactory(published_at=None).slug,
    }


READERS = {"learning_days:editions": [], "learning_days:edition": ["#edition"]}
LEARNER = {"learning_days:edition": ["#edition"]}
words = rows
