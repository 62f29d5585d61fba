from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.models import Ballot, Consultation
from tests.factories import (
    BallotFactory,
    ConceptFactory,
    LanguageFactory,
    TermFactory,
    declare,
)


def at(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


@pytest.fixture
def concept(dialogue):
    return ConceptFactory(consultation=dialogue)


@pytest.fixture
def spanish(db):
    return LanguageFactory(code="es")


def close(dialogue, when=None):
    Consultation.objects.filter(pk=dialogue.pk).update(closes_at=when or timezone.now())


def vote(term, grades):
    """One new voter for each grade."""
    return [BallotFactory(term=term, grade=grade) for grade in grades]


# The languages page


@pytest.mark.parametrize("rows", [1, 3])
def test_languages_cost_the_same_for_any_number(client, concept, amina, rows, django_assert_num_queries):
    for code in ("es", "ar", "hi")[:rows]:
        declare(amina, LanguageFactory(code=code))
        BallotFactory(term=TermFactory(concept=concept, language=LanguageFactory(code=code), text=f"word in {code}"))
    client.force_login(amina)
    with django_assert_num_queries(6):
        response = client.get(at("words", concept.consultation))
    assertContains(response, "1 word ", count=rows)


def test_languages_stand_first_that_one_declared(client, dialogue, concept, amina, spanish):
    TermFactory(concept=concept, language=spanish)
    client.force_login(amina)
    response = client.get(at("words", dialogue))
    assert [row["code"] for row in response.context["own"]] == ["en"]
    assert [row["code"] for row in response.context["others"]] == ["es"]
    assertContains(response, "No word yet: propose the first one.")


def test_languages_hide_how_many_voted_below_five(client, dialogue, concept, english):
    term = TermFactory(concept=concept)
    vote(term, ["for"] * 4)
    assertContains(client.get(at("words", dialogue)), "fewer than 5 people voted")
    vote(term, ["for"])
    assertContains(client.get(at("words", dialogue)), "5 people voted")


# The ballot


@pytest.mark.parametrize("rows", [1, 3])
def test_ballot_costs_the_same_for_any_number_of_words(client, concept, amina, rows, django_assert_num_queries):
    for number in range(rows):
        BallotFactory(person=amina, term=TermFactory(concept=concept, text=f"word {number}"))
    client.force_login(amina)
    with django_assert_num_queries(8):
        response = client.get(at("ballot", concept.consultation, "en"))
    assertContains(response, 'class="ballot__word"', count=rows)


def test_ballot_is_saved_whole_and_shown_again(client, dialogue, concept, amina):
    one, two, three = TermFactory.create_batch(3, concept=concept)
    BallotFactory(person=amina, term=three)
    client.force_login(amina)
    address = at("ballot", dialogue, "en")
    sent = {
        f"grade-{one.pk}": "for",
        f"reasons-{one.pk}": ["gender"],  # left over from a choice that was changed
        f"grade-{two.pk}": "against",
        f"reasons-{two.pk}": ["unclear", "gender"],
        f"grade-{three.pk}": "",
    }
    response = client.post(address, sent)
    assertRedirects(response, f"{address}?saved=1")
    cast = Ballot.objects.of(amina).order_by("term").values_list("term", "grade", "reasons")
    assert list(cast) == [(one.pk, "for", []), (two.pk, "against", ["gender", "unclear"])]
    page = client.get(f"{address}?saved=1")
    assertContains(page, "Your votes are saved.")
    assertContains(page, f'name="grade-{two.pk}" value="against" checked')
    assertContains(page, f'id="reason-{two.pk}-unclear" name="reasons-{two.pk}" value="unclear" checked')


def test_vote_costs_few_queries(client, dialogue, concept, amina, django_assert_num_queries):
    term = TermFactory(concept=concept)
    client.force_login(amina)
    with django_assert_num_queries(5):  # one of them to know the person
        client.post(at("ballot", dialogue, "en"), {f"grade-{term.pk}": "for"})
    assert Ballot.objects.get().grade == "for"


def test_vote_that_says_nothing_changes_nothing(client, dialogue, concept, amina):
    BallotFactory(person=amina, term=TermFactory(concept=concept))
    client.force_login(amina)
    assert client.post(at("ballot", dialogue, "en"), {}).status_code == 302
    assert Ballot.objects.count() == 1


def test_ballot_for_readers_shows_the_words_and_the_way_in(client, dialogue, concept):
    TermFactory(concept=concept, text="guía")
    response = client.get(at("ballot", dialogue, "en"))
    assertContains(response, "guía")
    assertContains(response, f"?next={at('ballot', dialogue, 'en')}")
    assertNotContains(response, 'type="radio"')


@pytest.mark.parametrize("level", ["0", None])
def test_ballot_of_a_language_that_one_does_not_speak_takes_no_vote(client, dialogue, concept, bola, spanish, level):
    term = TermFactory(concept=concept, language=spanish, text="guía")
    if level:
        declare(bola, spanish, level)
    client.force_login(bola)
    page = client.get(at("ballot", dialogue, "es"))
    assertContains(page, "guía")
    assertContains(page, "Declare a language in your profile")
    assertNotContains(page, 'type="radio"')
    response = client.post(at("ballot", dialogue, "es"), {f"grade-{term.pk}": "for"})
    assertContains(response, "Add español to your profile first.", status_code=422)
    assert not Ballot.objects.exists()


def test_vote_without_sign_in_leads_to_it_and_back(client, dialogue, concept, english):
    term = TermFactory(concept=concept)
    response = client.post(at("ballot", dialogue, "en"), {f"grade-{term.pk}": "for"})
    assert response.status_code == 302
    assert response.url.endswith(f"?next={at('ballot', dialogue, 'en')}")
    assert not Ballot.objects.exists()


def test_vote_after_the_close_comes_back_with_the_choice(client, dialogue, concept, amina):
    term = TermFactory(concept=concept)
    close(dialogue)
    client.force_login(amina)
    response = client.post(at("ballot", dialogue, "en"), {f"grade-{term.pk}": "against"})
    assertContains(response, "does not take votes and words now", status_code=422)
    assertContains(response, "<strong>Against</strong>", status_code=422, html=True)
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("name", "grade", "reasons"),
    [
        ("grade-{other}", "for", []),
        ("grade-{hidden}", "for", []),
        ("grade-999999999", "for", []),
        ("grade-99999999999999999999999", "for", []),
        ("grade-x", "for", []),
        ("grade-٣", "for", []),
        ("grade-{own}", "love", []),
        ("grade-{own}", "against", ["none of these"]),
        ("grade-{own}", "fo\x00r", []),
    ],
)
def test_bad_vote_changes_nothing_and_keeps_what_was_chosen(
    client, dialogue, concept, amina, spanish, name, grade, reasons
):
    own, kept = TermFactory.create_batch(2, concept=concept)
    other = TermFactory(concept=concept, language=spanish)
    hidden = TermFactory(concept=concept, hidden_at=timezone.now(), hidden_reason="an insult")
    client.force_login(amina)
    name = name.format(own=own.pk, other=other.pk, hidden=hidden.pk)
    sent = {name: grade, name.replace("grade", "reasons"): reasons, f"grade-{kept.pk}": "neutral"}
    response = client.post(at("ballot", dialogue, "en"), sent)
    assertContains(response, "Nothing is saved yet.", status_code=422)
    assertContains(response, f'name="grade-{kept.pk}" value="neutral" checked', status_code=422)
    assert not Ballot.objects.exists()


def test_htmx_saves_one_word_and_says_so_beside_it(client, dialogue, concept, amina):
    term = TermFactory(concept=concept)
    client.force_login(amina)
    response = client.post(at("ballot", dialogue, "en"), {f"grade-{term.pk}": "for"}, headers={"HX-Request": "true"})
    assertContains(response, f'id="saved-{term.pk}"')
    assertContains(response, "Saved")
    assert Ballot.objects.get().grade == "for"
    close(dialogue)
    refused = client.post(at("ballot", dialogue, "en"), {f"grade-{term.pk}": ""}, headers={"HX-Request": "true"})
    assertContains(refused, "does not take votes", status_code=422)
    assertNotContains(refused, "<html", status_code=422)


def test_ballot_order_is_one_s_own_and_stable(client, dialogue, concept, amina, bola):
    TermFactory.create_batch(8, concept=concept)

    def order_for(person):
        client.force_login(person)
        ((_, terms),) = client.get(at("ballot", dialogue, "en")).context["concepts"]
        return [term.pk for term in terms]

    assert order_for(amina) == order_for(amina)
    assert sorted(order_for(amina)) == sorted(order_for(bola))
    assert order_for(amina) != order_for(bola)


def test_unknown_language_is_not_there(client, dialogue):
    for name in ("ballot", "language_results"):
        assert client.get(at(name, dialogue, "tlh")).status_code == 404


def test_hidden_word_is_not_on_the_ballot(client, dialogue, concept, english):
    TermFactory(concept=concept, text="insult", hidden_at=timezone.now(), hidden_reason="an insult")
    for name in ("ballot", "language_results"):
        assertNotContains(client.get(at(name, dialogue, "en")), "insult")


def test_eligibility_is_said_before_and_checked_at_the_vote(client, dialogue, concept, amina):
    term = TermFactory(concept=concept)
    Consultation.objects.update(min_edit_count=50)
    client.force_login(amina)
    assertContains(client.get(at("ballot", dialogue, "en")), "at least 50 edits on the wikis")
    response = client.post(at("ballot", dialogue, "en"), {f"grade-{term.pk}": "for"})
    assertContains(response, "at least 50 edits on the wikis", status_code=422)
    amina.wiki_edit_count = 50
    amina.save()
    Consultation.objects.update(registered_before=F("opens_at"))
    assertContains(client.get(at("ballot", dialogue, "en")), "must have been registered before")
    amina.wiki_registered_at = timezone.now() - timedelta(days=900)
    amina.save()
    client.post(at("ballot", dialogue, "en"), {f"grade-{term.pk}": "for"})
    assert Ballot.objects.get().person == amina


def test_ones_own_votes_are_not_kept_by_the_browser(client, dialogue, amina):
    client.force_login(amina)

    assert "no-store" in client.get(reverse("consultations:my_votes", args=[dialogue.slug]))["Cache-Control"]
