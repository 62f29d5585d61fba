from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from consultations.models import Consultation, Term
from tests.factories import BallotFactory, ConceptFactory, LanguageFactory, TermFactory

WORD = "lodestar"
NUMBERS = "7 of 11 for:"
TRACES = ("7 of 11", "7 for, 1 neutral", "+36 %", "would settle it", "Pooled over", "Preferred in")


def at(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


@pytest.fixture
def term(dialogue):
    return TermFactory(concept=ConceptFactory(consultation=dialogue, title="A person who guides"), text=WORD)


def vote(term, **grades):
    """So many new voters for each grade."""
    return [BallotFactory(term=term, grade=grade.strip("_")) for grade, people in grades.items() for _ in range(people)]


@pytest.fixture
def voted(term):
    """Twelve people voted on the term."""
    vote(term, for_=7, neutral=1, against=3, unknown=1)
    return term


def show(consultation, when):
    Consultation.objects.filter(pk=consultation.pk).update(results_shown=when)


def close(consultation):
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=timezone.now())


@pytest.mark.parametrize("rows", [1, 3])
def test_results_cost_the_same_for_any_number_of_words(client, dialogue, rows, english, django_assert_num_queries):
    show(dialogue, "always")
    concept = ConceptFactory(consultation=dialogue)
    for number in range(rows):
        vote(TermFactory(concept=concept, text=f"word {number}"), for_=5)
    with django_assert_num_queries(4):
        response = client.get(at("language_results", dialogue, "en"))
    assertContains(response, "5 of 5 for: not settled yet", count=rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_overview_costs_the_same_for_any_number_of_languages(client, dialogue, rows, django_assert_num_queries):
    show(dialogue, "always")
    concept = ConceptFactory(consultation=dialogue)
    for code in ("es", "ar", "hi")[:rows]:
        vote(TermFactory(concept=concept, language=LanguageFactory(code=code)), for_=5)
    with django_assert_num_queries(5):
        response = client.get(at("results", dialogue))
    assertContains(response, "5 of 5 for it", count=rows)


def test_results_say_the_numbers_in_picture_table_and_words(client, dialogue, voted):
    show(dialogue, "always")
    response = client.get(at("language_results", dialogue, "en"))
    assertContains(response, "12 people voted in this language.")
    assertContains(response, f"{NUMBERS} not settled yet; 5 more votes for it would settle it.")
    assertContains(response, "Between 35 and 85 % are for it, at 95 % confidence.")
    assertContains(response, f'<desc id="bar-{voted.pk}-text">7 for, 1 neutral, 3 against</desc>', html=True)
    assertContains(response, 'class="bar__for" x="0.00" y="0" width="63.64"')
    assertContains(response, 'class="bar__against" x="72.73" y="0" width="27.27"')
    for cell in ("7", "1", "3", "11", "+36 %", "64 % (35–85 %)", "27 % (10–57 %)"):
        assertContains(response, f'<td class="number"><bdi>{cell}</bdi></td>', html=True)
    assertNotContains(response, "style=")


def test_results_stand_in_the_order_of_net(client, dialogue, voted):
    show(dialogue, "always")
    better, worse = (TermFactory(concept=voted.concept, text=text) for text in ("guide", "chief"))
    vote(better, for_=5)
    vote(worse, for_=1, against=5)
    unjudged = TermFactory(concept=voted.concept, text="newcomer")
    page = client.get(at("language_results", dialogue, "en"))
    (shown,) = page.context["concepts"]
    assert [row["term"].pk for row in shown["rows"]] == [better.pk, voted.pk, worse.pk, unjudged.pk]
    assert [result.term.pk for result in shown["approvals"]] == [voted.pk, better.pk, worse.pk]
    assertContains(page, "By votes for alone")
    assertContains(page, "tied for the first place", count=2)


# Who sees them, and when. Every place that shows counts is walked.


def counts_seen(client, dialogue):
    """Whether the numbers stand in the results by language, and in the overview."""
    by_language = client.get(at("language_results", dialogue, "en")).content.decode()
    overview = client.get(at("results", dialogue)).content.decode()
    return NUMBERS in by_language, "7 of 11 for it" in overview


@pytest.mark.parametrize("when", ["after_vote", "after_close"])
def test_hidden_results_stand_nowhere(client, dialogue, voted, amina, when):
    show(dialogue, when)
    voter = voted.ballots.filter(grade="for").first().person
    for person in (None, amina):
        if person:
            client.force_login(person)
        pages = [
            at(name, dialogue, *args)
            for name, *args in (
                ("consultation",),
                ("words",),
                ("ballot", "en"),
                ("results",),
                ("language_results", "en"),
            )
        ]
        for page in [*pages, voter.get_absolute_url(), "/"]:
            response = client.get(page)
            for trace in (*TRACES, 'class="bar__for" x=', 'width="63.64"'):
                assertNotContains(response, trace)
        assert counts_seen(client, dialogue) == (False, False)
    assertNotContains(client.get(voter.get_absolute_url()), WORD)


def test_results_show_after_one_s_own_vote_in_that_language_only(client, dialogue, voted, amina, bola):
    show(dialogue, "after_vote")
    spanish = TermFactory(concept=voted.concept, language=LanguageFactory(code="es"))
    BallotFactory(term=spanish, person=bola)
    client.force_login(bola)
    assert counts_seen(client, dialogue) == (False, False)
    assertContains(client.get(at("language_results", dialogue, "en")), "Vote first, then look")
    other = TermFactory(concept=voted.concept, text="another word")
    ballot = BallotFactory(term=other, person=bola, grade="unknown")
    assert counts_seen(client, dialogue) == (True, True)
    ballot.delete()
    assert counts_seen(client, dialogue) == (False, False)


def test_a_vote_in_another_consultation_opens_nothing(client, dialogue, voted, bola):
    show(dialogue, "after_vote")
    BallotFactory(person=bola)
    client.force_login(bola)
    assert counts_seen(client, dialogue) == (False, False)


def test_results_after_the_close_wait_for_it_even_for_voters(client, dialogue, voted):
    show(dialogue, "after_close")
    client.force_login(voted.ballots.first().person)
    assert counts_seen(client, dialogue) == (False, False)
    assertContains(client.get(at("language_results", dialogue, "en")), "The results come after the close")


@pytest.mark.parametrize("when", ["always", "after_vote", "after_close"])
def test_everybody_sees_the_results_after_the_close(client, dialogue, voted, when):
    show(dialogue, when)
    close(dialogue)
    assert counts_seen(client, dialogue) == (True, True)


@pytest.mark.parametrize("when", ["after_vote", "after_close"])
def test_the_gate_opens_at_the_second_of_the_close(dialogue, voted, when):
    show(dialogue, when)
    nobody = AnonymousUser()
    before = dialogue.closes_at - timedelta(microseconds=1)
    assert not Term.objects.results_visible_to(nobody, before)
    assert list(Term.objects.results_visible_to(nobody, dialogue.closes_at)) == [voted]


# Small cells


def test_a_language_below_five_voters_is_hidden(client, dialogue, term):
    show(dialogue, "always")
    vote(term, for_=4)
    for page in (at("language_results", dialogue, "en"), at("results", dialogue)):
        response = client.get(page)
        assertContains(response, "hidden so that nobody's vote can be guessed")
        assertNotContains(response, "4 of 4")
        assertNotContains(response, "4 people")
    vote(term, for_=1)
    assertContains(client.get(at("language_results", dialogue, "en")), "5 of 5 for:")


def test_a_word_below_five_voters_is_hidden_beside_the_others(client, dialogue, voted):
    show(dialogue, "always")
    small = TermFactory(concept=voted.concept, text="compass")
    vote(small, for_=3, unknown=1)
    response = client.get(at("language_results", dialogue, "en"))
    assertContains(response, NUMBERS)
    assertContains(response, "hidden: fewer than 5 people", count=1)
    assertNotContains(response, "3 of 3")
    assertNotContains(client.get(at("results", dialogue)), "compass")


def test_results_without_votes_or_words_invite(client, dialogue, english):
    show(dialogue, "always")
    assertContains(client.get(at("results", dialogue)), "No language has words yet")
    assertContains(client.get(at("language_results", dialogue, "en")), "Nobody proposed a word in this language yet")
    TermFactory(concept=ConceptFactory(consultation=dialogue))
    assertContains(client.get(at("language_results", dialogue, "en")), "Nobody voted yet")
    assertContains(client.get(at("results", dialogue)), "Nobody voted yet")


def test_a_word_that_nobody_knows_has_no_bar(client, dialogue, term):
    show(dialogue, "always")
    vote(term, unknown=6)
    response = client.get(at("language_results", dialogue, "en"))
    assertContains(response, "Those who voted do not know this word.")
    assertNotContains(response, 'class="bar"')


def test_demonstration_votes_are_called_so(client, dialogue, voted):
    show(dialogue, "always")
    pages = [at("results", dialogue), at("language_results", dialogue, "en")]
    for page in pages:
        assertNotContains(client.get(page), "demonstration data")
    Consultation.objects.update(has_demonstration_data=True)
    for page in pages:
        assertContains(client.get(page), "demonstration data")


def test_results_read_the_kept_counts_and_no_ballot(client, dialogue, voted):
    """With a million ballots these pages read what they read with one."""
    show(dialogue, "always")
    for page in (at("language_results", dialogue, "en"), at("results", dialogue)):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        assert not [query["sql"] for query in queries if "consultations_ballot" in query["sql"]]
