"""Putting a person's text into another language."""

import uuid

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..models import Translation
from ..rules import translations as rules
from ..translated import translatable
from .telling import tell_of_translation

WORDS = ["title", "body", "answer"]


@transaction.atomic
def translate(*, text, consultation, language, author, revision, seen, form_key, **words):
    """Keep the first translation of a text into a language, or a better one. A form sent twice is one.

    `revision` is that of the text which the author read, `seen` the key of the translation that stood there, or None.
    Who improves it becomes its author; who only says that it still holds does not. Raises ValidationError.
    """
    kind = text._meta.model_name
    text = _held(text, consultation)
    kept = Translation.objects.filter(language=language, **{kind: text}).first()
    if kept and (kept.author_id, kept.form_key) == (author.pk, form_key):
        return kept
    rules.check_language(text, language, author)
    rules.check_says_it_all(text, words)
    rules.check_source(text, revision)
    rules.check_seen(kept, seen)
    is_new = kept is None
    kept = kept or Translation(language=language, author=author, **{kind: text})
    if is_new or _differs(kept, words):
        _put(kept, words, author, _free(form_key, author), is_new)
    kept.revision = revision
    kept._history_user = author
    kept.clean_fields(exclude={"author", "language", *_sources()})
    kept.save()
    if is_new:
        tell_of_translation(kept, text)
    return kept


def raise_revision(text):
    """The words of a text changed: its translations are outdated now. Call it before the text itself is saved."""
    type(text).objects.filter(pk=text.pk).update(revision=F("revision") + 1)
    text.refresh_from_db(fields=["revision"])


def _held(text, consultation):
    """The text as it stands, ours alone until the end: its author, the moderators and two translators take turns."""
    held = type(text).objects.select_for_update().filter(pk=text.pk).first()
    if held is None or not translatable(text._meta.model_name, consultation).filter(pk=held.pk).exists():
        raise rules.gone()
    return held


def _differs(kept, words):
    return any(getattr(kept, name) != words.get(name, "") for name in WORDS)


def _put(kept, words, author, form_key, is_new):
    for name in WORDS:
        setattr(kept, name, words.get(name, ""))
    kept.author, kept.form_key = author, form_key
    if not is_new:
        kept.changed_at = timezone.now()


def _free(form_key, author):
    """The form's key, or another one where the author used it for a translation elsewhere."""
    taken = Translation.objects.filter(author=author, form_key=form_key).exists()
    return uuid.uuid4() if taken else form_key


def _sources():
    return {field.name for field in Translation._meta.fields if field.is_relation}
