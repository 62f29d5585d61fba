"""What the database keeps and decides itself: when a consultation is open, its thresholds, and the counts of ballots."""

from django.db import migrations

GRADES = ("for", "neutral", "against", "unknown")
REASONS = ("hierarchy", "politics_or_army", "gender", "religion", "unclear", "not_used_here", "other")

# One definition for pages, votes and mails: opened, not closed, not between two openings.
OPEN = """
CREATE FUNCTION consultations_is_open(consultation bigint, opens timestamptz, closes timestamptz, moment timestamptz)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT opens <= moment AND moment < closes AND NOT EXISTS (
        SELECT FROM consultations_extension AS gap
        WHERE gap.consultation_id = consultation AND gap.old_closes_at <= moment AND moment < gap.reopens_at
    )
$$;
"""

# What a vote counts for is known before the first vote.
FROZEN = """
CREATE FUNCTION consultations_refuse_new_thresholds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The thresholds of a consultation are fixed from its opening on.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'consultation_thresholds_frozen',
            TABLE = 'consultations_consultation';
END $$;
CREATE TRIGGER consultation_thresholds_frozen
    BEFORE UPDATE OF least_votes, contested_above, preferred_above, avoid_above, admitted_above
    ON consultations_consultation FOR EACH ROW
    WHEN (OLD.published_at <= statement_timestamp() AND OLD.opens_at <= statement_timestamp() AND (
        OLD.least_votes, OLD.contested_above, OLD.preferred_above, OLD.avoid_above, OLD.admitted_above
    ) IS DISTINCT FROM (
        NEW.least_votes, NEW.contested_above, NEW.preferred_above, NEW.avoid_above, NEW.admitted_above
    ))
    EXECUTE FUNCTION consultations_refuse_new_thresholds();
"""

COUNTED = {f"votes_{grade}": f"grade = '{grade}'" for grade in GRADES}
COUNTED |= {f"fluent_{grade}": f"grade = '{grade}' AND is_fluent" for grade in GRADES}
COUNTED |= {f"reason_{reason}": f"'{reason}' = ANY (reasons)" for reason in REASONS}


# Adds what the ballots in `changed` count, each with its sign, to the rows of their terms.
COUNTS = """
    UPDATE consultations_termtally AS tally SET {adds}
    FROM (SELECT term_id, {sums} FROM ({changed}) AS ballot GROUP BY term_id) AS change
    WHERE tally.term_id = change.term_id;
"""


def counts(changed):
    """The statement for the ballots that the query `changed` gives."""
    adds = ", ".join(f"{column} = tally.{column} + change.{column}" for column in COUNTED)
    sums = ", ".join(f"coalesce(sum(sign) FILTER (WHERE {test}), 0) AS {column}" for column, test in COUNTED.items())
    return COUNTS.format(adds=adds, sums=sums, changed=changed)


GONE = "SELECT *, -1 AS sign FROM gone"
CAST = "SELECT *, 1 AS sign FROM given"

# People come and go by language: who had no other ballot there is one more, who has none left is one less.
LANGUAGES = """
    INSERT INTO consultations_languagetally AS tally (consultation_id, language_id, voters)
    SELECT consultation_id, language_id, count(*) FROM (
        SELECT ballot.person_id, concept.consultation_id, term.language_id, count(*) AS changed
        FROM {changed} AS ballot
        JOIN consultations_term AS term ON term.id = ballot.term_id
        JOIN consultations_concept AS concept ON concept.id = term.concept_id
        GROUP BY 1, 2, 3
    ) AS voter
    WHERE {others} = (
        SELECT count(*) FROM consultations_ballot AS other
        JOIN consultations_term AS term ON term.id = other.term_id
        JOIN consultations_concept AS concept ON concept.id = term.concept_id
        WHERE other.person_id = voter.person_id AND term.language_id = voter.language_id
            AND concept.consultation_id = voter.consultation_id
    )
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (consultation_id, language_id) DO UPDATE SET voters = tally.voters {sign} excluded.voters;
"""
MORE = LANGUAGES.format(changed="given", others="voter.changed", sign="+")
LESS = LANGUAGES.format(changed="gone", others="0", sign="-")

TRIGGER = """
CREATE FUNCTION consultations_count_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {body}
    RETURN NULL;
END $$;
CREATE TRIGGER ballot_count_{name} AFTER {event} ON consultations_ballot
    REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION consultations_count_{name}();
"""

TALLIES = "".join(
    [
        TRIGGER.format(name="given", body=counts(CAST) + MORE, event="INSERT", tables="NEW TABLE AS given"),
        TRIGGER.format(
            name="changed",
            body=counts(f"{GONE} UNION ALL {CAST}"),
            event="UPDATE",
            tables="OLD TABLE AS gone NEW TABLE AS given",
        ),
        TRIGGER.format(name="gone", body=counts(GONE) + LESS, event="DELETE", tables="OLD TABLE AS gone"),
    ]
)

TERMS = """
CREATE FUNCTION consultations_begin_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO consultations_termtally (term_id) SELECT id FROM given;
    RETURN NULL;
END $$;
CREATE TRIGGER term_begin_tally AFTER INSERT ON consultations_term
    REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION consultations_begin_tally();
"""

# Ballots that were cast before: their voters' levels are taken as they are declared now.
LEVELS = """
UPDATE consultations_ballot AS ballot SET is_fluent = true
FROM consultations_term AS term, people_languagelevel AS level
WHERE term.id = ballot.term_id AND level.person_id = ballot.person_id AND level.language_id = term.language_id
    AND level.level >= '3';
"""
SO_FAR = [
    "INSERT INTO consultations_termtally (term_id) SELECT id FROM consultations_term",
    counts("SELECT *, 1 AS sign FROM consultations_ballot"),
    LANGUAGES.format(changed="consultations_ballot", others="voter.changed", sign="+"),
]

BACK = """
DROP TRIGGER term_begin_tally ON consultations_term;
DROP TRIGGER ballot_count_given ON consultations_ballot;
DROP TRIGGER ballot_count_changed ON consultations_ballot;
DROP TRIGGER ballot_count_gone ON consultations_ballot;
DROP TRIGGER consultation_thresholds_frozen ON consultations_consultation;
DROP FUNCTION consultations_begin_tally, consultations_count_given, consultations_count_changed,
    consultations_count_gone, consultations_refuse_new_thresholds, consultations_is_open;
DELETE FROM consultations_termtally;
DELETE FROM consultations_languagetally;
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0004_evidence_translations_tallies"), ("people", "0003_names_that_can_be_seen")]

    operations = [migrations.RunSQL([OPEN, FROZEN, LEVELS, TALLIES, TERMS, *SO_FAR], [BACK])]
