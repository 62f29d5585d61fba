"""Changes of people: the profile, the facts from the wikis, the reference lists, old sessions."""

import json
import tomllib
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.module_loading import import_string

from .models import ActivityArea, Language, LanguageLevel, Person, Region, Skill, SkillGroup, SkillLevel
from .rules import check_can_erase
from .validators import ERASED
from .wikimedia import profile as wiki_profile

REFERENCE = Path(__file__).parent / "reference"
LANGUAGE_DATA = settings.BASE_DIR / "node_modules" / "@wikimedia" / "language-data" / "data" / "language-data.json"
ERASED_NAME = "Former participant"  # stored, so in one language
SIGN_UPS = 0x5045_4F50  # the number of the lock, any constant


def lock_sign_ups():
    """Until the transaction ends, only this one makes accounts: two clicks make one person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SIGN_UPS])


def note_wiki_facts(*, person, profile):
    """Write the wiki name, edits and registration as Wikimedia tells them today; save a person who is saved."""
    person.wiki_username = profile["username"]
    person.wiki_edit_count = wiki_profile.edit_count(profile)
    person.wiki_registered_at = wiki_profile.registered_at(profile)
    if person.pk:
        person.save(update_fields=["wiki_username", "wiki_edit_count", "wiki_registered_at"])
    return person


@transaction.atomic
def save_profile(*, person, fields, areas, languages, skills, affiliates=()):
    """Save a person's whole profile; `languages` and `skills` map each one to its level, those left out go."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    for name, value in fields.items():
        setattr(person, name, value)
    person.save(update_fields=[*fields, *(["bio_html"] if "bio" in fields else [])])
    person.areas.set(areas)
    person.affiliates.set(affiliates)
    replace_levels(LanguageLevel.objects.filter(person=person), person, "language", languages)
    replace_levels(SkillLevel.objects.filter(person=person), person, "skill", skills)
    return person


@transaction.atomic
def erase_account(*, person, now):
    """Take the names, addresses and choices out of a person, for ever; what was given to all stays, without a name.

    The last step of erasing: the apps have taken the person out of what they hold (settings.ERASERS).
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    for rows in (person.emailaddress_set, person.socialaccount_set, person.authenticator_set):
        rows.all().delete()
    for rows in (person.language_levels, person.skill_levels):
        rows.all().delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    for groups in (person.areas, person.affiliates, person.groups, person.user_permissions):
        groups.clear()
    person.username, person.display_name = f"{ERASED}{person.pk}", ERASED_NAME
    for name in ("wiki_username", "email", "interface_language", "bio"):
        setattr(person, name, "")
    person.wiki_edit_count = person.wiki_registered_at = person.region = None
    person.shown, person.is_active, person.time_zone = [], False, "UTC"
    person.set_unusable_password()
    person.save()


def erase(*, person, now):
    """Erase a person from every app, each step by itself: what was cut short is finished by running it again."""
    check_can_erase(person)
    for path in settings.ERASERS:
        import_string(path)(person=person, now=now)


def replace_levels(held, person, thing, levels):
    """Make the rows `held` say what `levels` says: {thing: level}."""
    held.exclude(**{f"{thing}__in": levels}).delete()
    held.model.objects.bulk_create(
        [held.model(person=person, level=level, **{thing: key}) for key, level in levels.items()],
        update_conflicts=True,
        unique_fields=["person", thing],
        update_fields=["level"],
    )


def choose_language(*, person, code):
    """Keep the language of the pages that a person chose."""
    Person.objects.filter(pk=person.pk).update(interface_language=code)


def forget_expired_sessions(*, now):
    """Delete sessions that ended, and what the list of a person's sessions holds of them; answer how many."""
    forgotten, _ = Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.filter(~Exists(Session.objects.filter(session_key=OuterRef("session_key")))).delete()
    return forgotten


def load_reference():
    """Make the tables of languages, regions, areas and skills say what the reference files say; run it at will."""
    for step in (load_languages, load_regions_and_areas, load_skills):
        with transaction.atomic():
            step()


def load_languages():
    data = json.loads(LANGUAGE_DATA.read_text(encoding="utf-8"))
    entries = {code: entry for code, entry in data["languages"].items() if len(entry) == 3}  # the rest redirect
    languages = [
        Language(code=code, autonym=autonym, direction="rtl" if script in data["rtlscripts"] else "ltr")
        for code, (script, _regions, autonym) in entries.items()
    ]
    upsert(Language, languages, key="code", fields=["autonym", "direction"])


def load_regions_and_areas():
    data = tomllib.loads((REFERENCE / "areas.toml").read_text(encoding="utf-8"))
    upsert(Region, [Region(slug=row["slug"], name=row["name"]) for row in data["regions"]], fields=["name"])
    upsert(ActivityArea, [ActivityArea(**row) for row in data["areas"]], fields=["name", "description"])


def load_skills():
    groups = tomllib.loads((REFERENCE / "skills.toml").read_text(encoding="utf-8"))["groups"]
    skills = {group["slug"]: group.pop("skills") for group in groups}
    upsert(SkillGroup, [SkillGroup(**row) for row in groups], fields=["title", "description", "position"])
    saved = {group.slug: group for group in SkillGroup.objects.all()}
    rows = [
        Skill(group=saved[slug], position=position, **row)
        for slug, listed in skills.items()
        for position, row in enumerate(listed, start=1)
    ]
    upsert(Skill, rows, fields=["group", "title", "position"])


def upsert(model, rows, *, fields, key="slug"):
    """Insert rows, or update the fields of those that are there."""
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=fields)
