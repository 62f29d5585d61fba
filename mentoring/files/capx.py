"""People with their skills and languages as the Capacity Exchange (CapX) writes them: what a row of the table says.

Columns: `username`; `skills_known`, `skills_available` (to teach) and `skills_wanted`, lists of items on Wikidata;
`language`, a list of a code and a proficiency from 0 to 5, or n for native. A list is written with or without
brackets and quotes: [Q123, Q456] or Q123 Q456; es:3 fr:n, or JSON as its interface gives it. Other columns of the
profile (badges, territory, contact …) are read over.
"""

import json
import re
from dataclasses import dataclass, field

from people.models import LanguageLevel, SkillLevel

SKILLS = {
    "skills_wanted": SkillLevel.Level.LEARN,
    "skills_known": SkillLevel.Level.PRACTISE,
    "skills_available": SkillLevel.Level.TEACH,
}
LANGUAGES = ("language", "languages")
ORDER = {level: at for at, level in enumerate(SkillLevel.Level.values)}  # what one teaches, one can practise
ITEM = re.compile(r"Q[1-9][0-9]*")
PAIR = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,19})\s*[:=]\s*(\w+)")
LEVELS = {**{str(level): str(level) for level in range(6)}, "n": LanguageLevel.Level.NATIVE}
MARKS = re.compile(r"[\[\](){}\"',;|\s]+")


@dataclass
class Line:
    """One row. `skills`: {item: level}; `languages`: {code: level}; `errors`: [(code, what was written)]."""

    number: int
    username: str
    skills: dict = field(default_factory=dict)
    languages: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)


def lines_of(rows):
    """A Line for each (number, {column: text}). Errors: no_name, twice, item, language, level."""
    seen, lines = set(), []
    for number, row in rows:
        line = line_of(number, {name.strip().lower(): (text or "").strip() for name, text in row.items()})
        name = folded(line.username)
        if name in seen:
            line.errors.append(("twice", line.username))
        seen.add(name or None)
        lines.append(line)
    return lines


def line_of(number, row):
    line = Line(number, row.get("username", ""))
    if not line.username:
        line.errors.append(("no_name", ""))
    for column, level in SKILLS.items():
        for item in listed(row.get(column, "")):
            add_skill(line, item, level)
    for column in LANGUAGES:
        for code, level in spoken(row.get(column, ""), line.errors):
            add_language(line, code, level)
    return line


def listed(text):
    return [part for part in MARKS.split(text) if part]


def add_skill(line, item, level):
    """Of several statements on one skill the strongest holds."""
    item = item.upper()
    if not ITEM.fullmatch(item):
        line.errors.append(("item", item))
    elif ORDER[level] >= ORDER.get(line.skills.get(item), -1):
        line.skills[item] = level


def spoken(text, errors):
    """(code, proficiency) of each language in the cell, in either way of writing."""
    if text.startswith(("[{", "{")):
        yield from from_json(text, errors)
        return
    rest = text
    for found in PAIR.finditer(text):
        rest = rest.replace(found.group(), " ", 1)
        yield found.groups()
    errors.extend(("language", part) for part in listed(rest))


def from_json(text, errors):
    try:
        entries = json.loads(text)
        entries = entries if isinstance(entries, list) else [entries]
        pairs = [(str(entry.get("language", entry.get("id"))), str(entry["proficiency"])) for entry in entries]
        "".join(map("".join, pairs)).encode()  # half a letter, as JSON can escape it, is no text
    except (ValueError, KeyError, AttributeError, RecursionError):
        errors.append(("language", text[:60]))
        return
    yield from pairs


def add_language(line, code, level):
    """Two different levels for one language are a mistake in the file."""
    known = LEVELS.get(level.lower())
    if known is None:
        line.errors.append(("level", f"{code}:{level}"))
    elif line.languages.setdefault(code.lower(), known) != known:
        line.errors.append(("twice", code))


def folded(name):
    """A user name as the wikis compare it: underscores are spaces, and the first letter is a capital."""
    name = " ".join(name.replace("_", " ").split())
    return name[:1].upper() + name[1:]
