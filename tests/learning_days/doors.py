"""Who gets which answer at the addresses of Learning Days; the words for the answers are those of tests/doors.py.

`rows(author)` makes one of everything for the scene: what "#edition" stands for in an address.
"""

from . import answering, door_desk, editions, organizing, reading, registering, spreading, threading_slice

SLICES = [
    answering,
    door_desk,
    editions,
    organizing,
    reading,
    registering,
    spreading,
    threading_slice,
]


def doors(answers):
    """The rows of tests.doors.DOORS; `answers` is that module."""
    return {name: row for part in SLICES for name, row in part.doors(answers).items()}


def rows(author):
    """What a word such as "#edition" stands for."""
    return {word: row for part in SLICES for word, row in part.rows(author).items()}
