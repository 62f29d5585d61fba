"""What is kept about a person, from the tables that each app names: to read, and to take along as one file."""

from collections import Counter
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from .models import Person

EVERY = Q()
ABOUT_PERSON = [
    *["username", "display_name", "wiki_username", "wiki_edit_count", "wiki_registered_at", "email", "time_zone"],
    *["interface_language", "region", "bio", "shown", "date_joined", "last_login"],
]


@dataclass(frozen=True)
class Table:
    """Rows that belong to a person: `model` such as "academy.Enrolment", and the `path` from a row to the person.

    `leave_out`: columns that are no facts about the person, or somebody else's; `only`: the rows that may be read yet;
    `along`: what the names of related rows are made of, so that it is asked for once.
    """

    model: str
    path: str
    leave_out: tuple = ()
    only: Q = EVERY
    along: tuple = ()

    @property
    def kind(self):
        return apps.get_model(self.model)

    def rows(self, person):
        return self.kind._default_manager.filter(self.only, **{self.path: person}).order_by("pk")

    def columns(self):
        """Those that hold facts: not the person itself, nor HTML that was made from a text."""
        made = {f"{column.name}_html" for column in self.kind._meta.concrete_fields}
        without = {self.path, *self.leave_out, *made}
        return [column for column in self.kind._meta.concrete_fields if column.name not in without]

    def facts(self, person):
        """Each row as {column: value}; what a row points to by its name."""
        columns = self.columns()
        related = [*(column.name for column in columns if column.is_relation), *self.along]
        rows = self.rows(person)
        for row in rows.select_related(*related) if related else rows:
            yield {column.name: _value(row, column) for column in columns}


TABLES = [
    Table("people.LanguageLevel", "person"),
    Table("people.SkillLevel", "person"),
    Table("account.EmailAddress", "user"),
    Table("socialaccount.SocialAccount", "user"),
    Table("usersessions.UserSession", "user", leave_out=("session_key", "data")),
]


def tables():
    """All of them, in the order of the apps."""
    return [table for path in settings.OWN_DATA for table in import_string(path)]


def counts(person):
    """(the kind's name in the page's language, how many) of each kind of which there are rows."""
    found = Counter()
    for table in tables():
        found[table.kind._meta.verbose_name_plural] += table.rows(person).count()
    return [(name, count) for name, count in found.items() if count]


def everything(person):
    """All of it: {"person": …, "academy.Enrolment": [rows], …}, of values that JSON can say."""
    columns = [Person._meta.get_field(name) for name in ABOUT_PERSON]
    about = {column.name: _value(person, column) for column in columns}
    groups = {name: [str(row) for row in getattr(person, name).order_by("pk")] for name in ("areas", "affiliates")}
    found = {"person": about | groups}
    for table in tables():
        found.setdefault(table.model, []).extend(table.facts(person))
    return found


def _value(row, column):
    value = getattr(row, column.name)
    if column.is_relation:
        return None if value is None else str(value)
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)
