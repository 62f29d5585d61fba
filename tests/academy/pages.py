"""Who opens which page of the academy in the browser, as in tests/pages.py; `words` makes what the sample lacks."""

READERS = {}
LEARNER = {}
NO_PAGE = {}


def words(learner):
    """What a word such as "#application" stands for."""
    return {}
