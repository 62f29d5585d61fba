"""Offering to mentor, in the role matrix and in the walk through all pages."""


def doors(answers):
    """The rows of the role matrix."""
    return {
        "mentoring:mentoring": ([], answers.EVERYBODY, answers.NO_FORM),
    }


def rows(author):
    """What those addresses name."""
    return {}


READERS = {"mentoring:mentoring": []}
LEARNER = {"mentoring:mentoring": []}
NO_PAGE = {}


def words(learner):
    """What those pages name."""
    return {}
