"""Records as CSV and as JSON, in chunks of text."""

import csv
import json
import unicodedata
from itertools import islice

CHUNK = 100  # rows that are sent together
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets read letters beyond ASCII as noise
FORMULA = frozenset("=+-@\u2212")
# What a spreadsheet passes over before it looks for a formula: space, quotes, and what nobody sees.
PASSED_OVER = {"Zs", "Zl", "Zp", "Cc", "Cf", "Pi", "Pf"}
QUOTES = frozenset("\"'`\u2018\u2019\u201c\u201d\uff02\uff07")


def csv_text(columns, records):
    """Comma-separated values as RFC 4180 has them, in UTF-8 with a byte order mark."""
    lines = _Lines()
    writer = csv.writer(lines, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([column.name for column in columns])
    lines.text.insert(0, BYTE_ORDER_MARK)
    records = iter(records)
    while True:
        writer.writerows([cell(value) for value in record.values()] for record in islice(records, CHUNK))
        if not lines.text:
            return
        yield lines.taken()


def json_text(head, name, records):
    """One JSON object: the pairs of `head`, and the list `name` of the records."""
    opening = json.dumps(head, ensure_ascii=False)
    yield f"{opening[:-1]}, {json.dumps(name)}: ["
    records, separator = iter(records), "\n"
    while some := list(islice(records, CHUNK)):
        rows = ",\n".join(json.dumps(record, ensure_ascii=False) for record in some)
        yield f"{separator}{rows}"
        separator = ",\n"
    yield "\n]}\n"


def cell(value):
    """A value as a cell: lists in one cell, nothing as nothing, and a text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = " ".join(value)
    return f"'{value}" if isinstance(value, str) and looks_like_formula(value) else value


def looks_like_formula(text):
    """Whether a spreadsheet may compute the text: it begins with = + - @, a tab or a line end, in any width.

    Space, quotes and unseen characters before the sign change nothing.
    """
    if text[:1] in ("\t", "\r", "\n"):
        return True
    for character in text:
        if character not in QUOTES and unicodedata.category(character) not in PASSED_OVER:
            return unicodedata.normalize("NFKC", character)[:1] in FORMULA
    return False


class _Lines:
    """What the csv module writes to: it keeps the lines until they are taken."""

    def __init__(self):
        self.text = []

    def write(self, line):
        self.text.append(line)

    def taken(self):
        text, self.text = "".join(self.text), []
        return text
