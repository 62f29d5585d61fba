"""The parts of a public profile, ready for the page."""

from itertools import groupby

from django.utils.translation import gettext as _

from .models import Person


def open_parts(person):
    """{part: what stands in it} for the parts that the person chose to show and that hold something."""
    parts = {
        Person.Shown.WIKI_USERNAME: person.wiki_username,
        Person.Shown.BIO: person.bio_html,
        Person.Shown.REGION: person.region and _(person.region.name),
        Person.Shown.LANGUAGES: languages(person),
        Person.Shown.SKILLS: skills(person),
        Person.Shown.AREAS: sorted(_(area.name) for area in person.areas.all()),
    }
    return {str(part): held for part, held in parts.items() if held and part in person.shown}


def languages(person):
    """The person's language levels, best first."""
    return sorted(person.language_levels.all(), key=lambda row: (row.level, row.language.code), reverse=True)


def skills(person):
    """[(group's title, [(skill's title, what the person says of it)])] in the order of the lists."""
    rows = sorted(person.skill_levels.all(), key=lambda row: (row.skill.group.position, row.skill.position, row.pk))
    return [
        (_(group.title), [(_(row.skill.title), row.get_level_display()) for row in held])
        for group, held in groupby(rows, key=lambda row: row.skill.group)
    ]
