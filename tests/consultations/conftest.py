"""People and one open consultation for these tests."""

import pytest

from consultations.actions import moderation
from consultations.actions.organizers import make_organizer
from tests.factories import (
    CommentFactory,
    ConceptFactory,
    ConsultationFactory,
    IdeaFactory,
    LanguageFactory,
    PersonFactory,
    QuestionFactory,
    TermFactory,
    TopicFactory,
    declare,
)


@pytest.fixture
def english(db):
    return LanguageFactory()


@pytest.fixture
def amina(english):
    """She writes."""
    return declare(PersonFactory(username="amina", display_name="Amina"), english)


@pytest.fixture
def bola(english):
    """Amina's colleague."""
    return declare(PersonFactory(username="bola", display_name="Bola"), english)


@pytest.fixture
def dialogue(english):
    """An open consultation."""
    return ConsultationFactory(slug="dialogue", language=english)


@pytest.fixture
def topic(dialogue):
    return TopicFactory(consultation=dialogue, slug="academy")


@pytest.fixture
def organizer(db):
    return make_organizer(person=PersonFactory(username="organizer", display_name="Olu Organizer"))


@pytest.fixture
def desk(client, organizer, settings):
    """A browser in which the organizer is signed in."""
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(organizer)
    return client


@pytest.fixture
def one_of_each(dialogue, topic, amina, bola):
    """What organizers have pages for: an idea with a comment and a report, a question, a word."""
    idea = IdeaFactory(topic=topic, author=amina, title="Two short letters")
    return {
        "consultation": dialogue,
        "topic": topic,
        "concept": ConceptFactory(consultation=dialogue),
        "idea": idea,
        "comment": CommentFactory(idea=idea, author=bola),
        "question": QuestionFactory(consultation=dialogue, author=amina, body="Who decides?"),
        "term": TermFactory(concept__consultation=dialogue, text="compass"),
        "report": moderation.report(text=idea, reporter=bola, reason="spam"),
    }
