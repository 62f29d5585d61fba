"""Why somebody was left without a mentor, and which mentors to look for, in sentences made from the codes.

The codes are those of mentoring.rules.blanks and mentoring.rules.recruiting. No sentence names a person.
"""

from datetime import date

from babel.lists import format_list
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .because import Reader
from .clocks import blocks_said, locale


def why_nobody(codes, *, reader, names):
    """The sentences on one request; `reader`: the mentee, or the organizers. `names`: as of because.names_for."""
    return [SAID[code["code"]](code, reader is Reader.MENTEE, names) for code in codes]


def recruiting_said(kind, names, *, count):
    """What `count` mentors of a recruiting.Kind would bring."""
    told = {
        "count": count,
        "language": names.languages.get(kind.language, kind.language),
        "skill": names.skills.get(kind.skill, ""),
        "block": blocks_said([kind.block]),
        "more": _people(kind.more),
    }
    text = ngettext(
        "%(count)d mentor who speaks %(language)s, teaches %(skill)s and is free (%(block)s UTC) would match %(more)s.",
        "%(count)d mentors who speak %(language)s, teach %(skill)s and are free (%(block)s UTC) would match %(more)s.",
        count,
    )
    return text % told


def codes_of(kinds):
    """The kinds as codes, so that because.names_for finds their names."""
    return [{"languages": [kind.language], "skills": [kind.skill]} for kind in kinds]


def _people(count):
    # Translators: stands at the end of: 2 mentors who … would match 11 more people
    return ngettext("%(count)d more person", "%(count)d more people", count) % {"count": count}


def _either(items):
    """The items as a choice in words: "A, B or C"."""
    return format_list([str(item) for item in items], style="or", locale=locale())


def _told(code, names):
    return {
        "languages": _either(names.languages.get(key, key) for key in code.get("languages", ())),
        "skills": _either(names.skills[key] for key in code.get("skills", ()) if key in names.skills),
        "blocks": blocks_said(code.get("blocks", ())),
    }


def _language(code, is_own, names):
    if not code["languages"]:
        if is_own:
            return _("Your profile names no language that you can talk in.")
        return _("The profile names no language that they can talk in.")
    return _("No mentor here speaks %(languages)s.") % _told(code, names)


def _skill(code, is_own, names):
    if not code["skills"]:
        return _("Your request names no skill.") if is_own else _("The request names no skill.")
    return _("No mentor here who speaks %(languages)s teaches %(skills)s.") % _told(code, names)


def _hours(code, is_own, names):
    told = _told(code, names)
    if is_own:
        return (
            _("No mentor here who speaks %(languages)s and teaches %(skills)s is free when you are: %(blocks)s.") % told
        )
    return _("No mentor here who speaks %(languages)s and teaches %(skills)s is free when they are: %(blocks)s.") % told


def _rules(code, is_own, names):
    if is_own:
        return _("With those who would suit you, a pair is not possible by the rules of the round.")
    return _(
        "With those who would suit them, a rule of the round, a private choice or your own choice forbids the pair."
    )


def _away(code, is_own, names):
    told = {"day": date_format(date.fromisoformat(code["until"]))}
    if is_own:
        return _("Those who would suit you are away, the first of them until %(day)s.") % told
    return _("Those who would suit them are away, the first of them until %(day)s.") % told


def _full(code, is_own, names):
    if is_own:
        text = ngettext(
            "%(count)d mentor would suit you, but has no place left.",
            "%(count)d mentors would suit you, but have no place left.",
            code["fit"],
        )
    else:
        text = ngettext(
            "%(count)d mentor would suit them, but has no place left.",
            "%(count)d mentors would suit them, but have no place left.",
            code["fit"],
        )
    return text % {"count": code["fit"]}


def _no_hours(code, is_own, names):
    return _("You did not say when you have time.") if is_own else _("They did not say when they have time.")


def _zone(code, is_own, names):
    told = {"zone": code["zone"]}
    if is_own:
        return _("Your time zone, %(zone)s, does not exist any more. Please choose it anew.") % told
    return _("Their time zone, %(zone)s, does not exist any more.") % told


SAID = {
    "language": _language,
    "skill": _skill,
    "hours": _hours,
    "rules": _rules,
    "away": _away,
    "full": _full,
    "no_hours": _no_hours,
    "zone": _zone,
}
