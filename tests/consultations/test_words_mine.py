import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import (
    BallotFactory,
    CommentFactory,
    ConceptFactory,
    IdeaFactory,
    QuestionFactory,
    TermFactory,
)


def at(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


@pytest.fixture
def concept(dialogue):
    return ConceptFactory(consultation=dialogue)


@pytest.mark.parametrize("rows", [1, 3])
def test_my_votes_cost_the_same_for_any_number(
    client, dialogue, topic, concept, amina, rows, django_assert_num_queries
):
    for number in range(rows):
        BallotFactory(person=amina, term=TermFactory(concept=concept, text=f"word {number}", proposer=amina))
        idea = IdeaFactory(topic=topic, author=amina, title=f"Idea of mine {number}")
        idea.endorsements.create(person=amina)
        CommentFactory(idea=idea, author=amina, body="I wrote this.")
        QuestionFactory(consultation=dialogue, author=amina)
    client.force_login(amina)
    with django_assert_num_queries(8):
        response = client.get(at("my_votes", dialogue))
    assertContains(response, "I wrote this.", count=rows)
    assertContains(response, "Who decides?", count=rows)


def test_my_votes_are_mine_alone(client, dialogue, concept, topic, amina, bola):
    BallotFactory(person=bola, term=TermFactory(concept=concept, text="secret word", proposer=bola))
    IdeaFactory(topic=topic, author=bola, title="Bola's draft", shared_at=None)
    client.force_login(amina)
    response = client.get(at("my_votes", dialogue))
    assertNotContains(response, "secret word")
    assertNotContains(response, "Bola")
    client.logout()
    assert client.get(at("my_votes", dialogue)).url.endswith(f"?next={at('my_votes', dialogue)}")


def test_my_votes_show_grade_reasons_drafts_and_what_was_hidden(client, dialogue, concept, topic, amina):
    term = TermFactory(concept=concept, text="chief", hidden_at=timezone.now(), hidden_reason="rude")
    BallotFactory(person=amina, term=term, grade="against", reasons=["hierarchy"])
    IdeaFactory(topic=topic, author=amina, title="Not ready", shared_at=None)
    client.force_login(amina)
    response = client.get(at("my_votes", dialogue))
    for text in ("Against", "puts somebody above others", "took this word off", "Not ready", "Draft"):
        assertContains(response, text)
