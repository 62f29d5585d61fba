"""People and one open consultation for these tests."""

import pytest

from tests.factories import ConsultationFactory, LanguageFactory, PersonFactory, TopicFactory, declare


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
