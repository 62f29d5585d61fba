"""What the database itself refuses: more people than places, pairs that somebody excludes, changes to what was published."""

from django.db import migrations

# The sentence is for logs; rules give readers the sentence before the database has to (mentoring/rules/).
REFUSE = "RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}', TABLE = TG_TABLE_NAME"

# A place is taken by an active pairing, as mentor or as co-mentor, and by an unanswered proposal that a round made.
TAKEN = """
CREATE FUNCTION mentoring_places_taken(who bigint, but_pairing bigint, but_proposal bigint) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT (
        SELECT count(*) FROM mentoring_pairing
        WHERE ended_at IS NULL AND mentor_id = who AND id IS DISTINCT FROM but_pairing
    ) + (
        SELECT count(*) FROM mentoring_pairing
        WHERE ended_at IS NULL AND co_mentor_id = who AND id IS DISTINCT FROM but_pairing
    ) + (
        SELECT count(*) FROM mentoring_proposal
        WHERE mentor_id = who AND answer = '' AND offered_at IS NOT NULL AND origin <> 'asked'
            AND id IS DISTINCT FROM but_proposal
    )
$$;
"""

# The mentor's row orders those who want a place. VOLATILE functions see what was committed while they waited for it.
PLACES = """
CREATE FUNCTION mentoring_count_pairing_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE who bigint; places integer;
BEGIN
    FOR who IN SELECT DISTINCT id FROM unnest(ARRAY[NEW.mentor_id, NEW.co_mentor_id]) AS id
        WHERE id IS NOT NULL ORDER BY id LOOP
        SELECT capacity INTO places FROM mentoring_mentor WHERE id = who FOR NO KEY UPDATE;
        IF places <= mentoring_places_taken(who, NEW.id, NULL) THEN
            {refuse_pairing};
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER pairing_within_capacity BEFORE INSERT OR UPDATE OF mentor_id, co_mentor_id, ended_at ON mentoring_pairing
    FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION mentoring_count_pairing_places();

CREATE FUNCTION mentoring_count_proposal_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE places integer;
BEGIN
    SELECT capacity INTO places FROM mentoring_mentor WHERE id = NEW.mentor_id FOR NO KEY UPDATE;
    IF places <= mentoring_places_taken(NEW.mentor_id, NULL, NEW.id) THEN
        {refuse_proposal};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposal_within_capacity
    BEFORE INSERT OR UPDATE OF mentor_id, answer, offered_at, origin ON mentoring_proposal
    FOR EACH ROW WHEN (NEW.answer = '' AND NEW.offered_at IS NOT NULL AND NEW.origin <> 'asked')
    EXECUTE FUNCTION mentoring_count_proposal_places();

CREATE FUNCTION mentoring_keep_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.capacity < mentoring_places_taken(NEW.id, NULL, NULL) THEN
        {refuse_capacity};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mentor_capacity_holds_the_paired BEFORE UPDATE OF capacity ON mentoring_mentor
    FOR EACH ROW WHEN (NEW.capacity < OLD.capacity) EXECUTE FUNCTION mentoring_keep_capacity();
""".format(
    refuse_pairing=REFUSE.format(sentence="All places are taken.", name="pairing_within_capacity"),
    refuse_proposal=REFUSE.format(sentence="All places are taken.", name="proposal_within_capacity"),
    refuse_capacity=REFUSE.format(sentence="More people have a place.", name="mentor_capacity_holds_the_paired"),
)

# Nobody mentors themselves, and nobody is offered or paired with somebody whom one of the two excludes.
APART = """
CREATE FUNCTION mentoring_are_apart(one bigint, other bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT one = other OR EXISTS (
        SELECT FROM mentoring_exclusion
        WHERE (person_id = one AND other_id = other) OR (person_id = other AND other_id = one)
    )
$$;

CREATE FUNCTION mentoring_refuse_excluded_pairing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM mentoring_mentor WHERE id IN (NEW.mentor_id, NEW.co_mentor_id)
            AND mentoring_are_apart(person_id, NEW.mentee_id)
    ) OR NEW.mentee_id IS DISTINCT FROM (SELECT person_id FROM mentoring_mentoringrequest WHERE id = NEW.request_id) THEN
        {refuse};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pairing_excludes_nobody
    BEFORE INSERT OR UPDATE OF mentor_id, co_mentor_id, mentee_id, request_id ON mentoring_pairing
    FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION mentoring_refuse_excluded_pairing();

CREATE FUNCTION mentoring_refuse_excluded_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF mentoring_are_apart(
        (SELECT person_id FROM mentoring_mentor WHERE id = NEW.mentor_id),
        (SELECT person_id FROM mentoring_mentoringrequest WHERE id = NEW.request_id)
    ) THEN
        {refuse};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposal_excludes_nobody BEFORE INSERT OR UPDATE OF mentor_id, request_id, offered_at ON mentoring_proposal
    FOR EACH ROW WHEN (NEW.answer = '' AND NEW.offered_at IS NOT NULL)
    EXECUTE FUNCTION mentoring_refuse_excluded_proposal();
""".format(refuse=REFUSE.format(sentence="These two are not paired.", name="pair_excludes_nobody"))

# What was published stays: the terms of the round, its solution, and that it was published once.
PUBLISHED = """
CREATE FUNCTION mentoring_keep_published_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {refuse};
END $$;
CREATE TRIGGER round_published_stays BEFORE UPDATE OF
    cohort_id, area_id, starts_on, ends_on, least_minutes, may_share_affiliate, thin_below, most_candidates, seed,
    published_at ON mentoring_round FOR EACH ROW WHEN (OLD.published_at IS NOT NULL AND (
        OLD.cohort_id, OLD.area_id, OLD.starts_on, OLD.ends_on, OLD.least_minutes, OLD.may_share_affiliate,
        OLD.thin_below, OLD.most_candidates, OLD.seed, OLD.published_at
    ) IS DISTINCT FROM (
        NEW.cohort_id, NEW.area_id, NEW.starts_on, NEW.ends_on, NEW.least_minutes, NEW.may_share_affiliate,
        NEW.thin_below, NEW.most_candidates, NEW.seed, NEW.published_at
    )) EXECUTE FUNCTION mentoring_keep_published_round();

CREATE FUNCTION mentoring_keep_published_solution() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM mentoring_round WHERE id = coalesce(NEW.round_id, OLD.round_id) FOR SHARE;
    IF EXISTS (
        SELECT FROM mentoring_round WHERE id = coalesce(NEW.round_id, OLD.round_id) AND published_at IS NOT NULL
    ) THEN
        {refuse};
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER solution_published_stays
    BEFORE INSERT OR UPDATE OF round_id, version, figures, proof, candidates, sha256, solved_at OR DELETE
    ON mentoring_solution FOR EACH ROW EXECUTE FUNCTION mentoring_keep_published_solution();
""".format(refuse=REFUSE.format(sentence="This round was published: it stays.", name="round_published_stays"))

BACK = """
DROP TRIGGER solution_published_stays ON mentoring_solution;
DROP TRIGGER round_published_stays ON mentoring_round;
DROP TRIGGER proposal_excludes_nobody ON mentoring_proposal;
DROP TRIGGER pairing_excludes_nobody ON mentoring_pairing;
DROP TRIGGER mentor_capacity_holds_the_paired ON mentoring_mentor;
DROP TRIGGER proposal_within_capacity ON mentoring_proposal;
DROP TRIGGER pairing_within_capacity ON mentoring_pairing;
DROP FUNCTION mentoring_keep_published_solution, mentoring_keep_published_round, mentoring_refuse_excluded_proposal,
    mentoring_refuse_excluded_pairing, mentoring_are_apart, mentoring_keep_capacity, mentoring_count_proposal_places,
    mentoring_count_pairing_places, mentoring_places_taken;
"""


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0001_initial")]

    operations = [migrations.RunSQL([TAKEN, PLACES, APART, PUBLISHED], BACK)]
