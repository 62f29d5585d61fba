"""One text of each kind by one author, hidden by a moderator."""

from consultations.actions import moderation
from consultations.models import Translation
from tests.factories import CommentFactory, ConceptFactory, IdeaFactory, LanguageFactory, QuestionFactory, TermFactory

KINDS = ["idea", "comment", "question", "term", "translation"]


def text_of_kind(kind, author, topic):
    """A text of the kind that readers see, in the topic's consultation."""
    dialogue = topic.consultation
    make = {
        "idea": lambda: IdeaFactory(topic=topic, author=author, body="My own proposal."),
        "comment": lambda: CommentFactory(idea=IdeaFactory(topic=topic), author=author, body="My own remark."),
        "question": lambda: QuestionFactory(consultation=dialogue, author=author, body="My own question?"),
        "term": lambda: TermFactory(
            concept=ConceptFactory(consultation=dialogue), proposer=author, gloss="My own explanation."
        ),
        "translation": lambda: Translation.objects.create(
            idea=IdeaFactory(topic=topic),
            author=author,
            language=LanguageFactory(code="es"),
            title="Dos cartas",
            body="Mi propia propuesta.",
            revision=1,
        ),
    }
    return make[kind]()


def hidden_text(kind, author, topic, moderator, reason="Names a person."):
    text = text_of_kind(kind, author, topic)
    return moderation.hide(text=text, reason=reason, actor=moderator)
