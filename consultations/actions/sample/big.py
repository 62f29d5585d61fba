"""A big consultation of invented texts for the benchmarks: the same rows at each load."""

from datetime import UTC, datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from people.models import LanguageLevel, Person

from ...models import (
    Ballot,
    Comment,
    Concept,
    Consultation,
    Endorsement,
    Idea,
    Term,
    Topic,
)
from .source import form_key, languages_by_code

SLUG = "big-sample"
PEOPLE, IDEAS, COMMENTS, ENDORSEMENTS = 2_000, 5_000, 20_000, 30_000
LANGUAGES = ["en", "es", "fr", "ar", "hi"]
CONCEPTS, TERMS_OF_EACH = 4, 5  # in each language: 100 terms, 50 ballots a person, 100,000 ballots
BATCH = 5_000
OPENS_AT = datetime(2015, 1, 5, tzinfo=UTC)  # older than any other: the home page shows the newest
# fmt: off
WORDS = [
    "academy", "guide", "mentor", "community", "workshop", "language", "newcomer", "evidence", "sharing", "editor",
    "training", "museum", "library", "school", "region", "review", "peer", "circle", "project", "travel", "welcome",
    "teach", "listen", "notes", "report", "camera", "village", "campaign", "selection", "letters", "online",
    "meeting", "skill", "month", "together", "translate", "question", "answer", "small", "open", "fair", "first",
]
# fmt: on


@transaction.atomic
def load_big_sample(*, now):
    """The big consultation, open for a year; one that stands already is left as it is."""
    standing = Consultation.objects.filter(slug=SLUG).first()
    if standing:
        return standing
    random = Random(SLUG)  # noqa: S311 - the same at each load is the wish
    by_code = languages_by_code()
    languages = [by_code[code] for code in LANGUAGES]
    people = _people()
    _languages_of(people, languages)
    consultation = _consultation(languages[0], now)
    _ideas(random, consultation, people, languages)
    _ballots(random, _terms(consultation, people, languages), people)
    return consultation


def _text(random, words):
    return " ".join(random.choices(WORDS, k=words)).capitalize()


def _people():
    password = make_password(None)  # nobody signs in with it
    return Person.objects.bulk_create(
        [
            Person(
                username=f"big-{number:04}", display_name=f"Sample {number}", password=password, is_demonstration=True
            )
            for number in range(PEOPLE)
        ],
        batch_size=BATCH,
    )


def _spoken(number):
    """The places in LANGUAGES that a person declares: two, and every second person a third."""
    return [(number + step) % len(LANGUAGES) for step in range(2 + number % 2)]


def _languages_of(people, languages):
    LanguageLevel.objects.bulk_create(
        [
            LanguageLevel(person=person, language=languages[place], level="4")
            for number, person in enumerate(people)
            for place in _spoken(number)
        ],
        batch_size=BATCH,
    )


def _consultation(language, now):
    consultation = Consultation.objects.create(
        slug=SLUG,
        title="Big sample",
        summary="Invented texts, as many as the benchmarks need.",
        language=language,
        published_at=now,
        opens_at=OPENS_AT,
        closes_at=now + timedelta(days=365),
        has_demonstration_data=True,
    )
    Topic.objects.bulk_create(
        Topic(consultation=consultation, slug=f"topic-{n}", title=f"Topic {n}", question="What works?", position=n)
        for n in (1, 2)
    )
    return consultation


def _ideas(random, consultation, people, languages):
    topics = list(consultation.topics.order_by("position"))
    ideas = Idea.objects.bulk_create(
        [
            Idea(
                consultation=consultation,
                topic=random.choice(topics),
                author=random.choice(people),
                language=random.choice(languages),
                title=_text(random, 7),
                body=f"{_text(random, 40)}.\n\n{_text(random, 40)}.",
                form_key=form_key("big-idea", number),
                created_at=consultation.opens_at + timedelta(minutes=number * 100),
                shared_at=consultation.opens_at + timedelta(minutes=number * 100),
                is_demonstration=True,
            )
            for number in range(IDEAS)
        ],
        batch_size=BATCH,
    )
    _comments(random, ideas, people, languages)
    pairs = set()
    while len(pairs) < ENDORSEMENTS:
        pairs.add((random.randrange(IDEAS), random.randrange(PEOPLE)))
    Endorsement.objects.bulk_create(
        [Endorsement(idea=ideas[idea], person=people[person]) for idea, person in sorted(pairs)], batch_size=BATCH
    )


def _comments(random, ideas, people, languages):
    Comment.objects.bulk_create(
        [
            Comment(
                idea=ideas[number % IDEAS],
                author=random.choice(people),
                language=random.choice(languages),
                body=f"{_text(random, 25)}.",
                form_key=form_key("big-comment", number),
                created_at=ideas[number % IDEAS].created_at + timedelta(hours=1 + number // IDEAS),
            )
            for number in range(COMMENTS)
        ],
        batch_size=BATCH,
    )


def _terms(consultation, people, languages):
    """The terms of each language, in the order of LANGUAGES."""
    concepts = Concept.objects.bulk_create(
        Concept(
            consultation=consultation, slug=f"concept-{n}", title=f"Concept {n}", description="Invented.", position=n
        )
        for n in range(CONCEPTS)
    )
    return [
        Term.objects.bulk_create(
            Term(
                concept=concept,
                language=language,
                text=f"{WORDS[n]} {language.code}",
                gloss="An invented word.",
                proposer=people[n],
                is_demonstration=True,
            )
            for concept in concepts
            for n in range(TERMS_OF_EACH)
        )
        for language in languages
    ]


def _ballots(random, terms, people):
    grades = Ballot.Grade.values
    Ballot.objects.bulk_create(
        [
            Ballot(person=person, term=term, grade=random.choices(grades, [5, 3, 2, 1])[0])
            for number, person in enumerate(people)
            for place in _spoken(number)
            for term in terms[place]
        ],
        batch_size=BATCH,
    )
