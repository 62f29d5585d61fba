"""Tables as CSV: read from whatever a spreadsheet writes, written so that no spreadsheet computes a cell."""

import csv
from io import StringIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.formats import base_formats
from tablib import Dataset

from consultations.feeds.formats import BYTE_ORDER_MARK, cell, looks_like_formula

MOST_BYTES, MOST_ROWS = 2_000_000, 5_000
NAMED = 20  # rows or columns that a sentence names
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Csv(base_formats.CSV):
    """CSV in UTF-8 with a byte order mark; a text that looks like a formula gets an apostrophe before it."""

    def export_data(self, dataset, **kwargs):
        file = StringIO()
        writer = csv.writer(file)
        writer.writerow(dataset.headers)
        writer.writerows([cell(value) for value in row] for row in dataset)
        return (BYTE_ORDER_MARK + file.getvalue()).encode()

    def is_binary(self):
        return True


def text_of(data):
    """The text of a file in UTF-8 or UTF-16, or a ValidationError that says what to do."""
    if len(data) > MOST_BYTES:
        raise ValidationError(_("This file is greater than 2 MB. Please divide it."), code="long")
    try:
        text = data.decode("utf-16" if data[:2] in UTF_16 else "utf-8-sig")
    except UnicodeDecodeError:
        sentence = _("This file is not in UTF-8. In your spreadsheet choose “CSV UTF-8” to save it, and try again.")
        raise ValidationError(sentence, code="encoding") from None
    if "\x00" in text:
        raise ValidationError(_("This is no table as CSV."), code="binary")
    if not text.strip():
        raise ValidationError(_("This file is empty."), code="empty")
    return text


def dataset_of(text, columns, needed):
    """The rows as a Dataset; its `rows` are their numbers in the file. `needed` columns must be there."""
    lines = _lines(text)
    headers = [name.strip().lower() for name in lines[0]]
    _check_headers(headers, columns, needed)
    numbered = [(number, line) for number, line in enumerate(lines[1:], start=2) if any(map(str.strip, line))]
    if not numbered:
        raise ValidationError(_("There is no row below the names of the columns."), code="no_rows")
    if len(numbered) > MOST_ROWS:
        raise ValidationError(_("There are more than 5,000 rows. Please divide the file."), code="many_rows")
    wrong = [str(number) for number, line in numbered if len(line) != len(headers)]
    if wrong:
        raise ValidationError(
            _("These rows have more or fewer cells than there are columns: %(rows)s."),
            code="cells",
            params={"rows": ", ".join(wrong[:NAMED])},
        )
    dataset = Dataset(*[[_unescaped(value.strip()) for value in line] for _number, line in numbered], headers=headers)
    dataset.rows = [number for number, _line in numbered]
    return dataset


def _lines(text):
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return list(csv.reader(StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ValidationError(_("This is no table as CSV: %(error)s."), code="csv", params={"error": error}) from None


def _check_headers(headers, columns, needed):
    if unknown := [name for name in headers if name not in columns]:
        sentence = _("The first row names columns that are not known: %(unknown)s. Known are: %(known)s.")
        params = {"unknown": ", ".join(unknown[:NAMED]), "known": ", ".join(columns)}
        raise ValidationError(sentence, code="unknown_columns", params=params)
    if missing := [name for name in needed if name not in headers]:
        sentence = _("These columns are missing: %(missing)s.")
        raise ValidationError(sentence, code="missing_columns", params={"missing": ", ".join(missing)})
    if len(set(headers)) < len(headers):
        raise ValidationError(_("A column stands there twice."), code="twice")


def _unescaped(value):
    """The text as it was before the export put an apostrophe before it."""
    return value[1:] if value.startswith("'") and looks_like_formula(value[1:]) else value
