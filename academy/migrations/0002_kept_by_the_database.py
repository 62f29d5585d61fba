"""What the database itself refuses: circles, more people than seats, changed rubrics and decisions, conflicts."""

from django.db import migrations

# The sentence is for logs; rules give readers the sentence before the database has to (academy/rules/).
REFUSE = "RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}', TABLE = TG_TABLE_NAME"

CIRCLES = """
CREATE FUNCTION academy_refuse_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('academy_prerequisite'));
    IF EXISTS (
        WITH RECURSIVE before(id) AS (
            SELECT NEW.needs_id
            UNION
            SELECT step.needs_id FROM academy_prerequisite AS step JOIN before ON step.course_id = before.id
            WHERE step.id IS DISTINCT FROM NEW.id
        )
        SELECT FROM before WHERE id = NEW.course_id
    ) THEN
        {refuse};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER prerequisite_makes_no_circle BEFORE INSERT OR UPDATE ON academy_prerequisite
    FOR EACH ROW EXECUTE FUNCTION academy_refuse_circle();
""".format(refuse=REFUSE.format(sentence="Courses would need one another.", name="prerequisite_makes_no_circle"))

# One seat more is given under the lock of the row that has the capacity; one capacity less, too.
SEATS = """
CREATE FUNCTION academy_count_{table}_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE seats integer;
BEGIN
    SELECT capacity INTO seats FROM academy_{owner} WHERE id = NEW.{owner}_id FOR NO KEY UPDATE;
    IF seats IS NOT NULL AND seats <= (
        SELECT count(*) FROM academy_{table} AS taken
        WHERE taken.{owner}_id = NEW.{owner}_id AND taken.id <> NEW.id AND {holds}
    ) THEN
        {refuse_seat};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {table}_within_capacity BEFORE INSERT OR UPDATE OF {columns}, {owner}_id ON academy_{table}
    FOR EACH ROW WHEN ({new_holds}) EXECUTE FUNCTION academy_count_{table}_seats();

CREATE FUNCTION academy_keep_{owner}_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.capacity < (SELECT count(*) FROM academy_{table} AS taken WHERE taken.{owner}_id = NEW.id AND {holds}) THEN
        {refuse_capacity};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {owner}_capacity_holds_the_seated BEFORE UPDATE OF capacity ON academy_{owner}
    FOR EACH ROW EXECUTE FUNCTION academy_keep_{owner}_capacity();
"""


def seats(owner, table, columns, holds):
    """The statements that keep the rows of `table` for which `holds` within the capacity of their `owner`."""
    return SEATS.format(
        owner=owner,
        table=table,
        columns=columns,
        holds=holds.format("taken"),
        new_holds=holds.format("NEW"),
        refuse_seat=REFUSE.format(sentence="All seats are taken.", name=f"{table}_within_capacity"),
        refuse_capacity=REFUSE.format(sentence="More people have a seat.", name=f"{owner}_capacity_holds_the_seated"),
    )


COURSE_SEATS = seats("course", "enrolment", "seated_at, left_at", "{0}.seated_at IS NOT NULL AND {0}.left_at IS NULL")
COHORT_SEATS = seats("cohort", "offer", "answer", "{0}.answer IN ('', 'accepted')")

# From the publication on, criteria and minimums stay; a publication is taken back only before the opening.
FROZEN = """
CREATE FUNCTION academy_keep_rubric() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched bigint;
BEGIN
    FOR touched IN SELECT DISTINCT id FROM unnest(ARRAY[
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.cohort_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.cohort_id END
    ]) AS id WHERE id IS NOT NULL LOOP
        PERFORM FROM academy_cohort WHERE id = touched FOR SHARE;
        IF EXISTS (SELECT FROM academy_cohort WHERE id = touched AND published_at IS NOT NULL) THEN
            {refuse_change};
        END IF;
    END LOOP;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER criterion_frozen BEFORE INSERT OR UPDATE OR DELETE ON academy_criterion
    FOR EACH ROW EXECUTE FUNCTION academy_keep_rubric();
CREATE TRIGGER minimum_frozen BEFORE INSERT OR UPDATE OR DELETE ON academy_minimum
    FOR EACH ROW EXECUTE FUNCTION academy_keep_rubric();

CREATE FUNCTION academy_check_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.published_at IS NULL THEN
        IF OLD.published_at IS NOT NULL AND OLD.opens_at <= statement_timestamp() THEN
            {refuse_taking_back};
        END IF;
    ELSIF coalesce((SELECT sum(weight) FROM academy_criterion WHERE cohort_id = NEW.id), 0) <> 1000 THEN
        {refuse_weights};
    ELSIF NOT EXISTS (SELECT FROM academy_rubric WHERE cohort_id = NEW.id) THEN
        {refuse_without_rubric};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cohort_published_with_rubric BEFORE UPDATE OF published_at ON academy_cohort
    FOR EACH ROW WHEN (OLD.published_at IS DISTINCT FROM NEW.published_at)
    EXECUTE FUNCTION academy_check_publication();
CREATE TRIGGER cohort_begins_unpublished BEFORE INSERT ON academy_cohort
    FOR EACH ROW WHEN (NEW.published_at IS NOT NULL) EXECUTE FUNCTION academy_check_publication();
""".format(
    refuse_change=REFUSE.format(sentence="The rubric of a published cohort stays.", name="cohort_rubric_frozen"),
    refuse_taking_back=REFUSE.format(sentence="This cohort was opened: it stays.", name="cohort_stays_published"),
    refuse_weights=REFUSE.format(sentence="The weights do not make 1000.", name="cohort_weights_make_one"),
    refuse_without_rubric=REFUSE.format(sentence="The rubric is not frozen.", name="cohort_published_with_rubric"),
)

APPEND_ONLY = """
CREATE FUNCTION academy_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'This record is only ever added to.'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON academy_decision
    FOR EACH ROW EXECUTE FUNCTION academy_refuse_change();
CREATE TRIGGER rubric_append_only BEFORE UPDATE OF cohort_id, version, content, sha256, seed, frozen_at OR DELETE
    ON academy_rubric FOR EACH ROW EXECUTE FUNCTION academy_refuse_change();
CREATE TRIGGER selection_append_only BEFORE UPDATE OF cohort_id, rubric_id, bundle, sha256, decided_at OR DELETE
    ON academy_selection FOR EACH ROW EXECUTE FUNCTION academy_refuse_change();
"""

# A review and a conflict of one person on one application exclude each other; the application's row orders the two.
CONFLICTS = """
CREATE FUNCTION academy_refuse_review_in_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE applicant bigint;
BEGIN
    SELECT person_id INTO applicant FROM academy_application WHERE id = NEW.application_id FOR NO KEY UPDATE;
    IF applicant = NEW.reviewer_id OR EXISTS (
        SELECT FROM academy_conflict WHERE application_id = NEW.application_id AND person_id = NEW.reviewer_id
    ) THEN
        {refuse_review};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_without_conflict BEFORE INSERT OR UPDATE OF application_id, reviewer_id ON academy_review
    FOR EACH ROW EXECUTE FUNCTION academy_refuse_review_in_conflict();

CREATE FUNCTION academy_refuse_conflict_with_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM academy_application WHERE id = NEW.application_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM academy_review WHERE application_id = NEW.application_id AND reviewer_id = NEW.person_id
    ) THEN
        {refuse_conflict};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER conflict_without_review BEFORE INSERT OR UPDATE OF application_id, person_id ON academy_conflict
    FOR EACH ROW EXECUTE FUNCTION academy_refuse_conflict_with_review();
""".format(
    refuse_review=REFUSE.format(sentence="A conflict of interest.", name="review_without_conflict"),
    refuse_conflict=REFUSE.format(sentence="The review stands still.", name="conflict_without_review"),
)

BACK = """
DROP TRIGGER conflict_without_review ON academy_conflict;
DROP TRIGGER review_without_conflict ON academy_review;
DROP TRIGGER selection_append_only ON academy_selection;
DROP TRIGGER rubric_append_only ON academy_rubric;
DROP TRIGGER decision_append_only ON academy_decision;
DROP TRIGGER cohort_begins_unpublished ON academy_cohort;
DROP TRIGGER cohort_published_with_rubric ON academy_cohort;
DROP TRIGGER minimum_frozen ON academy_minimum;
DROP TRIGGER criterion_frozen ON academy_criterion;
DROP TRIGGER cohort_capacity_holds_the_seated ON academy_cohort;
DROP TRIGGER offer_within_capacity ON academy_offer;
DROP TRIGGER course_capacity_holds_the_seated ON academy_course;
DROP TRIGGER enrolment_within_capacity ON academy_enrolment;
DROP TRIGGER prerequisite_makes_no_circle ON academy_prerequisite;
DROP FUNCTION academy_refuse_conflict_with_review, academy_refuse_review_in_conflict, academy_refuse_change,
    academy_check_publication, academy_keep_rubric, academy_keep_cohort_capacity, academy_count_offer_seats,
    academy_keep_course_capacity, academy_count_enrolment_seats, academy_refuse_circle;
"""


class Migration(migrations.Migration):
    dependencies = [("academy", "0001_initial")]

    operations = [migrations.RunSQL([CIRCLES, COURSE_SEATS, COHORT_SEATS, FROZEN, APPEND_ONLY, CONFLICTS], BACK)]
