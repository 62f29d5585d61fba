"""The kinds of notices. Each app above names its own; `settings.NOTICE_KINDS` lists where they stand."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from .models import Channel


def nothing_against(notice, subject):
    """The re-check of a kind that has none: nothing stands against sending."""
    return ""


@dataclass(frozen=True)
class Kind:
    """One kind of notice.

    `template`: path below templates/ without ending; `<template>.subject.txt` is one line, `<template>.txt` the text.
    They see `notice`, `subject`, `person`, `url`, `payload` and what `context(notice, subject)` adds.
    `check(notice, subject)`: asked right before sending; a Notice.Reason withholds it, "" lets it go.
    `url(notice, subject)`: the path that the notice leads to.
    `may_read(notice, subject)`: whether its words may still stand on a page, asked for many rows and thus without a
    query; by default what `check` has nothing against.
    `related`: relations of the subject that the templates and the check read, loaded for many notices at once; where
    the subjects are of several models, those of all of them.
    `load(notices)`: for what their words need beyond the subjects, which they have by then: few queries for many.
    `attached(notice, subject)`: files that go with the mail: (name, media type, bytes) of each.
    `is_blind`: the desk tells neither its readers nor its words, as long as who decides on them must not know them.
    """

    name: str
    label: str
    template: str
    url: Callable
    default: str = Channel.MAIL
    can_choose: bool = True
    check: Callable = nothing_against
    context: Callable = lambda notice, subject: {}
    related: tuple = ()
    load: Callable | None = None
    may_read: Callable | None = None
    attached: Callable | None = None
    is_blind: bool = False

    def is_readable(self, notice, subject):
        """Whether the words may be shown: what was hidden after it was told is not told on."""
        if self.may_read is not None:
            return self.may_read(notice, subject)
        return not self.check(notice, subject)


DIGEST = Kind(
    name="digest",
    label=_("Digest"),
    template="notices/mail/digest",
    url=lambda notice, subject: reverse("notices:timeline"),
    can_choose=False,
)


@lru_cache(maxsize=1)
def all_kinds():
    """Every kind by its name; a name taken twice is a mistake of ours."""
    kinds = [DIGEST, *(kind for path in settings.NOTICE_KINDS for kind in import_string(path))]
    by_name = {kind.name: kind for kind in kinds}
    if len(by_name) != len(kinds):
        raise ValueError("Two kinds of notices have the same name.")
    return by_name


def blind_kinds():
    """The names of the kinds whose readers the desk does not learn."""
    return [name for name, kind in all_kinds().items() if kind.is_blind]


def kind_of(notice):
    return all_kinds()[notice.kind]


def attach_subjects(notices):
    """Load what the notices speak of, one query for each kind; `notice.subject` is None where it is gone."""
    wanted = {}
    for notice in notices:
        notice.subject = None
        if notice.subject_id is not None:
            kind = all_kinds().get(notice.kind)  # one unknown must not hold up the others
            wanted.setdefault((notice.subject_type_id, kind.related if kind else ()), []).append(notice)
    for (type_id, related), group in wanted.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        fields = {field.name for field in model._meta.fields}
        known = [path for path in related if path.partition("__")[0] in fields]
        subjects = model._base_manager.select_related(*known or [None])
        found = subjects.in_bulk({notice.subject_id for notice in group})
        for notice in group:
            notice.subject = found.get(notice.subject_id)
    load_further(notices)
    return notices


def load_further(notices):
    """Let each kind load what the words of its notices need, once for all of them."""
    wanted = {}
    for notice in notices:
        kind = all_kinds().get(notice.kind)
        if kind is not None and kind.load is not None and notice.subject is not None:
            wanted.setdefault(kind.load, []).append(notice)
    for load, group in wanted.items():
        load(group)
