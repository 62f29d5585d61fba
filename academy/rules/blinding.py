"""What reviewers read of an application: its words with […] where they would tell whose it is.

Names are found as a reader would: in any case, with or without accents, broken by invisible characters, emphasis or
entities, and in the addresses of links. Where the Markdown of a text hides a name from the search in its source, the
formatting is given up rather than the name given away.
"""

import re
import unicodedata
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from people.text import render_markdown

BLANK = "[…]"
LONGEST_KEPT = 1  # a name of one letter stays: hiding it would make holes everywhere
SHORTEST_PART = 3  # of a name of several words that is hidden alone, too

# Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, the stroke that only stretches Arabic words.
MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\ufe00-\ufe0f\u3164\uffa0\u115f\u1160]")
# Scripts that write no space between words, and Korean, whose endings follow a name without one.
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u2e80-\u30ff\u3130-\u318f\u31f0-\u9fff"
    r"\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)
ARABIC_PREFIX = re.compile(r"(?:^|\s)[وفبلك]{1,2}$")  # and, so, in, to, as: written onto the next word
BLOCK_ENDS = re.compile(r"</(?:p|li|h[1-6]|pre|blockquote)>|<br ?/?>|<hr ?/?>")
TAG = re.compile(r"<[^>]*>")
HREF = re.compile(r'href="([^"]*)"')
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
EDGES = {"Zs", "So"}  # spaces and pictures: categories of Unicode
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


class Hidden(NamedTuple):
    """Words that reviewers must not read; `is_part`: of a name, hidden where it is written as a name, not as `will`."""

    words: str
    is_part: bool = False


def hidden_words(application):
    """What reviewers must not read: the applicant's own names, and each line of `identifying`."""
    names, parts = application.identifying.splitlines(), []
    person = application.person
    if person is not None:
        names += [person.display_name, person.username, person.wiki_username, person.email]
        names += [affiliate.name for affiliate in person.affiliates.all()]
        parts = parts_of(person.display_name)
    hidden = [*map(Hidden, names), *(Hidden(part, True) for part in parts)]
    return [one for one in hidden if can_be_hidden(one.words)]


def parts_of(name):
    """The words of a name of several words; the small ones between them, as `de la`, are everybody's."""
    parts = re.split(r"[\s_]+", name.strip())
    long_enough = [part for part in parts if len(part) >= SHORTEST_PART and is_capital(part[0])]
    return long_enough if len(parts) > 1 else []


def is_capital(char):
    """Whether the letter can begin a name: a capital, or one of a script without capitals."""
    return char == char.upper()


def can_be_hidden(word):
    """Whether the word has more than one letter, digit or picture."""
    letters = (char for char in unicodedata.normalize("NFC", word) if unicodedata.category(char)[0] in "LNS")
    return sum(1 for char in letters if fold(char).strip()) > LONGEST_KEPT


def blinded(text, application):
    """The Markdown of `text` without the words that would give the applicant away."""
    return without(text, hidden_words(application))


def without(text, hidden):
    """The Markdown of `text` with […] for all that is `hidden`, in its source and in what it is rendered to."""
    text = blanked(text, hidden)
    if any(finds(said, hidden) for said in readings(text)):
        text = escaped(blanked(decoded(seen(text)), hidden))
    return text


def blanked(text, hidden):
    """The text with […] for all that is `hidden` and that its characters spell."""
    text = unicodedata.normalize("NFC", text)
    while ranges := finds(text, hidden):
        for start, end in reversed(ranges):
            text = f"{text[:start]}{BLANK}{text[end:]}"
    return text


def readings(source):
    """All that a reader of the rendered Markdown could find a name in: what is seen, and where links lead."""
    html = render_markdown(source)
    for said in (seen(source), *(unescape(address) for address in HREF.findall(html))):
        yield said
        yield decoded(said)


def seen(source):
    """What a reader of the rendered Markdown sees, as plain text."""
    return unescape(TAG.sub("", BLOCK_ENDS.sub("\n\n", render_markdown(source)))).strip()


def decoded(text):
    """The text without the %41 of addresses, however often it was encoded."""
    while (plain := unquote(text)) != text:
        text = plain
    return text


def escaped(text):
    """Markdown that is rendered to the plain text; the […] in it stays."""
    text = INDENT.sub("", text)
    return BLANK.join(PUNCTUATION.sub(r"\\\1", part) for part in text.split(BLANK))


def finds(text, hidden):
    """Where it stands in the text: ranges (start, end) in order that neither overlap nor touch."""
    found = []
    for unseen in ("", " "):  # an invisible character may stand within a name, or part two of them
        letters, places = folded(text, unseen)
        for words, is_part in hidden:
            for match in pattern(words).finditer(letters):
                start, end = match.span(1)
                if stands_alone(letters, start, end) and not (is_part and not is_capital(text[places[start]])):
                    found.append((places[start], end_of(text, places[end - 1])))
    return merged(sorted(found))


def stands_alone(letters, start, end):
    """Whether the match is a word of its own, where its script has words."""
    return (is_edge(letters, start) or ARABIC_PREFIX.search(letters[:start][-3:])) and is_edge(letters, end)


def is_edge(letters, place):
    """Whether a word can begin or end between these two characters."""
    around = letters[max(place - 1, 0) : place + 1]
    return (
        place in (0, len(letters))
        or any(unicodedata.category(char) in EDGES for char in around)
        or bool(UNSPACED.search(around))
    )


def end_of(text, place):
    """Behind the character, and behind all that belongs to it: marks, joiners."""
    end = place + 1
    while end < len(text) and not fold(text[end]):
        end += 1
    return end


def merged(ranges):
    together = []
    for start, end in ranges:
        if together and start <= together[-1][1]:
            together[-1] = (together[-1][0], max(end, together[-1][1]))
        else:
            together.append((start, end))
    return together


@lru_cache(maxsize=1024)
def pattern(words):
    """What finds the words in folded letters, whatever stands between them; also where matches overlap."""
    letters, _places = folded(unicodedata.normalize("NFC", words))
    return re.compile(f"(?=({' ?'.join(map(re.escape, letters.split()))}))")


def folded(text, unseen=""):
    """The letters that tell words apart, with one space for all between them, and the place of each in the text."""
    letters, places = [], []
    for place, char in enumerate(text):
        for letter in unseen if unicodedata.category(char) == "Cf" else fold(char):
            if letter != " " or (letters and letters[-1] != " "):
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


@lru_cache(maxsize=8192)
def fold(char):
    """A character as it is compared: without case and accents; nothing for what takes no place; a space for signs."""
    if unicodedata.category(char) == "Cf":
        return ""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(" " if is_sign(letter) else letter for letter in MARKS.sub("", plain).replace("ı", "i"))


def is_sign(char):
    """Neither letter, mark, digit nor picture: what stands between words."""
    kind = unicodedata.category(char)
    return kind[0] not in "LMN" and kind != "So"
