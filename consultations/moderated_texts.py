"""The texts that the moderators may hide, by kind: what readers may report, what their authors may appeal for."""

from django.db.models import Q
from django.urls import reverse

from .models import Comment, Idea, Question, Term, Translation
from .models.participation import TEXTS

MODELS = dict(zip(TEXTS, (Idea, Comment, Question, Term, Translation), strict=True))
# A translation of what is hidden is hidden with it.
SOURCES_SHOWN = dict.fromkeys(
    ("comment__hidden_at", "comment__idea__hidden_at", "question__hidden_at", "term__hidden_at")
)


def texts_of(kind, consultation):
    """Every text of a kind in a consultation, hidden ones and drafts too."""
    if kind == "comment":
        return Comment.objects.on_consultation(consultation)
    if kind == "term":
        return Term.objects.in_consultation(consultation)
    if kind == "translation":
        return Translation.objects.filter(source_in(consultation))
    return MODELS[kind].objects.filter(consultation=consultation)


def source_in(consultation):
    """Translations of whatever belongs to the consultation."""
    of_comment = Q(comment__idea__consultation=consultation) | Q(comment__topic__consultation=consultation)
    others = ("idea__consultation", "question__consultation", "term__concept__consultation", "finding__consultation")
    for path in others:
        of_comment |= Q(**{path: consultation})
    return of_comment


def own_texts(kind, consultation, person):
    """The texts of a kind that the person wrote there, hidden ones too."""
    author = "proposer" if kind == "term" else "author"
    return texts_of(kind, consultation).filter(**{author: person})


def readable_texts(kind, consultation):
    """The texts of a kind that every reader of the consultation sees."""
    shown = texts_of(kind, consultation).filter(hidden_at=None)
    if kind == "idea":
        return shown.filter(shared_at__isnull=False)
    ideas = Idea.objects.shared().filter(consultation=consultation)
    if kind == "comment":
        return shown.filter(Q(idea=None) | Q(idea__in=ideas))
    if kind == "translation":
        return shown.filter(Q(idea=None) | Q(idea__in=ideas)).filter(**SOURCES_SHOWN)
    return shown


def consultation_of(text):
    """The consultation that a text belongs to."""
    kind = text._meta.model_name
    if kind == "translation":
        return consultation_of(text.source)
    if kind == "comment":
        return (text.idea or text.topic).consultation
    return text.concept.consultation if kind == "term" else text.consultation


def appeal_address(text):
    """The page on which its author asks the moderators to look at a hidden text once more."""
    return reverse("consultations:appeal", args=[consultation_of(text).slug, text._meta.model_name, text.pk])
