"""Who gets which answer at the academy's addresses; the words for the roles' answers are those of tests/doors.py.

`rows(author)` makes one of everything for the scene: what "#application" stands for in an address.
"""

from . import applying, boarding, browsing, choosing, learning, reviewing


def doors(answers):
    """The rows of tests.doors.DOORS; `answers` is that module."""
    return {
        **applying.doors(answers),
        **boarding.doors(answers),
        **browsing.doors(answers),
        **choosing.doors(answers),
        **learning.doors(answers),
        **reviewing.doors(answers),
    }


def rows(author):
    """What a word such as "#application" stands for."""
    return {
        **applying.rows(author),
        **boarding.rows(author),
        **browsing.rows(author),
        **choosing.rows(author),
        **learning.rows(author),
        **reviewing.rows(author),
    }
