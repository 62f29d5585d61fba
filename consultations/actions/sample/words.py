"""Concepts, terms, and ballots drawn from the weights of each term."""

from datetime import timedelta
from random import Random

from simple_history.utils import bulk_create_with_history

from people.models import LanguageLevel

from ...models import Ballot, Concept, Term
from .people import voters_by_language
from .source import languages_by_code, read

DAYS_OF_VOTING = 30
SECOND_REASON = 0.3  # how often a vote against names two reasons


def load_words(*, consultation, people):
    """The terms that are missing, each with the ballots of all who declared its language."""
    sample = read("terms")
    concepts = _concepts(consultation, sample["concepts"])
    known = set(Term.objects.in_consultation(consultation).values_list("concept__slug", "language__code", "text"))
    rows = [row for row in sample["terms"] if (row["concept"], row["lang"], row["text"]) not in known]
    if not rows:
        return
    languages = languages_by_code()
    terms = [_term(row, concepts[row["concept"]], languages[row["lang"]], people, consultation) for row in rows]
    terms = bulk_create_with_history(terms, Term, batch_size=500)
    voters = voters_by_language()
    ballots, fluent = [], _fluent()
    for term, row in zip(terms, rows, strict=True):
        of_language = [people[key] for key in voters.get(row["lang"], [])]
        ballots += draw_ballots(term, row, of_language, fluent.get(term.language_id, ()), consultation.opens_at)
    Ballot.objects.bulk_create(ballots, batch_size=5000)


def draw_ballots(term, row, voters, fluent, opens_at):
    """One ballot per voter, drawn from the weights of the term; the same at each load.

    `fluent` holds the ids of those who know the language well.
    """
    random = Random(f"{row['concept']}/{row['lang']}/{row['text']}")  # noqa: S311 - the same at each load
    grades, weights = zip(*row["votes"].items(), strict=True)
    ballots = []
    for voter in voters:
        grade = random.choices(grades, weights)[0]
        reasons = _reasons(random, row["against_reasons"]) if grade == Ballot.Grade.AGAINST else []
        cast_at = opens_at + timedelta(minutes=random.randrange(DAYS_OF_VOTING * 24 * 60))
        ballots.append(
            Ballot(
                person=voter,
                term=term,
                grade=grade,
                reasons=reasons,
                is_fluent=voter.pk in fluent,
                cast_at=cast_at,
                changed_at=cast_at,
            )
        )
    return ballots


def _fluent():
    """The ids of the people who know a language well, by the language's id."""
    fluent = {}
    for language, person in LanguageLevel.objects.fluent().values_list("language", "person"):
        fluent.setdefault(language, set()).add(person)
    return fluent


def _reasons(random, weights):
    how_many = 2 if random.random() < SECOND_REASON else 1
    return sorted(set(random.choices(list(weights), list(weights.values()), k=how_many)))


def _concepts(consultation, rows):
    known = {concept.slug: concept for concept in consultation.concepts.all()}
    missing = [Concept(consultation=consultation, **row) for row in rows if row["slug"] not in known]
    return known | {concept.slug: concept for concept in Concept.objects.bulk_create(missing)}


def _term(row, concept, language, people, consultation):
    return Term(
        concept=concept,
        language=language,
        text=row["text"],
        gloss=row["gloss"],
        back_translation=row["back_translation"],
        connotations=row["connotations"],
        proposer=people[row["proposer"]] if "proposer" in row else None,
        proposed_at=consultation.opens_at,
        source_url=row.get("source_url", ""),
        is_demonstration=row.get("demonstration", False),
    )
