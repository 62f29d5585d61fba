"""Pages that are kept for readers without a session, and for nobody else."""

import gc
import gzip

import pytest
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from consultations.models import Topic
from tests.factories import IdeaFactory, PersonFactory, TopicFactory


def forget():
    """What the seconds do."""
    for kept in caches.all(initialized_only=True):
        kept.clear()


@pytest.fixture
def ideas(db, settings):
    """The address of a list of ideas, kept for readers."""
    forget()
    settings.READERS_CACHE_SECONDS = 10
    idea = IdeaFactory(topic=TopicFactory(), title="The first")
    return f"/consultations/{idea.consultation.slug}/ideas/"


def one_more(address):
    IdeaFactory(topic=Topic.objects.get(), title="The second")
    return address


def test_a_reader_is_answered_without_a_question_to_the_database(client, ideas, django_assert_num_queries):
    client.get(ideas)
    with django_assert_num_queries(0):
        assertContains(client.get(ideas), "The first")


def test_a_page_is_kept_for_its_seconds_alone(client, ideas, settings):
    client.get(ideas)
    assertNotContains(client.get(one_more(ideas)), "The second")
    forget()
    assertContains(client.get(ideas), "The second")


def test_who_is_signed_in_always_gets_a_page_of_ones_own(client, ideas):
    client.get(ideas)
    client.force_login(PersonFactory(username="amina", display_name="Amina"))
    assertContains(client.get(ideas), "Amina")


def test_a_page_of_somebody_signed_in_is_never_kept(client, ideas):
    client.force_login(PersonFactory(username="amina", display_name="Amina"))
    assertContains(client.get(ideas), "Amina")
    client.logout()
    assertNotContains(client.get(ideas), "Amina")


def test_what_one_reader_is_told_stands_on_that_readers_page_alone(client, ideas):
    client.get(ideas)
    client.force_login(PersonFactory())
    client.post("/accounts/logout/")
    assertContains(client.get(ideas), "You have signed out.")
    assertNotContains(client.get(ideas), "You have signed out.")


def test_each_language_and_each_address_has_its_own_page(client, ideas):
    client.get(ideas, headers={"Accept-Language": "en"})
    assertContains(client.get(ideas, headers={"Accept-Language": "ar"}), 'dir="rtl"')
    assertNotContains(client.get(f"{ideas}?q=nothing"), "The first")


def test_caches_on_the_way_are_told_what_the_page_depends_on(client, ideas):
    for _time in range(2):
        told = set(client.get(ideas)["Vary"].replace(" ", "").split(","))
        assert {"Accept-Encoding", "Accept-Language", "Cookie"} <= told


def test_a_kept_page_is_compressed_for_a_browser_that_unpacks_it_and_plain_for_another(client, ideas):
    for _time in range(2):
        packed = client.get(ideas, headers={"Accept-Encoding": "br, gzip"})
        plain = client.get(ideas)
        assert (packed["Content-Encoding"], plain.has_header("Content-Encoding")) == ("gzip", False)
        assert gzip.decompress(packed.content) == plain.content
        assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content)


def test_a_kept_page_carries_the_same_headers_as_one_that_is_made(client, ideas):
    made, kept = client.get(ideas), client.get(ideas)
    assert dict(kept.headers) == dict(made.headers)
    assert "default-src" in kept["Content-Security-Policy"]
    assert {"X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Content-Language"} <= set(kept.headers)


def test_what_is_not_there_is_not_kept(client, ideas):
    missing = "/consultations/nothing/ideas/"
    assert [client.get(missing).status_code for _time in range(2)] == [404, 404]


def test_a_kept_page_leaves_nothing_for_the_garbage_collector(ideas):
    """Rings of objects that only the collector undoes cost every hundredth reader a pause."""
    handler = WSGIHandler()
    handler.load_middleware()

    def answer():
        assert handler.get_response(RequestFactory().get(ideas)).status_code == 200  # a client would keep both

    for _time in range(3):
        answer()
    gc.collect()
    gc.disable()
    try:
        answer()
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.django_db(transaction=True)
def test_a_writer_sees_the_new_idea_in_the_list_at_once(client, settings):
    forget()
    settings.READERS_CACHE_SECONDS = 10
    topic = TopicFactory()
    person = PersonFactory()
    client.force_login(person)
    address = f"/consultations/{topic.consultation.slug}/ideas/"
    client.get(address)
    typed = {"topic": topic.pk, "title": "Just now", "body": "Look.", "language": topic.consultation.language.pk}
    assert client.post(f"{address}new/", {**typed, "share": "yes"}).status_code == 302
    assertContains(client.get(address), "Just now")
    with CaptureQueriesContext(connection) as asked:
        assertContains(client.get(address), "Just now")
    assert not [query for query in asked if "consultations_endorsement" in query["sql"]]


def test_a_process_keeps_a_page_no_longer_than_all_of_them_do(client, ideas, time_machine):
    time_machine.move_to("2026-11-23 12:00", tick=False)
    client.get(ideas)
    caches["near"].clear()  # as another process has it
    time_machine.shift(9)
    assertContains(client.get(one_more(ideas)), "The first")
    time_machine.shift(2)
    assert caches["near"].get(f"readers:en:{ideas}") is None
