"""An open consultation with an idea, a question and words in Spanish, and the people in it."""

import pytest

from people.models import Person
from tests import factories as make

PASSWORD = "a long walk by the river"


@pytest.fixture
def dialogue(site):
    """Open, in English, about one topic; its address is /consultations/dialogue/."""
    for code in ("ar", "en", "es"):
        make.LanguageFactory(code=code)
    return make.ConsultationFactory(slug="dialogue", title="Leadership dialogue")


@pytest.fixture
def bola(dialogue):
    return make.PersonFactory(username="bola", display_name="Bola")


@pytest.fixture
def idea(dialogue, bola):
    """Bola's idea."""
    topic = make.TopicFactory(consultation=dialogue, slug="academy")
    return make.IdeaFactory(topic=topic, author=bola, title="Mentors choose participants in the open")


@pytest.fixture
def words(dialogue):
    """Two Spanish words on which four people have voted; the fifth vote opens their numbers."""
    concept = make.ConceptFactory(consultation=dialogue, title="leader")
    spanish = make.LanguageFactory(code="es")
    terms = [make.TermFactory(concept=concept, language=spanish, text=text) for text in ("guía", "jefe")]
    for person in make.PersonFactory.create_batch(4):
        make.BallotFactory(person=person, term=terms[0], grade="for")
        make.BallotFactory(person=person, term=terms[1], grade="against")
    return terms


@pytest.fixture
def amina(dialogue):
    """She has an account and speaks Spanish."""
    amina = make.declare(make.PersonFactory(username="amina", display_name="Amina"), make.LanguageFactory(code="es"))
    return with_password(amina)


@pytest.fixture
def organizer(dialogue):
    from consultations.actions.organizers import make_organizer

    return with_password(make_organizer(person=make.PersonFactory(username="olga", display_name="Olga")))


def with_password(person):
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return Person.objects.get(pk=person.pk)
