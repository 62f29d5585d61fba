"""Taking over what people say of their skills and languages on another platform."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from people.models import Language, LanguageLevel, Person, Skill, SkillLevel

from ..files.capx import ORDER, folded
from ..models import Mentor, OfferedSkill

STRENGTH = {level: at for at, level in enumerate(LanguageLevel.Level.values)}  # 0 to 5, and native


@dataclass
class Taken:
    """What becomes of one line. `person`: None where nobody has the name; `errors`: sentences; then nothing of the
    line is taken over. `added`, `raised`: skills, languages and offers that are new, or stronger than before; `kept`:
    sentences on what the person said here themselves, which is stronger and stays.
    """

    line: object
    person: Person | None = None
    errors: list = field(default_factory=list)
    added: int = 0
    raised: int = 0
    kept: list = field(default_factory=list)
    skills: list = field(default_factory=list)
    languages: list = field(default_factory=list)
    offers: list = field(default_factory=list)


def take_over(*, lines, actor, now, with_offers=False, is_dry=False):
    """Take the skills and languages of people who have an account over; answers a Taken for each line.

    A line with an error is left out whole, the others are taken. What a person said here is never lowered: it is
    kept where it is stronger, which is told, and raised where it is weaker. With `with_offers` what a mentor can teach
    is added to their offer as well. Nothing is written when `is_dry`. Twice is once.
    """
    with transaction.atomic():
        taken = weighed(lines, with_offers)
        if not is_dry:
            written([row for row in taken if not row.errors])
    return taken


def weighed(lines, with_offers):
    """What becomes of each line, by what stands here now; the people are held until the transaction ends."""
    people = people_named({folded(line.username) for line in lines})
    skills = dict(Skill.objects.exclude(wikidata="").values_list("wikidata", "pk"))
    languages = dict(Language.objects.values_list("code", "pk"))
    taken = [checked(Taken(line), people, skills, languages) for line in lines]
    several = Counter(row.person.pk for row in taken if row.person)
    known = Known([row.person.pk for row in taken if row.person])
    for row in taken:
        if row.person and several[row.person.pk] > 1 and not row.errors:
            row.errors.append(_("This person stands in the file twice, under two names."))
        if not row.errors:
            compare(row, known, skills, languages, with_offers)
    return taken


def people_named(names):
    """{name as the wikis compare it: active person}, by the user name on the wikis, else by the one here."""
    wanted = {name.lower() for name in names}
    rows = Person.objects.active().select_for_update(no_key=True, of=("self",)).order_by("pk")
    here = rows.annotate(plain=Lower("username")).filter(plain__in=wanted)
    on_wikis = rows.filter(wiki_username__in=names)
    found = {folded(person.username): person for person in here if not person.wiki_username}
    return found | {folded(person.wiki_username): person for person in on_wikis}


def checked(row, people, skills, languages):
    """The line with its person and the sentences on what is wrong with it."""
    row.errors = [said(code, written) for code, written in row.line.errors]
    row.person = people.get(folded(row.line.username))
    if row.person is None and row.line.username:
        row.errors.append(_("Nobody here has the user name %(name)s.") % {"name": row.line.username})
    row.errors += [said("skill", item) for item in row.line.skills if item not in skills]
    row.errors += [said("unknown_language", code) for code in row.line.languages if code not in languages]
    return row


def said(code, written):
    sentences = {
        "no_name": _("There is no user name."),
        "twice": _("%(written)s stands there twice."),
        "item": _("%(written)s is no item of Wikidata, such as Q123."),
        "language": _("%(written)s is no language with a proficiency, such as es:3 or es:n."),
        "level": _("%(written)s: a proficiency is 0 to 5, or n for native."),
        "skill": _("No skill here has the item %(written)s. Organizers can add it to a skill."),
        "unknown_language": _("There is no language with the code %(written)s."),
    }
    return sentences[code] % {"written": written}


class Known:
    """What people said here before: levels by (person, skill) and (person, language), and (person, skill) offered."""

    def __init__(self, people):
        of_people = {"person__in": people}
        skills = SkillLevel.objects.filter(**of_people).values_list("person", "skill", "level")
        languages = LanguageLevel.objects.filter(**of_people).values_list("person", "language", "level")
        self.skills = {(person, skill): level for person, skill, level in skills}
        self.languages = {(person, language): level for person, language, level in languages}
        self.mentors = dict(Mentor.objects.filter(**of_people).values_list("person", "pk"))
        offers = OfferedSkill.objects.filter(mentor__person__in=people)
        self.offers = set(offers.values_list("mentor__person", "skill"))


def compare(row, known, skills, languages, with_offers):
    """Note what is new, what is stronger than before, and what stays because the person's own word is stronger."""
    person = row.person.pk
    for item, level in row.line.skills.items():
        key = person, skills[item]
        if weigh(row, known.skills.get(key), level, ORDER, item):
            row.skills.append(SkillLevel(person_id=person, skill_id=key[1], level=level))
        if with_offers and level == SkillLevel.Level.TEACH and person in known.mentors and key not in known.offers:
            row.offers.append(OfferedSkill(mentor_id=known.mentors[person], skill_id=key[1]))
            row.added += 1
    for code, level in row.line.languages.items():
        key = person, languages[code]
        if weigh(row, known.languages.get(key), level, STRENGTH, code):
            row.languages.append(LanguageLevel(person_id=person, language_id=key[1], level=level))


def weigh(row, own, level, order, name):
    """Whether the level is written: it is where there is none, or a weaker one."""
    if own is None:
        row.added += 1
    elif order[own] < order[level]:
        row.raised += 1
    elif order[own] > order[level]:
        row.kept.append(_("%(name)s: the person's own word is stronger, and stays.") % {"name": name})
    return own is None or order[own] < order[level]


def written(rows):
    """Write what was weighed."""
    for model, name, thing in ((SkillLevel, "skills", "skill"), (LanguageLevel, "languages", "language")):
        model.objects.bulk_create(
            [one for row in rows for one in getattr(row, name)],
            update_conflicts=True,
            unique_fields=["person", thing],
            update_fields=["level"],
        )
    OfferedSkill.objects.bulk_create([one for row in rows for one in row.offers], ignore_conflicts=True)
