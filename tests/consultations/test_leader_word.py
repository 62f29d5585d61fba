"""The word that the reader's language prefers stands in pages and mails, once everybody may know it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone, translation
from pytest_django.asserts import assertContains, assertNotContains

from consultations.leader_word import KEPT, leader_word, preferred_words
from consultations.models import Ballot, Consultation, Term
from notices.letters import in_text
from tests.consultations.test_words_results import close, show
from tests.factories import ConceptFactory, ConsultationFactory, LanguageFactory, PersonFactory, TermFactory


def word(consultation, text, code="en", people=12, grade="for", slug="leader"):
    concept = consultation.concepts.filter(slug=slug).first() or ConceptFactory(consultation=consultation, slug=slug)
    term = TermFactory(concept=concept, language=LanguageFactory(code=code), text=text)
    Ballot.objects.bulk_create(Ballot(person=PersonFactory(), term=term, grade=grade) for _ in range(people))
    return term


def asked(language="en"):
    cache.delete(KEPT)
    with translation.override(language):
        return leader_word().text


def test_without_any_answer_it_is_leader(db):
    assert asked() == "leader"


def test_the_preferred_word_of_the_reader_s_language(dialogue):
    show(dialogue, "always")
    word(dialogue, "changemaker")
    word(dialogue, "مرشد", code="ar")
    assert (asked(), asked("ar")) == ("changemaker", "مرشد")
    with translation.override("ar"):
        assert leader_word() == ("مرشد", "ar", "rtl")


def test_a_variety_of_a_language_takes_the_word_of_the_language(dialogue):
    show(dialogue, "always")
    word(dialogue, "articulador", code="pt")
    assert asked("pt-br") == "articulador"


@pytest.mark.parametrize(("people", "grade"), [(9, "for"), (30, "neutral"), (30, "against"), (4, "for")])
def test_only_a_preferred_word_replaces_it(dialogue, people, grade):
    show(dialogue, "always")
    word(dialogue, "changemaker", people=people, grade=grade)
    assert asked() == "leader"


def test_of_several_preferred_words_the_best_supported(dialogue):
    show(dialogue, "always")
    word(dialogue, "guide", people=12)
    word(dialogue, "organizer", people=30)
    assert asked() == "organizer"


def test_the_word_for_another_concept_is_not_meant(dialogue):
    show(dialogue, "always")
    word(dialogue, "buddy", slug="mentor")
    assert asked() == "leader"


@pytest.mark.parametrize("when", ["after_vote", "after_close"])
def test_nothing_is_said_while_results_are_hidden_from_anybody(client, dialogue, when):
    show(dialogue, when)
    term = word(dialogue, "changemaker")
    assert asked() == "leader"
    client.force_login(term.ballots.first().person)
    assertNotContains(client.get("/"), "changemaker")
    close(dialogue)
    assert asked() == "changemaker"


def test_nothing_is_said_of_what_is_not_published_or_hidden(dialogue):
    show(dialogue, "always")
    term = word(dialogue, "changemaker")
    Consultation.objects.update(published_at=None)
    assert asked() == "leader"
    Consultation.objects.update(published_at=timezone.now())
    assert asked() == "changemaker"
    Term.objects.filter(pk=term.pk).update(hidden_at=timezone.now(), hidden_reason="Spam.")
    assert asked() == "leader"


def test_the_newest_consultation_that_everybody_may_read_is_asked(dialogue):
    day = timedelta(days=1)
    before = ConsultationFactory(opens_at=dialogue.opens_at - 30 * day, closes_at=dialogue.opens_at - 20 * day)
    word(before, "guide")
    word(dialogue, "changemaker")
    assert asked() == "guide"
    close(dialogue)
    assert asked() == "changemaker"


def test_the_word_is_kept_for_a_while(dialogue, django_assert_num_queries):
    show(dialogue, "always")
    word(dialogue, "changemaker")
    cache.delete(KEPT)
    with django_assert_num_queries(3):
        assert leader_word().text == "changemaker"
    with django_assert_num_queries(0):
        assert leader_word().text == "changemaker"


def test_without_the_cache_the_word_is_asked_again(dialogue, settings):
    show(dialogue, "always")
    word(dialogue, "changemaker")
    gone = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "unix:///nowhere/valkey.sock"}
    settings.CACHES = {"default": gone}
    assert leader_word().text == "changemaker"


def test_pages_say_the_word_with_its_language(client, dialogue):
    assertContains(client.get("/"), 'the role of “<bdi lang="en" dir="ltr">leader</bdi>”')
    show(dialogue, "always")
    word(dialogue, "change<maker")
    word(dialogue, "مرشد", code="ar")
    for page in ("/", dialogue.get_absolute_url()):
        cache.delete(KEPT)
        assertContains(client.get(page), '“<bdi lang="en" dir="ltr">change&lt;maker</bdi>”')
        assertContains(client.get(page, headers={"accept-language": "ar"}), '<bdi lang="ar" dir="rtl">مرشد</bdi>')


def test_mails_say_the_word(dialogue):
    show(dialogue, "always")
    word(dialogue, "R&D guide")
    cache.delete(KEPT)
    with translation.override("en"):
        text = in_text("consultations/mail/closing_soon.txt", {"consultation": dialogue}).strip()
    assert text.endswith("and change your votes on words for “R&D guide” and more.")


def test_the_words_are_asked_for_once_for_all_languages(dialogue):
    show(dialogue, "always")
    word(dialogue, "changemaker")
    word(dialogue, "guía", code="es")
    assert preferred_words(timezone.now()) == {"en": ("changemaker", "en", "ltr"), "es": ("guía", "es", "ltr")}
