"""Who opens which page of the academy in the browser, as in tests/pages.py; `words` makes what the sample lacks."""

from . import applying, browsing, choosing, learning, reviewing

READERS = {
    **applying.READERS,
    **browsing.READERS,
    **choosing.READERS,
    **learning.READERS,
}
LEARNER = {
    **applying.LEARNER,
    **browsing.LEARNER,
    **choosing.LEARNER,
    **learning.LEARNER,
    **reviewing.LEARNER,
}
NO_PAGE = {
    **choosing.NO_PAGE,
    **learning.NO_PAGE,
}


def words(learner):
    """What a word such as "#application" stands for."""
    return {
        **applying.words(learner),
        **browsing.words(learner),
        **choosing.words(learner),
        **learning.words(learner),
        **reviewing.words(learner),
    }
