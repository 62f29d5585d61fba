"""One gate for what may be seen (results on words): everywhere they could come out, hidden and shown."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.actions import follows
from consultations.actions.consultation import extend
from consultations.models import Consultation, Finding, TermTally
from notices.letters import mail_of
from tests.consultations.ballots import vote
from tests.factories import BallotFactory, CommentFactory, ConceptFactory, IdeaFactory, QuestionFactory, TermFactory
from tests.notices.rows import a_notice

WORD = "lodestar"  # preferred by far
# Millions: no key of a row, which addresses name, comes so far in a run of all tests.
COUNTS = {"votes_for": 7_919_000, "votes_neutral": 6_133_000, "votes_against": 1_009_000, "votes_unknown": 3_313_000}
COUNTS |= {"fluent_for": 4_211_000, "fluent_neutral": 2_003_000, "reason_hierarchy": 1_877_000}
SECRETS = {str(count) for count in COUNTS.values()} | {"15061000", "0.458801", "+46"}

# Where the word itself is public, as on the ballot: there only the counts and the verdict are looked for.
WORD_IS_PUBLIC = {"ballot", "search", "my own votes", "autocomplete", "words at the desk", "a word at the desk"}
# What holds results once they are shown, and what then says that the word is preferred.
SHOWS_COUNTS = {"page", "matrix", "csv", "json", "wikitext", "recount"}
SHOWS_THE_WORD = {"home", "consultation", "letters"}

HIDDEN = [
    ("after_close", "reader"),
    ("after_close", "stranger"),
    ("after_close", "voter"),
    ("after_close", "organizer"),
    ("after_vote", "reader"),
    ("after_vote", "stranger"),
    ("after_vote", "organizer"),
]


@pytest.fixture(autouse=True)
def nothing_kept():
    """The word of the interface is kept for half a minute; each test begins with none."""
    cache.clear()


@pytest.fixture
def word(dialogue, topic, amina, bola, organizer):
    """A word with counts that stand nowhere else by chance; Bola voted on it. Beside it one of everything."""
    term = TermFactory(concept=ConceptFactory(consultation=dialogue, slug="leader", title="The person"), text=WORD)
    vote(term, for_=20, fluent=6)
    BallotFactory(term=term, person=bola)
    TermTally.objects.filter(pk=term.pk).update(**COUNTS)
    idea = IdeaFactory(topic=topic, author=amina, title="Let each community choose")
    CommentFactory(idea=idea)
    QuestionFactory(consultation=dialogue, author=amina)
    Finding.objects.create(
        consultation=dialogue, language=dialogue.language, title="Small steps", body="They help.",
        published_at=timezone.now(),
    )  # fmt: skip
    follows.follow(person=amina, consultation=dialogue)
    later = dialogue.closes_at + timedelta(days=1)
    extend(consultation=dialogue, new_closes_at=later, reason="Many asked.", actor=organizer, now=timezone.now())
    return term


@pytest.fixture
def browser_of(amina, bola, organizer, settings):
    """A browser for each kind of reader: `browser_of("voter")`."""
    settings.STAFF_NEED_SECOND_FACTOR = False
    people = {"stranger": amina, "voter": bola, "organizer": organizer}

    def open_one(reader):
        browser = Client()
        if reader in people:
            browser.force_login(people[reader])
        return browser

    return open_one


def address(name, *args):
    return reverse(f"consultations:{name}", args=["dialogue", *args])


def addresses(term):
    """{place: address} of everything that a reader can open."""
    idea = term.concept.consultation.ideas.get()
    return {
        "page": address("language_results", "en"),
        "matrix": address("results"),
        "csv": address("results_csv"),
        "json": address("results_json"),
        "wikitext": address("results_wiki"),
        "recount": address("recount"),
        "feed": address("ideas_atom"),
        "ideas as csv": address("ideas_csv"),
        "ideas as json": address("ideas_json"),
        "calendar": address("calendar"),
        "data": address("data"),
        "home": reverse("home"),
        "list": reverse("consultations:list"),
        "consultation": address("consultation"),
        "topic": address("topic", "academy"),
        "languages": address("words"),
        "ballot": address("ballot", "en"),
        "idea": address("idea", idea.pk),
        "search": address("ideas") + f"?q={WORD}",
        "similar ideas": address("similar_ideas") + f"?title={WORD}",
        "questions": address("questions"),
        "findings": address("findings"),
        "profile of another": reverse("people:profile", args=["bola"]),
    }


def own_addresses(reader):
    """{place: address} of what only people who are signed in can open."""
    return {"my own votes": address("my_votes"), "my page": reverse("people:me")} if reader != "reader" else {}


def desk_addresses(term, reader):
    """{place: address} of the organizers' desk."""
    if reader != "organizer":
        return {}
    asked = "app_label=consultations&model_name=evidence&field_name=term"
    return {
        "desk": reverse("admin:index"),
        "words at the desk": reverse("admin:consultations_term_changelist") + f"?q={WORD}",
        "a word at the desk": reverse("admin:consultations_term_change", args=[term.pk]),
        "the consultation at the desk": reverse(
            "admin:consultations_consultation_change", args=[term.concept.consultation_id]
        ),
        "autocomplete": reverse("admin:autocomplete") + f"?{asked}&term={WORD}",
    }


def letters(term, person):
    """The mails of the outbox that speak of a consultation."""
    consultation = Consultation.objects.get(pk=term.concept.consultation_id)
    for kind, subject in (("closing_soon", consultation), ("extension", consultation.extensions.get())):
        notice = a_notice(person, kind=kind, subject=subject, due_at=timezone.now())
        notice.subject, notice.address = subject, "amina@example.org"
        mail = mail_of(notice)
        yield f"{mail.subject}\n{mail.body}\n{mail.alternatives[0][0]}"


def body_of(response):
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


def what_is_told(term, browser, reader, person):
    """{place: text} of everything that comes out of the site for this reader."""
    places = addresses(term) | own_addresses(reader) | desk_addresses(term, reader)
    told = {}
    for place, found in places.items():
        response = browser.get(found)
        assert response.status_code == 200 or (place, response.status_code) == ("recount", 404), (place, found)
        told[place] = body_of(response)
    return told | {"letters": "\n".join(letters(term, person))}


def found_in(place, text):
    """The secrets in a text: counts in any way of grouping digits, and the word that is preferred."""
    plain = re.sub(r"(?<=\d)[ ,.'\u00a0\u202f](?=\d{3}(?!\d))", "", re.sub(r"&#43;|&plus;", "+", text))
    found = {secret for secret in SECRETS if re.search(rf"(?<![\d.]){re.escape(secret)}(?!\d)", plain)}
    is_told = place not in WORD_IS_PUBLIC and re.search(rf"\b{WORD}\b", text)
    return found | ({WORD} if is_told else set())


def secrets_told(word, browser, reader, person):
    """{place: secrets} of each place that tells one."""
    found = {place: found_in(place, text) for place, text in what_is_told(word, browser, reader, person).items()}
    return {place: secrets for place, secrets in found.items() if secrets}


@pytest.mark.parametrize(("shown", "reader"), HIDDEN)
def test_while_results_are_hidden_nothing_tells_a_count_or_a_verdict(word, browser_of, amina, shown, reader):
    Consultation.objects.update(results_shown=shown)

    assert secrets_told(word, browser_of(reader), reader, amina) == {}


@pytest.mark.parametrize("shown", ["after_close", "after_vote", "always"])
@pytest.mark.parametrize("reader", ["reader", "stranger", "voter", "organizer"])
def test_the_same_look_finds_them_after_the_close(word, browser_of, amina, shown, reader):
    closed = timezone.now() - timedelta(minutes=2)
    Consultation.objects.update(results_shown=shown, closes_at=closed, opens_at=closed - timedelta(days=9))
    told = secrets_told(word, browser_of(reader), reader, amina)

    assert set(told) == SHOWS_COUNTS | SHOWS_THE_WORD
    for place in SHOWS_COUNTS:
        assert {"7919000", "1009000", WORD} <= told[place], place


def test_who_voted_sees_them_on_the_page_and_in_the_files_and_nowhere_else(word, browser_of, amina):
    Consultation.objects.update(results_shown="after_vote")

    assert set(secrets_told(word, browser_of("voter"), "voter", amina)) == SHOWS_COUNTS - {"recount"}
