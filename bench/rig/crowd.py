"""Any number of voters on two hundred words in forty languages, drawn the same way at each run."""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Case, When
from django.utils import timezone

from consultations.models import Concept, Consultation, Term, Topic
from people.actions import load_reference
from people.models import Language, LanguageLevel, Person

from .scene import Scene

LANGUAGES, TERMS_OF_EACH = 40, 5
READ = "en"  # the language that is read and voted in
BATCH = 5_000

# One statement, so that the counts are kept once: who declared a language votes on each of its words.
BALLOTS = """
INSERT INTO consultations_ballot (person_id, term_id, grade, reasons, is_fluent, cast_at, changed_at)
SELECT level.person_id, term.id, drawn.grade,
    CASE WHEN drawn.grade = 'against' THEN ARRAY['unclear'] ELSE ARRAY[]::varchar[] END,
    level.level >= '3', now(), now()
FROM people_languagelevel AS level
JOIN consultations_term AS term ON term.language_id = level.language_id
CROSS JOIN LATERAL (
    SELECT (ARRAY['for', 'for', 'for', 'neutral', 'against', 'unknown'])[1 + (level.person_id * 7 + term.id) % 6]
) AS drawn (grade)
"""


@transaction.atomic
def gather(voters):
    """A consultation whose results are public, with so many voters in each language."""
    load_reference()
    languages = list(Language.objects.order_by(Case(When(code=READ, then=0), default=1), "code")[:LANGUAGES])
    consultation = _consultation(languages[0])
    concept = Concept.objects.create(consultation=consultation, slug="person", title="Person", description="Invented.")
    Term.objects.bulk_create(
        Term(concept=concept, language=language, text=f"word {number} {language.code}", gloss="An invented word.")
        for language in languages
        for number in range(TERMS_OF_EACH)
    )
    _voters(languages, voters)
    with connection.cursor() as cursor:
        cursor.execute(BALLOTS)
    return consultation


def scene(consultation):
    """The consultation as the load generator sees it; nobody reads its ideas."""
    terms = Term.objects.in_consultation(consultation).filter(language__code=READ).order_by("pk")
    ids = list(terms.values_list("pk", flat=True))
    return Scene(slug=consultation.slug, topic="words", idea=0, ideas=[], terms=ids, language=READ)


def _consultation(language):
    now = timezone.now()
    consultation = Consultation.objects.create(
        slug="crowd",
        title="A crowd",
        summary="Invented.",
        language=language,
        results_shown=Consultation.ResultsShown.ALWAYS,
        published_at=now,
        opens_at=now - timedelta(days=10),
        closes_at=now + timedelta(days=10),
    )
    Topic.objects.create(consultation=consultation, slug="words", title="Words", question="Which?", position=1)
    return consultation


def _voters(languages, each):
    people = Person.objects.bulk_create(
        (Person(username=f"voter-{number}", display_name=f"Voter {number}") for number in range(len(languages) * each)),
        batch_size=BATCH,
    )
    LanguageLevel.objects.bulk_create(
        (
            LanguageLevel(person=person, language=languages[number % len(languages)], level="24"[number % 2])
            for number, person in enumerate(people)
        ),
        batch_size=BATCH,
    )
