"""One invented row of each file, made by the same functions as the real ones."""

from datetime import UTC, datetime

from people.models import Language, Person

from ..models import Concept, Idea, Outcome, Term, Topic
from ..results import Result
from ..rules.tally import Tally
from ..rules.verdicts import Thresholds, verdict
from . import idea_columns, result_columns
from .columns import record

TALLY, FLUENT = Tally(13, 2, 3, 1), Tally(9, 1, 1, 0)
SHARED = datetime(2026, 9, 21, 8, 30, tzinfo=UTC)
DECIDED = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def of_ideas(consultation):
    """{column: value} of an idea."""
    idea = Idea(
        pk=12,
        consultation=consultation,
        topic=Topic(slug="academy"),
        language=Language(code="en"),
        author=Person(display_name="Amina Example"),
        title="Two short letters from each community",
        body="A community that was helped says **how**.",
        shared_at=SHARED,
        revision=2,
        changed_at=SHARED.replace(day=23),
    )
    idea.area_slugs, idea.endorsement_count, idea.comment_count, idea.merged_into = ["education", "glam"], 14, 6, None
    idea.outcome = Outcome(kind="partly", because="One letter is asked for.", became="One letter", decided_at=DECIDED)
    return record(idea_columns.COLUMNS, idea)


def of_results(consultation):
    """{column: value} of a word."""
    term = Term(pk=7, text="guide", gloss="A person who shows the way.", language=Language(code="en"))
    term.concept = Concept(slug="leader", consultation=consultation)
    thresholds = Thresholds()
    result = Result(
        term,
        is_hidden=False,
        tally=TALLY,
        fluent=FLUENT,
        others=TALLY - FLUENT,
        reasons={},
        verdict=verdict(TALLY, thresholds),
        place=1,
        approval_place=1,
        is_leader=True,
        is_tied=True,
    )
    [row] = result_columns.rows(consultation, [result], thresholds)
    return record(result_columns.COLUMNS, row)
