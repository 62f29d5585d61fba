"""Who was there as a table: out with all that is known of a day, and in from a sign-up sheet or a scanner, later."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .attendance_rows import rows_of
from .models import Registration

OUT = ["date", "username", "name", "staff", "standing", "came", "how", "noted_at", "noted_by"]
IN = [*OUT, "code"]  # an export is a good beginning; only username, code and came are read
YES, NO = {"yes", "true", "1", "x", "y", "✓"}, {"no", "false", "0", "n"}
CODE = re.compile(r"([\w-]{8,32})/?$")  # a token, or the address in a QR code, which ends with it


class Line(NamedTuple):
    """What a row of a file would do: note, take back, or nothing."""

    number: int
    registration: Registration
    does: str  # new, back or same


def records_of(day):
    """A row for each registration, in the order of the list; moments as ISO 8601 in UTC."""
    for row in rows_of(day):
        note = row.noted
        yield {
            "date": day.date.isoformat(),
            "username": row.person.username,
            "name": row.person.display_name,
            "staff": row.is_staff,
            "standing": row.standing,
            "came": note is not None,
            "how": note.how if note else "",
            "noted_at": note.noted_at.isoformat(timespec="seconds") if note else "",
            "noted_by": note.noted_by.username if note and note.noted_by else "",
        }


def read(day, dataset):
    """What the rows of a file would do: (lines, sentences about mistakes). Raises ValidationError without a column."""
    if not {"username", "code"} & set(dataset.headers):
        raise ValidationError(_("A column “username” or “code” is needed, so that we know who is meant."), code="who")
    known = _Known(day)
    lines, mistakes, wishes = [], [], {}
    for number, cells in zip(dataset.rows, dataset.dict, strict=True):
        try:
            line = _line(number, cells, known)
            _check_once(line, wishes)
            lines.append(line)
        except ValidationError as refusal:
            mistakes.append(_("Row %(row)s: %(message)s") % {"row": number, "message": refusal.messages[0]})
    return lines, mistakes


class _Known:
    """The registrations of a day, by user name and by token."""

    def __init__(self, day):
        rows = [row for row in rows_of(day) if not row.is_fixed]
        self.by_name = {row.person.username.lower(): row for row in rows}
        self.by_token = {row.token: row for row in rows}

    def find(self, name, code):
        row = self.by_name.get(name.lower()) if name else self.by_token.get(_token(code))
        if row is None:
            sentence = _("This code is of no registration for this day.")
            if name:
                sentence = _("Nobody called “%(who)s” is registered for this day.")
            raise ValidationError(sentence, code="unknown", params={"who": name})
        return row


def _token(code):
    found = CODE.search(code)
    return found.group(1) if found else ""


def _line(number, cells, known):
    """What one row would do."""
    name, code = cells.get("username", ""), cells.get("code", "")
    if not name and not code:
        raise ValidationError(_("There is neither a user name nor a code."), code="nobody")
    wish = _wish(cells.get("came"))
    row = known.find(name, code)
    if wish is None or wish == bool(row.noted):
        return Line(number, row, "same")
    return Line(number, row, "new" if wish else "back")


def _wish(said):
    """Whether somebody came; None where the cell says nothing. Without the column everybody in the file came."""
    if said is None:
        return True
    word = said.lower()
    if not word:
        return None
    if word not in YES | NO:
        raise ValidationError(_("“%(word)s” is neither yes nor no."), code="came", params={"word": said})
    return word in YES


def _check_once(line, wishes):
    """A person may stand there twice, as a code that was scanned twice, but not once with yes and once with no."""
    wish = wishes.setdefault(line.registration.pk, line.does)
    if wish != line.does:
        raise ValidationError(_("The same person stands there once with yes and once with no."), code="both")
