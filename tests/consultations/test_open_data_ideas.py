import csv
import gzip
import io
import json
import tracemalloc
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.actions import ideas as idea_actions
from consultations.actions import moderation
from consultations.models import Endorsement, Idea, Outcome
from people.models import ActivityArea, Person
from tests.factories import CommentFactory, IdeaFactory, LanguageFactory, MergeFactory

FILES = ["ideas_atom", "ideas_csv", "ideas_json"]
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = '=HYPERLINK("http://evil.example") | {{x}} </title>]]> & 🧭 قائد'


def at(name):
    return reverse(f"consultations:{name}", args=["dialogue"])


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows_of(client):
    text = body_of(client.get(at("ideas_csv"))).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def objects_of(client):
    return json.loads(body_of(client.get(at("ideas_json"))))["ideas"]


def feed_of(client, page=""):
    return ElementTree.fromstring(client.get(at("ideas_atom") + page).content)


def entries_of(client):
    return feed_of(client).findall(f"{ATOM}entry")


@pytest.fixture
def idea(topic, amina):
    """A shared idea by Amina."""
    return IdeaFactory(topic=topic, author=amina, title="Two short letters", body="Say **how**.")


def test_each_file_says_the_same_of_an_idea(client, idea, bola):
    idea.areas.add(ActivityArea.objects.create(slug="glam", name="GLAM"))
    Endorsement.objects.create(idea=idea, person=bola)
    CommentFactory(idea=idea)
    Outcome.objects.create(idea=idea, kind="partly", because="One letter is asked for.", became="One letter")
    [row], [found], [entry] = rows_of(client), objects_of(client), entries_of(client)
    address = f"http://localhost:8000/consultations/dialogue/ideas/{idea.pk}/"

    assert found["url"] == row["url"] == entry.find(f"{ATOM}link").get("href") == address
    assert (found["title"], found["text"], found["author"]) == ("Two short letters", "Say **how**.", "Amina")
    assert (row["title"], row["text"], row["author"]) == ("Two short letters", "Say **how**.", "Amina")
    assert (found["endorsements"], found["comments"], found["areas"]) == (1, 1, ["glam"])
    assert (row["endorsements"], row["comments"], row["areas"]) == ("1", "1", "glam")
    assert (row["outcome"], row["outcome_became"], row["merged_into"]) == ("partly", "One letter", "")
    assert found["shared_at"] == row["shared_at"] == f"{idea.shared_at:%Y-%m-%dT%H:%M:%S}Z"
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "Amina"
    assert entry.find(f"{ATOM}content").text.strip() == "<p>Say <strong>how</strong>.</p>"
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_a_hostile_text_stays_a_text(client, idea):
    Idea.objects.filter(pk=idea.pk).update(title=HOSTILE, body=HOSTILE + "\n\x07\u202e=1", body_html=HOSTILE + "\x07")
    [row], [found], [entry] = rows_of(client), objects_of(client), entries_of(client)

    assert row["title"] == f"'{HOSTILE}"
    assert found["title"] == entry.find(f"{ATOM}title").text == HOSTILE
    assert [found["text"], row["text"][1:]] == 2 * [HOSTILE + "\n\x07\u202e=1"]
    assert entry.find(f"{ATOM}content").text == HOSTILE


def test_drafts_and_hidden_ideas_and_comments_stand_in_no_file(client, topic, idea, amina, organizer):
    IdeaFactory(topic=topic, author=amina, shared_at=None, title="A draft")
    hidden = IdeaFactory(topic=topic, author=amina, title="A name")
    CommentFactory(idea=idea, hidden_at=timezone.now(), hidden_reason="It names a person.")
    moderation.hide(text=hidden, reason="It names a person.", actor=organizer)
    client.force_login(amina)  # not even for their author: a file is passed on

    assert [row["title"] for row in rows_of(client)] == ["Two short letters"]
    assert [(row["title"], row["comments"]) for row in objects_of(client)] == [("Two short letters", 0)]
    assert [entry.find(f"{ATOM}title").text for entry in entries_of(client)] == ["Two short letters"]


def test_a_merged_idea_names_the_one_it_goes_on_in_unless_that_is_hidden(client, topic, idea, amina):
    merge = MergeFactory(source__topic=topic, target=idea, is_agreed=True)
    assert {row["id"]: row["merged_into"] for row in objects_of(client)}[merge.source_id] == idea.pk

    Idea.objects.filter(pk=idea.pk).update(hidden_at=timezone.now(), hidden_reason="It names a person.")
    assert [row["merged_into"] for row in objects_of(client)] == [None]


@pytest.mark.parametrize("name", FILES)
def test_who_has_the_file_is_not_sent_it_again(client, idea, name, django_assert_num_queries):
    first = client.get(at(name))
    body_of(first)
    with django_assert_num_queries(9):
        same = client.get(at(name), headers={"if-none-match": first["ETag"]})

    assert (same.status_code, same.content) == (304, b"")
    assert same["ETag"] == first["ETag"]
    assert client.get(at(name), headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    assert client.get(at(name), headers={"if-none-match": '"old"'}).status_code == 200


def change(name, idea, bola, organizer):
    """One thing of all that the files show."""
    actions = {
        "endorsed": lambda: idea_actions.endorse(idea=idea, person=bola),
        "commented": lambda: CommentFactory(idea=idea),
        "another": lambda: IdeaFactory(topic=idea.topic),
        "hidden": lambda: moderation.hide(text=idea, reason="It names a person.", actor=organizer),
        "renamed": lambda: Person.objects.filter(pk=idea.author_id).update(display_name="Amina B."),
        "decided": lambda: Outcome.objects.create(idea=idea, kind="became", because="It was done."),
        "area": lambda: idea.areas.add(ActivityArea.objects.create(slug="glam", name="GLAM")),
        "merged": lambda: MergeFactory(source=idea, target__topic=idea.topic, is_agreed=True),
        "corrected": lambda: idea.save(),
    }
    actions[name]()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "what", ["endorsed", "commented", "another", "hidden", "renamed", "decided", "area", "merged", "corrected"]
)
def test_whatever_changes_is_sent_anew(client, idea, bola, organizer, name, what):
    first = client.get(at(name))
    body_of(first)
    change(what, idea, bola, organizer)
    headers = {"if-none-match": first["ETag"]}

    assert client.get(at(name), headers=headers).status_code == 200
    assert client.get(at(name), headers={"if-modified-since": first["Last-Modified"]}).status_code == 200


@pytest.mark.parametrize("name", FILES)
def test_what_is_taken_back_is_sent_anew_to_who_knows_only_the_time(client, idea, bola, name):
    idea_actions.endorse(idea=idea, person=bola)
    first = client.get(at(name))
    idea_actions.withdraw_endorsement(idea=idea, person=bola)

    assert client.get(at(name), headers={"if-modified-since": first["Last-Modified"]}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", FILES)
def test_a_file_costs_the_same_for_any_number_of_ideas(client, topic, name, rows, django_assert_num_queries):
    IdeaFactory.create_batch(rows, topic=topic)
    with django_assert_num_queries(10):
        body = body_of(client.get(at(name)))

    assert body.count(b"share what you learned") == rows


@pytest.mark.parametrize("name", ["ideas_csv", "ideas_json"])
def test_memory_does_not_grow_with_the_number_of_ideas(client, topic, amina, name):
    def peak_with(more):
        Idea.objects.bulk_create(
            Idea(
                topic=topic, consultation=topic.consultation, author=amina, language=LanguageFactory(),
                title="A long one", body="word " * 1500, shared_at=timezone.now(),
            )
            for _ in range(more)
        )  # fmt: skip
        response = client.get(at(name))
        tracemalloc.start()
        size = sum(map(len, response.streaming_content))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size, peak

    few, many = peak_with(200), peak_with(800)

    assert many[0] > 4.5 * few[0] > 6_000_000
    assert many[1] < 1.3 * few[1]


@pytest.mark.parametrize("name", FILES)
def test_what_is_sent_compressed_is_the_same_file(client, topic, name):
    IdeaFactory.create_batch(120, topic=topic)
    response = client.get(at(name), headers={"accept-encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(body_of(response)) == body_of(client.get(at(name)))
    assert client.get(at(name), headers={"if-none-match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", ["ideas_csv", "ideas_json"])
def test_numbers_and_moments_are_the_same_in_every_language(client, idea, name):
    Idea.objects.filter(pk=idea.pk).update(revision=1234567)
    bodies = {body_of(client.get(at(name), headers={"accept-language": code})) for code in ("en", "es", "fr", "ar")}

    assert len(bodies) == 1
    assert b"1234567" in bodies.pop()


def test_a_head_says_all_but_the_file(client, idea):
    response = client.head(at("ideas_csv"))

    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == client.get(at("ideas_csv"))["ETag"]


@pytest.mark.parametrize("name", FILES)
def test_files_say_what_they_are_and_that_any_page_may_read_them(client, idea, name):
    response = client.get(at(name))
    kinds = {"ideas_atom": "application/atom+xml; charset=utf-8", "ideas_json": "application/json"}

    assert response["Content-Type"] == kinds.get(name, "text/csv; charset=utf-8; header=present")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-cache"


def test_what_a_person_gets_is_for_that_person_s_browser(client, idea, amina):
    client.force_login(amina)

    assert client.get(at("ideas_csv"))["Cache-Control"] == "no-cache, private"


def test_the_feed_leads_from_page_to_page(client, topic):
    IdeaFactory.create_batch(51, topic=topic)
    first, second = feed_of(client), feed_of(client, "?page=2")
    links = [{link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} for feed in (first, second)]

    assert [len(feed.findall(f"{ATOM}entry")) for feed in (first, second)] == [50, 1]
    assert links[0]["next"] == links[1]["self"] == "http://localhost:8000/consultations/dialogue/ideas.atom?page=2"
    assert links[1]["previous"] == links[0]["self"] == links[0]["first"]
    assert "next" not in links[1]
    assert links[0]["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"


@pytest.mark.parametrize("page", ["0", "-1", "two", "99", "1e3", "٢", "9" * 5000])
def test_a_page_that_is_not_there_is_no_error(client, idea, page):
    assert client.get(at("ideas_atom"), {"page": page}).status_code == 200


def test_an_idea_changed_later_is_newer_in_the_feed(client, idea):
    Idea.objects.filter(pk=idea.pk).update(changed_at=idea.shared_at + timedelta(hours=1))
    [entry] = entries_of(client)

    assert entry.find(f"{ATOM}updated").text > entry.find(f"{ATOM}published").text


@pytest.mark.parametrize("name", FILES)
def test_a_consultation_without_ideas_has_files_too(client, dialogue, name):
    assert client.get(at(name)).status_code == 200


@pytest.mark.parametrize("name", FILES)
def test_files_are_there_while_the_cache_is_away(client, idea, settings, name):
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "unix:///nowhere/valkey.sock"}}
    first = client.get(at(name))

    assert b"Two short letters" in body_of(first)
    assert client.get(at(name), headers={"if-none-match": first["ETag"]}).status_code == 304
