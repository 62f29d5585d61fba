"""Who opens which page of the academy in the browser, as in tests/pages.py; `words` makes what the sample lacks."""

from . import applying, boarding, browsing, choosing, learning, reviewing

READERS = {
    **applying.READERS,
    **boarding.READERS,
    **browsing.READERS,
    **choosing.READERS,
    **learning.READERS,
}
LEARNER = {
    **applying.LEARNER,
    **boarding.LEARNER,
    **browsing.LEARNER,
    **choosing.LEARNER,
    **learning.LEARNER,
    **reviewing.LEARNER,
}
NO_PAGE = {
    **boarding.NO_PAGE,
    **choosing.NO_PAGE,
    **learning.NO_PAGE,
}


def words(learner):
    """What a word such as "#application" stands for."""
    return {
        **applying.words(learner),
        **boarding.words(learner),
        **browsing.words(learner),
        **choosing.words(learner),
        **learning.words(learner),
        **reviewing.words(learner),
    }
