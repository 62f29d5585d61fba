import json
from datetime import timedelta
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.actions import moderation
from consultations.actions.recount import recount_bundle
from consultations.models import Ballot, Consultation, RecountBundle
from consultations.rules.bundles import in_seeded_order, opened
from consultations.rules.recount import differences
from consultations.tasks import make_recount_bundles
from tests.consultations.ballots import close, vote, words_of
from tests.factories import ConceptFactory, PersonFactory, TermFactory
from tests.races import at_once


@pytest.fixture
def words(dialogue):
    return words_of(dialogue)


@pytest.fixture
def bundle(dialogue, words, client):
    """The bytes that a reader gets after the close."""
    close(dialogue)
    return client.get(reverse("consultations:recount", args=["dialogue"])).content


@pytest.mark.parametrize("shown", ["always", "after_vote", "after_close"])
def test_there_is_no_bundle_before_all_votes_of_the_close_are_written(client, dialogue, words, shown):
    Consultation.objects.filter(pk=dialogue.pk).update(results_shown=shown)
    address = reverse("consultations:recount", args=["dialogue"])

    assert client.get(address).status_code == 404
    close(dialogue, timedelta(seconds=58))
    assert client.get(address).status_code == 404
    close(dialogue, timedelta(seconds=61))
    assert client.get(address).status_code == 200


def test_everybody_gets_the_same_bytes_and_asks_again_for_nothing(client, dialogue, bundle):
    address = reverse("consultations:recount", args=["dialogue"])
    client.force_login(PersonFactory())
    again = client.get(address)
    Ballot.objects.filter(grade="for").first().delete()  # an account was erased since

    assert again.content == bundle
    assert client.get(address).content == bundle
    assert client.get(address, headers={"if-none-match": again["ETag"]}).status_code == 304
    assert RecountBundle.objects.get().sha256 == json.loads(bundle)["sha256"]


def test_the_bundle_says_nothing_of_people_and_times(bundle, words):
    content = json.loads(bundle)

    assert set(content) == {
        "ballots", "closed_at", "concepts", "consultation", "figures", "format", "licence", "reasons", "seed", "sha256",
        "thresholds", "title", "version", "voters", "words",
    }  # fmt: skip
    assert {len(row) for row in content["ballots"]} == {3}
    assert {len(row) for row in content["reasons"]} == {2}
    assert not any(person in bundle.decode() for person in Ballot.objects.values_list("person__username", flat=True))


def test_the_order_of_the_ballots_is_the_seed_s_whatever_order_they_were_cast_in(bundle, dialogue):
    content = json.loads(bundle)

    assert content["ballots"] == in_seeded_order(list(reversed(content["ballots"])), content["seed"])
    assert content["ballots"] != sorted(content["ballots"], key=json.dumps)
    assert "dialogue" in content["seed"]


def test_what_the_page_hides_is_not_in_the_bundle(bundle, words):
    content = json.loads(bundle)
    guide, other, small, _lider = words

    assert [row[0] for row in content["ballots"]].count(guide.pk) == 18
    assert small.pk not in {row[0] for row in content["ballots"]}
    assert content["figures"][str(small.pk)]["for"] is None
    assert {row[2] for row in content["ballots"] if row[0] == other.pk} == {None}  # one fluent voter among seven
    assert {row[2] for row in content["ballots"] if row[0] == guide.pk} == {True, False}
    assert min(content["reasons"]) == [guide.pk, "hierarchy"]
    assert content["voters"] == {"en": 29, "es": 12}


def test_a_word_hidden_after_the_close_is_taken_out(client, dialogue, words, bundle, organizer):
    moderation.hide(text=words[0], reason="It names a person.", actor=organizer)
    again = client.get(reverse("consultations:recount", args=["dialogue"])).content

    assert b"lodestar" in bundle
    assert b"lodestar" not in again
    assert differences(opened(again)) == []


def test_a_later_close_has_a_bundle_of_its_own(client, dialogue, words, bundle):
    close(dialogue, timedelta(minutes=1, seconds=30))
    vote(words[3], against=4)

    assert client.get(reverse("consultations:recount", args=["dialogue"])).content != bundle
    assert RecountBundle.objects.count() == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_making_it_costs_the_same_for_any_number_of_words(dialogue, rows):
    concept = ConceptFactory(consultation=dialogue)
    for _ in range(rows):
        vote(TermFactory(concept=concept), for_=5)
    close(dialogue)
    dialogue.refresh_from_db()
    with CaptureQueriesContext(connection) as asked:
        recount_bundle(consultation=dialogue, now=timezone.now())
    with CaptureQueriesContext(connection) as asked_again:
        recount_bundle(consultation=dialogue, now=timezone.now())

    assert (len(asked), len(asked_again)) == (18, 2)


def test_the_clock_makes_the_bundle_of_what_has_closed_before_anybody_asks(dialogue, words, django_assert_num_queries):
    make_recount_bundles()
    assert not RecountBundle.objects.exists()

    close(dialogue)
    make_recount_bundles()
    assert RecountBundle.objects.get().consultation == dialogue
    with django_assert_num_queries(1):
        make_recount_bundles()


@pytest.mark.django_db(transaction=True)
def test_many_first_readers_get_one_bundle(dialogue, words):
    close(dialogue)
    consultation = Consultation.objects.get(pk=dialogue.pk)
    seals = at_once([lambda: recount_bundle(consultation=consultation, now=timezone.now()).pk] * 6)

    assert len(set(seals)) == 1
    assert RecountBundle.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_bundle_waits_for_a_vote_that_is_being_written(dialogue, words):
    close(dialogue)
    consultation, is_held = Consultation.objects.get(pk=dialogue.pk), Event()

    def write():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT FROM consultations_consultation WHERE id = %s FOR SHARE", [dialogue.pk])
            vote(words[3], neutral=1)
            is_held.set()
            sleep(1.5)

    def read():
        is_held.wait(timeout=10)
        return recount_bundle(consultation=consultation, now=timezone.now()).pk

    _written, bundle = at_once([write, read])

    content = json.loads(RecountBundle.objects.get(pk=bundle).content)
    assert [words[3].pk, "neutral", False] in content["ballots"]
    assert content["voters"]["es"] == 13


def test_the_figures_of_all_languages_are_those_of_the_matrix(client, dialogue, words, bundle):
    [told] = client.get(reverse("consultations:results", args=["dialogue"])).context["in_words"]
    published = json.loads(bundle)["concepts"]["guide"]

    assert (published["preferred_in"], published["languages"]) == (told["preferred"], told["languages"]) == (1, 2)
    assert [published[grade] for grade in ("for", "neutral", "against", "unknown")] == [
        told["pooled"].votes_for, told["pooled"].votes_neutral, told["pooled"].votes_against,
        told["pooled"].votes_unknown,
    ]  # fmt: skip
    assert published["for"] == 9 + 3 + 12
