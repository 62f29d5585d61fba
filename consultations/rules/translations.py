"""Verdicts on translations, and what of each kind of text is translated."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.models import LanguageLevel

GONE = _(
    "This text is no longer here to read: it was deleted or hidden after you opened it, so nothing is saved. "
    "What you typed stands below, so that you can keep it."
)
STALE = _(
    "Somebody else saved this translation after you opened it. Yours stands in the form; "
    "read what stands there now, then save again to replace it."
)
CHANGED = _(
    "The original changed after you opened it. It stands here as it is now: "
    "read what is new, then save your translation again."
)


def parts_of(text):
    """The parts of a translation that the text has, each with the source's own words."""
    if text._meta.model_name == "term":
        return {"body": text.gloss}
    parts = {name: getattr(text, name, "") for name in ("title", "body", "answer")}
    return {name: words for name, words in parts.items() if words}


def language_of(text):
    """The code of the language in which a text is written; that of a word's gloss is not known."""
    return None if text._meta.model_name == "term" else text.language.code


def gone():
    """Said where the text can no longer be read; code `gone`."""
    return ValidationError(GONE, code="gone")


def check_language(text, language, person):
    """A language that the person declared, and another one than the text's; codes `same`, `not_declared`."""
    if language.code == language_of(text):
        raise ValidationError(
            _("The text is in %(language)s already."), code="same", params={"language": language.autonym}
        )
    if not LanguageLevel.objects.spoken().filter(person=person, language=language).exists():
        raise ValidationError(
            _("You translate into languages that your profile says you know; %(language)s is not one of them."),
            code="not_declared",
            params={"language": language.autonym},
        )


def check_says_it_all(text, words):
    """Each part of the text has its words; code `incomplete`."""
    if any(not words.get(part, "").strip() for part in parts_of(text)):
        raise ValidationError(_("Translate each part of the text."), code="incomplete")


def check_source(text, revision):
    """`revision` is that of the text which the translator read; code `changed` when the text is another now."""
    if text.revision != revision:
        raise ValidationError(CHANGED, code="changed")


def check_seen(translation, seen):
    """`seen` is the key of the version that the writer improves, None for the first; codes `hidden`, `stale`."""
    if translation and translation.hidden_at:
        raise ValidationError(
            _("The moderators hid this translation; it takes no changes until they show it again."), code="hidden"
        )
    if (translation and translation.form_key) != seen:
        raise ValidationError(STALE, code="stale")
