"""Why two people are proposed to each other, in sentences made from the stored codes and from nothing else.

The codes are those of mentoring.rules.points: the sentences cannot disagree with the points.
"""

from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.language_names import name_of
from people.models import Language, Skill

from .clocks import blocks_said, duration_said, listed


class Reader(Enum):
    """Whom a sentence speaks to."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    ORGANIZER = "organizer"


@dataclass(frozen=True)
class Names:
    """{code of a language: its name}, {key of a skill: its title}, in the language of the page."""

    languages: dict = field(default_factory=dict)
    skills: dict = field(default_factory=dict)


def names_for(lists_of_codes):
    """The names that the sentences on many pairs need, in two questions however many they are."""
    codes = [code for codes in lists_of_codes for code in codes]
    languages = {_code_of(item) for code in codes for item in code.get("languages", ())}
    skills = {key for code in codes for key in code.get("skills", ())}
    autonyms = Language.objects.filter(code__in=languages).values_list("code", "autonym")
    titles = Skill.objects.filter(pk__in=skills).values_list("pk", "title")
    return Names({code: name_of(code) or autonym for code, autonym in autonyms}, {pk: _(title) for pk, title in titles})


def because(codes, *, reader, names, mentor="", mentee=""):
    """The sentences for one pair, the weightiest first; `mentor` and `mentee`: their names as the reader knows them."""
    told = {"mentor": mentor, "mentee": mentee}
    said = (SAID[code["code"]](code, reader, names, told) for code in codes)
    return [sentence for sentence in said if sentence]


def _code_of(language):
    return language if isinstance(language, str) else language[0]


def _languages(code, reader, names, told):
    shared = [names.languages.get(_code_of(item), _code_of(item)) for item in code["languages"]]
    if not shared:
        return ""
    if reader is Reader.ORGANIZER:
        return _("They share %(languages)s.") % {"languages": listed(shared)}
    return _("You share %(languages)s.") % {"languages": listed(shared)}


def _hours(code, reader, names, told):
    if not code["minutes"]:
        return ""
    side = "mentor" if reader is Reader.MENTOR else "mentee"
    said = {"duration": duration_said(code["minutes"]), "blocks": blocks_said(code[side])}
    if not said["blocks"]:
        return _("%(duration)s a week overlap. The clocks change meanwhile, so choose the days together.") % said
    if reader is Reader.ORGANIZER:
        return _("%(duration)s a week overlap (%(blocks)s, the mentee's time).") % said
    return _("%(duration)s a week overlap (%(blocks)s, your time).") % said


def _skills(code, reader, names, told):
    titles = [names.skills[key] for key in code["skills"] if key in names.skills]
    if not titles:
        return ""
    said = told | {"skills": listed(titles)}
    count = len(titles)
    if reader is Reader.MENTEE:
        # Translators: one skill or several, listed
        text = ngettext(
            "You want to learn %(skills)s, which %(mentor)s teaches.",
            "You want to learn %(skills)s, which %(mentor)s teaches.",
            count,
        )
    elif reader is Reader.MENTOR:
        # Translators: one skill or several, listed
        text = ngettext(
            "%(mentee)s wants to learn %(skills)s, which you teach.",
            "%(mentee)s wants to learn %(skills)s, which you teach.",
            count,
        )
    else:
        # Translators: one skill or several, listed
        text = ngettext(
            "%(mentee)s wants to learn %(skills)s, which %(mentor)s teaches.",
            "%(mentee)s wants to learn %(skills)s, which %(mentor)s teaches.",
            count,
        )
    return text % said


def _choice(code, reader, names, told):
    if not code["points"]:
        return ""
    text = ngettext(
        "The organizers gave this pair %(count)d point more.",
        "The organizers gave this pair %(count)d points more.",
        code["points"],
    )
    return text % {"count": code["points"]}


SAID = {"skills": _skills, "languages": _languages, "hours": _hours, "choice": _choice}
