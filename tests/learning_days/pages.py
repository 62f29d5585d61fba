"""Who opens which page of Learning Days in the browser, as in tests/pages.py; `words` makes what the sample lacks."""

from .doors import SLICES

READERS = {name: row for part in SLICES for name, row in part.READERS.items()}
LEARNER = {name: row for part in SLICES for name, row in part.LEARNER.items()}
NO_PAGE = {name: why for part in SLICES for name, why in part.NO_PAGE.items()}


def words(learner):
    """What a word such as "#edition" stands for."""
    return {word: row for part in SLICES for word, row in part.words(learner).items()}
