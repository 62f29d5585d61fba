"""What the database itself refuses: more people than seats, two places at once, changed releases, circles of reports."""

from django.db import migrations

# The sentence is for logs; rules give readers the sentence before the database has to (learning_days/rules/).
REFUSE = "RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}', TABLE = TG_TABLE_NAME"

# The day's row orders those who want a seat; staff take none. An offer that lapsed holds until it is given on.
DAY_SEATS = """
CREATE FUNCTION learning_days_day_seats_taken(which bigint, but bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT count(*) FROM learning_days_registration
    WHERE day_id = which AND left_at IS NULL AND NOT is_staff AND (seated_at IS NOT NULL OR offered_at IS NOT NULL)
        AND id IS DISTINCT FROM but
$$;

CREATE FUNCTION learning_days_count_day_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE seats integer;
BEGIN
    SELECT capacity INTO seats FROM learning_days_day WHERE id = NEW.day_id FOR NO KEY UPDATE;
    IF seats <= learning_days_day_seats_taken(NEW.day_id, NEW.id) THEN
        {refuse_seat};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER registration_within_capacity
    BEFORE INSERT OR UPDATE OF seated_at, offered_at, left_at, day_id, is_staff ON learning_days_registration
    FOR EACH ROW WHEN (
        NEW.left_at IS NULL AND NOT NEW.is_staff AND (NEW.seated_at IS NOT NULL OR NEW.offered_at IS NOT NULL)
    ) EXECUTE FUNCTION learning_days_count_day_seats();

CREATE FUNCTION learning_days_keep_day_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.capacity < learning_days_day_seats_taken(NEW.id, NULL) THEN
        {refuse_capacity};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER day_capacity_holds_the_seated BEFORE UPDATE OF capacity ON learning_days_day
    FOR EACH ROW EXECUTE FUNCTION learning_days_keep_day_capacity();
""".format(
    refuse_seat=REFUSE.format(sentence="All seats are taken.", name="registration_within_capacity"),
    refuse_capacity=REFUSE.format(sentence="More people have a seat.", name="day_capacity_holds_the_seated"),
)

# A placed workshop lies within its day and its edition; leads and seats carry its hours, so that clashes are refused.
PLACES = """
CREATE FUNCTION learning_days_hours_of(workshop learning_days_workshop) RETURNS tstzrange LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN workshop.state = 'accepted' AND workshop.starts_at IS NOT NULL
        THEN tstzrange(workshop.starts_at, workshop.ends_at) END
$$;

CREATE FUNCTION learning_days_check_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE room learning_days_room; day learning_days_day; taken bigint;
BEGIN
    SELECT * INTO day FROM learning_days_day WHERE id = NEW.day_id FOR SHARE;
    SELECT * INTO room FROM learning_days_room WHERE id = NEW.room_id FOR SHARE;
    IF day.edition_id <> NEW.edition_id OR room.edition_id <> NEW.edition_id THEN
        {refuse_edition};
    END IF;
    IF NEW.state = 'accepted' AND (
        NEW.starts_at < day.starts_at OR NEW.ends_at > day.ends_at OR day.cancelled_at IS NOT NULL
    ) THEN
        {refuse_hours};
    END IF;
    IF NEW.capacity > room.capacity THEN
        {refuse_room};
    END IF;
    SELECT count(*) INTO taken FROM learning_days_workshopseat
        WHERE workshop_id = NEW.id AND seated_at IS NOT NULL AND left_at IS NULL;
    IF taken > coalesce(NEW.capacity, room.capacity) THEN
        {refuse_seated};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER workshop_placed_rightly
    BEFORE INSERT OR UPDATE OF edition_id, day_id, room_id, starts_at, ends_at, capacity, state
    ON learning_days_workshop FOR EACH ROW WHEN (NEW.day_id IS NOT NULL)
    EXECUTE FUNCTION learning_days_check_place();

CREATE FUNCTION learning_days_carry_hours() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE learning_days_workshoplead SET during = learning_days_hours_of(NEW) WHERE workshop_id = NEW.id;
    UPDATE learning_days_workshopseat SET during = learning_days_hours_of(NEW)
        WHERE workshop_id = NEW.id AND left_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER workshop_carries_its_hours AFTER UPDATE OF starts_at, ends_at, state ON learning_days_workshop
    FOR EACH ROW EXECUTE FUNCTION learning_days_carry_hours();

CREATE FUNCTION learning_days_note_hours() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE workshop learning_days_workshop;
BEGIN
    SELECT * INTO workshop FROM learning_days_workshop WHERE id = NEW.workshop_id FOR SHARE;
    NEW.during := learning_days_hours_of(workshop);
    RETURN NEW;
END $$;
CREATE TRIGGER workshop_lead_has_hours BEFORE INSERT OR UPDATE OF workshop_id, person_id ON learning_days_workshoplead
    FOR EACH ROW EXECUTE FUNCTION learning_days_note_hours();

CREATE FUNCTION learning_days_keep_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM learning_days_workshop AS workshop WHERE workshop.room_id = NEW.id AND (
            workshop.capacity > NEW.capacity OR NEW.capacity < (
                SELECT count(*) FROM learning_days_workshopseat
                WHERE workshop_id = workshop.id AND seated_at IS NOT NULL AND left_at IS NULL
            )
        )
    ) THEN
        {refuse_smaller};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER room_holds_its_workshops BEFORE UPDATE OF capacity ON learning_days_room
    FOR EACH ROW EXECUTE FUNCTION learning_days_keep_room();
""".format(
    refuse_edition=REFUSE.format(sentence="Of another edition.", name="workshop_placed_in_its_edition"),
    refuse_hours=REFUSE.format(sentence="Outside the day.", name="workshop_within_its_day"),
    refuse_room=REFUSE.format(sentence="The room is smaller.", name="workshop_fits_its_room"),
    refuse_seated=REFUSE.format(sentence="More people have a seat.", name="workshop_capacity_holds_the_seated"),
    refuse_smaller=REFUSE.format(sentence="A workshop needs more.", name="room_holds_its_workshops"),
)

# A day keeps what lies in it: moved hours take no workshop's ground away.
DAYS = """
CREATE FUNCTION learning_days_keep_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM learning_days_workshop WHERE day_id = NEW.id AND state = 'accepted' AND (
            starts_at < NEW.starts_at OR ends_at > NEW.ends_at OR NEW.cancelled_at IS NOT NULL
        )
    ) THEN
        {refuse};
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER day_keeps_its_workshops AFTER UPDATE OF starts_at, ends_at, cancelled_at ON learning_days_day
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION learning_days_keep_day();
""".format(refuse=REFUSE.format(sentence="A workshop lies outside.", name="day_keeps_its_workshops"))

# The workshop's row orders those who want a seat in it.
WORKSHOP_SEATS = """
CREATE FUNCTION learning_days_count_workshop_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE workshop learning_days_workshop; seats integer;
BEGIN
    SELECT * INTO workshop FROM learning_days_workshop WHERE id = NEW.workshop_id FOR NO KEY UPDATE;
    IF workshop.day_id IS DISTINCT FROM (
        SELECT day_id FROM learning_days_registration WHERE id = NEW.registration_id
    ) THEN
        {refuse_day};
    END IF;
    NEW.during := learning_days_hours_of(workshop);
    seats := coalesce(workshop.capacity, (SELECT capacity FROM learning_days_room WHERE id = workshop.room_id));
    IF NEW.seated_at IS NOT NULL AND seats <= (
        SELECT count(*) FROM learning_days_workshopseat
        WHERE workshop_id = NEW.workshop_id AND seated_at IS NOT NULL AND left_at IS NULL AND id IS DISTINCT FROM NEW.id
    ) THEN
        {refuse_seat};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER workshop_seat_within_capacity
    BEFORE INSERT OR UPDATE OF seated_at, left_at, workshop_id, registration_id ON learning_days_workshopseat
    FOR EACH ROW WHEN (NEW.left_at IS NULL) EXECUTE FUNCTION learning_days_count_workshop_seats();
""".format(
    refuse_day=REFUSE.format(sentence="Not registered for that day.", name="workshop_seat_of_its_day"),
    refuse_seat=REFUSE.format(sentence="All seats are taken.", name="workshop_seat_within_capacity"),
)

APPEND_ONLY = """
CREATE FUNCTION learning_days_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'This record is only ever added to.'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER release_append_only BEFORE UPDATE OF edition_id, number, content, released_at OR DELETE
    ON learning_days_release FOR EACH ROW EXECUTE FUNCTION learning_days_refuse_change();
"""

CIRCLES = """
CREATE FUNCTION learning_days_refuse_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('learning_days_sharing'));
    IF EXISTS (
        WITH RECURSIVE earlier(id) AS (
            SELECT NEW.before_id
            UNION
            SELECT step.before_id FROM learning_days_sharing AS step JOIN earlier ON step.id = earlier.id
            WHERE step.before_id IS NOT NULL
        )
        SELECT FROM earlier WHERE id = NEW.id
    ) THEN
        {refuse};
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sharing_makes_no_circle BEFORE INSERT OR UPDATE OF before_id ON learning_days_sharing
    FOR EACH ROW WHEN (NEW.before_id IS NOT NULL) EXECUTE FUNCTION learning_days_refuse_circle();
""".format(refuse=REFUSE.format(sentence="Reports would start one another.", name="sharing_makes_no_circle"))

BACK = """
DROP TRIGGER sharing_makes_no_circle ON learning_days_sharing;
DROP TRIGGER release_append_only ON learning_days_release;
DROP TRIGGER workshop_seat_within_capacity ON learning_days_workshopseat;
DROP TRIGGER day_keeps_its_workshops ON learning_days_day;
DROP TRIGGER room_holds_its_workshops ON learning_days_room;
DROP TRIGGER workshop_lead_has_hours ON learning_days_workshoplead;
DROP TRIGGER workshop_carries_its_hours ON learning_days_workshop;
DROP TRIGGER workshop_placed_rightly ON learning_days_workshop;
DROP TRIGGER day_capacity_holds_the_seated ON learning_days_day;
DROP TRIGGER registration_within_capacity ON learning_days_registration;
DROP FUNCTION learning_days_refuse_circle, learning_days_refuse_change, learning_days_count_workshop_seats,
    learning_days_keep_day, learning_days_keep_room, learning_days_note_hours, learning_days_carry_hours,
    learning_days_check_place, learning_days_hours_of, learning_days_keep_day_capacity, learning_days_count_day_seats,
    learning_days_day_seats_taken;
"""


class Migration(migrations.Migration):
    dependencies = [("learning_days", "0001_initial")]

    operations = [migrations.RunSQL([DAY_SEATS, PLACES, DAYS, WORKSHOP_SEATS, APPEND_ONLY, CIRCLES], BACK)]
