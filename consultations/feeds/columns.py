"""A column of open data: its name, its type, what it means, and how it is read from a row."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

# Types as the page on open data names them.
NUMBER = _("whole number")
DECIMAL = _("decimal number")
TEXT = _("text")
CODE = _("code")
MOMENT = _("moment, UTC")
ADDRESS = _("address")
YES_NO = _("true or false")
LIST = _("list of codes")


class Column(NamedTuple):
    """One field of a row; `read` answers None where it is empty."""

    name: str
    type: str
    meaning: str
    read: Callable[[Any], Any]


def record(columns, row):
    """{name: value} of one row, in the order of the columns."""
    return {column.name: column.read(row) for column in columns}


def moment(at):
    """A moment as files write it: in UTC, to the second."""
    return at and f"{at:%Y-%m-%dT%H:%M:%S}Z"
