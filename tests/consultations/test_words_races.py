"""Votes at the same moment. Each race was seen to fail without what it guards, as its docstring says."""

import time
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.actions.words import cast_ballots, propose_term
from consultations.models import Ballot, Consultation, Term
from tests.factories import ConceptFactory, PersonFactory, TermFactory, declare
from tests.races import at_once, slowed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def terms(dialogue):
    return TermFactory.create_batch(6, concept=ConceptFactory(consultation=dialogue))


def vote(person, consultation, language, grades):
    votes = {pk: (grade, []) for pk, grade in grades.items()}
    return cast_ballots(person=person, consultation=consultation, language=language, grades=votes)


@pytest.fixture
def slow_votes(terms):
    """Each ballot that is written holds its row for a while before the transaction ends."""
    with slowed("AFTER INSERT OR UPDATE ON consultations_ballot FOR EACH ROW", seconds=0.5):
        yield


def test_two_hundred_double_votes_count_one_and_all_are_answered(dialogue, english, amina, terms):
    """Without the constraint `ballot_once` every vote is a 500: PostgreSQL finds nothing to settle the conflict by."""
    first = Client()
    first.force_login(amina)
    address = reverse("consultations:ballot", args=[dialogue.slug, "en"])

    def send(number):
        client = Client(raise_request_exception=False)
        client.cookies = first.cookies
        return client.post(address, {f"grade-{terms[0].pk}": ("for", "against")[number % 2]}).status_code

    answers = [code for _ in range(10) for code in at_once([partial(send, number) for number in range(20)])]
    assert answers == [302] * 200
    assert Ballot.objects.count() == 1


def test_forms_of_one_person_that_cross_each_other_wait_in_turn(dialogue, english, amina, terms, slow_votes):
    """One casts what the other withdraws. Without the lock on the declaration the two wait for each other's rows:
    PostgreSQL ends one with "deadlock detected"."""
    low, high = terms[:2]
    calls = [
        partial(vote, amina, dialogue, english, {low.pk: "for", high.pk: ""}),
        partial(vote, amina, dialogue, english, {high.pk: "for", low.pk: ""}),
    ]
    for _ in range(3):
        Ballot.objects.all().delete()
        vote(amina, dialogue, english, {low.pk: "against", high.pk: "against"})
        assert [type(answer) for answer in at_once(calls)] == [list, list]
        assert Ballot.objects.get().grade == "for"


def test_a_vote_in_flight_is_in_before_the_close_is(dialogue, english, amina, terms, slow_votes):
    """An organizer who moves the close waits for the vote. Without FOR SHARE the count at the close is 0, then 1."""

    def close():
        time.sleep(0.2)  # the vote is past its checks and writes slowly
        Consultation.objects.filter(pk=dialogue.pk).update(closes_at=timezone.now())
        return Ballot.objects.count()

    cast, counted_at_the_close = at_once([partial(vote, amina, dialogue, english, {terms[0].pk: "for"}), close])
    assert [ballot.term_id for ballot in cast] == [terms[0].pk]
    assert counted_at_the_close == Ballot.objects.count() == 1


def test_a_vote_that_meets_a_close_in_flight_is_out(dialogue, english, amina, terms):
    """The close is not committed when the vote comes: the vote waits for it. Without FOR SHARE it is counted."""

    def close():
        with transaction.atomic():
            Consultation.objects.filter(pk=dialogue.pk).update(closes_at=timezone.now())
            time.sleep(0.5)

    def late():
        time.sleep(0.2)
        return vote(amina, dialogue, english, {terms[0].pk: "for", terms[1].pk: "against"})

    _, answer = at_once([close, late])
    assert isinstance(answer, ValidationError)
    assert answer.code == "closed"
    assert not Ballot.objects.exists()


def test_votes_around_the_close_are_whole_or_not_there(dialogue, english, terms):
    """Many voters with six words each while the close comes: each ballot is whole, and none comes after the count."""
    voters = [declare(PersonFactory(), english) for _ in range(8)]
    grades = {term.pk: "for" for term in terms}

    def close():
        Consultation.objects.filter(pk=dialogue.pk).update(closes_at=timezone.now())
        return Ballot.objects.count()

    calls = [partial(vote, person, dialogue, english, grades) for person in voters]
    *answers, counted = at_once([*calls, close])
    in_, out = (
        [answer for answer in answers if isinstance(answer, list)],
        [answer for answer in answers if isinstance(answer, ValidationError)],
    )
    assert len(in_) + len(out) == 8
    assert counted == Ballot.objects.count() == 6 * len(in_)
    assert {Ballot.objects.of(person).count() for person in voters} <= {0, 6}


def test_voters_do_not_wait_for_each_other(dialogue, english, terms, slow_votes):
    """Four votes of half a second take about that long together: FOR UPDATE in place of FOR SHARE takes two seconds."""
    voters = [declare(PersonFactory(), english) for _ in range(4)]
    begun = time.monotonic()
    at_once([partial(vote, person, dialogue, english, {terms[0].pk: "for"}) for person in voters])
    assert time.monotonic() - begun < 1.5
    assert Ballot.objects.count() == 4


def test_a_word_proposed_by_six_people_at_once_is_there_once(dialogue, english, terms):
    """Without the constraint `term_once` there are six."""
    people = [declare(PersonFactory(), english) for _ in range(6)]

    def propose(person):
        term = Term(concept=terms[0].concept, text="Lodestar", gloss="A star to steer by.")
        return propose_term(person=person, consultation=dialogue, language=english, term=term)

    answers = at_once([partial(propose, person) for person in people])
    assert Term.objects.filter(text="Lodestar").count() == 1
    assert sorted(getattr(answer, "code", "kept") for answer in answers) == ["kept"] + ["term_once"] * 5
