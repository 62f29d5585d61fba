"""Texts as their reader sees them: in translation where the reader knows that language better."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from people.models import LanguageLevel

from .models import Finding, Translation
from .moderated_texts import readable_texts
from .rules.translations import language_of

KINDS = ["idea", "comment", "question", "term", "finding"]


def translatable(kind, consultation):
    """The texts of a kind that every reader sees, and that may thus be translated."""
    if kind == "finding":
        return Finding.objects.published_at(timezone.now()).filter(consultation=consultation)
    if kind not in KINDS:
        raise Http404
    return readable_texts(kind, consultation)


def put_translations(texts, *, consultation, person):
    """Give each text what its reader sees first, in one query, and one more for who is signed in.

    `translation`: the one into the reader's language or None; `shown`: that, or the text itself where there is none or
    the moderators hid it; `translate_url`: where somebody with a second language translates it, else "".
    The texts come with their languages.
    """
    texts = list(texts)
    read = languages_read_by(person)
    found = _found([text for text in texts if not getattr(text, "hidden_at", None)], read) if texts else {}
    for text in texts:
        translation = _first(text, read, found.get(_key(text), {}))
        text.translation, text.shown, text.translate_url = translation, text, ""
        if translation:
            setattr(translation, text._meta.model_name, text)  # so that it knows, unasked, whether it is outdated
            text.shown = text if translation.hidden_at else translation
        if _may_translate(text, read[1:]):
            text.translate_url = reverse("consultations:translate", args=[consultation.slug, *_key(text)])
    return texts


def languages_read_by(person):
    """Codes of languages: that of the page, then those that the person declared, the best known first."""
    if not person.is_authenticated:
        return [get_language()]
    declared = LanguageLevel.objects.spoken().filter(person=person).order_by("-level", "language__code")
    return [get_language(), *declared.values_list("language__code", flat=True)]


def _may_translate(text, declared):
    """Whether somebody who declared these languages may know the text's and one more; a gloss is in any of them."""
    if getattr(text, "hidden_at", None):
        return False
    source = language_of(text)
    return bool(set(declared) - {source}) if source else len(declared) > 1


def _key(text):
    return text._meta.model_name, text.pk


def _found(texts, codes):
    """{(kind, id): {code: translation}}"""
    found = {}
    for translation in Translation.objects.of(texts).into(codes).with_people():
        kind, pk = next((kind, pk) for kind in KINDS if (pk := getattr(translation, f"{kind}_id")))
        found.setdefault((kind, pk), {})[translation.language.code] = translation
    return found


def _first(text, codes, found):
    """The translation into the first of the languages, unless the text itself is in one that comes before.

    A gloss may be in any language, so only a translation into the language of the page surely helps.
    """
    source = language_of(text)
    for code in codes if source else codes[:1]:
        if code == source:
            return None
        if code in found:
            return found[code]
    return None
